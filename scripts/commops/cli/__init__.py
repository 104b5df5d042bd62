"""The command line: one module per verb; click is used only here."""
