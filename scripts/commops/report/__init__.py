"""Printers: findings and tables become text, JSON or annotations."""
