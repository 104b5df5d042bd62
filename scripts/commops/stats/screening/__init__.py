"""Evidence for spam and paid praise, to be looked at by people; never a verdict."""
