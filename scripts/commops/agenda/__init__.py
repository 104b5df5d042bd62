"""What waits for whom: one entry per thing that somebody has to do, from every file of the workspace."""
