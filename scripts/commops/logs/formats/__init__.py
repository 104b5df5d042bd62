"""One adapter per export format. See CONTRIBUTING.md, "Add a log format"."""
