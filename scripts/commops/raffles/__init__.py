"""Prize draws: the terms that must be disclosed, and the draw that anybody can repeat."""
