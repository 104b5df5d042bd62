"""Generates the files that follow from the schemas: typed access and editor settings."""
