"""What becomes of imported tables in the workspace: one module per file that they fill, with a function ``offer``."""
