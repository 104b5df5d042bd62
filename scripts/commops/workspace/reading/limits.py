"""How big, deep and full a file may be; hard caps that nothing in a workspace can lift."""

MAX_BYTES = 1 << 20
"""Of any file; a larger one is never read."""

MAX_MARKDOWN_BYTES = 256 << 10
"""Of a Markdown file."""

MAX_DEPTH = 50
"""Levels of nesting."""

MAX_NODES = 30_000
"""Values in one YAML or JSON file, keys included."""

MAX_LINES = 30_000
"""Lines of YAML in one file; without libyaml each costs some microseconds."""

MAX_TOLD = 200
"""Refusals of a schema told per file; the rest would be noise."""

MAX_BRACKETS = 500
"""Markup characters in one Markdown paragraph; Python-Markdown needs quadratic time on more."""
