"""What the page about order is made of: what checks caught, what waits, and what has to be deleted when."""
