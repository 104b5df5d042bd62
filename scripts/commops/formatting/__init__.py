"""Puts files in the usual order without changing what they say."""
