"""One module per page of the handbook."""
