"""Metrics: portable SQL over the canonical messages, each with a page that defines and tests it."""
