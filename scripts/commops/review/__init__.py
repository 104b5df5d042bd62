"""The review of a change: what is different, what will go out, what the rules say, as one page and as a summary."""
