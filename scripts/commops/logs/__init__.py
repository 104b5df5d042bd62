"""Exported chat logs: one adapter per format, canonical rows, and the private Parquet warehouse."""
