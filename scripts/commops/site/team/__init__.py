"""Pages for the team alone: built by ``commops build --private`` into a folder of their own, never into the site."""
