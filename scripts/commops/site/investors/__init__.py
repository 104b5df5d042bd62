"""What the pack for investors is drawn with."""
