"""Drafts of reports: every number filled in and listed with its source, every conclusion left to people."""
