"""What the page about events and campaigns is made of: what came of them, what they cost, what is still to do."""
