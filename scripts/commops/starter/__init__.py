"""Writes the first version of things: a whole workspace, or one file or list entry with what a draft needs."""
