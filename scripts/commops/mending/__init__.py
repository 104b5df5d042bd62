"""Repairs that are certain: what a finding calls for is written into the file, and the result is checked again."""
