"""Rules: one file of logic and one page of the same name each. See CONTRIBUTING.md, "Add a rule"."""
