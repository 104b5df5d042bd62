"""Reading text the way a person does: evasions undone, words of a table found, contact data recognised."""
