"""From bytes to plain data: encodings, YAML, JSON and front matter, guarded, with positions on request."""
