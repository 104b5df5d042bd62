"""One kind of table per module: ``KIND`` says what its columns are called and what becomes of a row."""
