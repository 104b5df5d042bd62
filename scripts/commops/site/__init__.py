"""The published handbook: a pure function from a workspace to Markdown, feeds and charts."""
