"""The figures of the report page on growth and retention."""
