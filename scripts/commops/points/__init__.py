"""Points, levels and badges of members, replayed from logs, grants and the programme."""
