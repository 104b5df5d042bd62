"""Figures for the claims of the project, each as a ratio to a peer or a floor measured in the same call."""
