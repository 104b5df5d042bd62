"""Charts as inline SVG: pure functions from numbers to markup that inherits the page's colours and fonts."""
