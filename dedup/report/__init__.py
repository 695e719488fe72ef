"""Report -> terminal, JSON lines, CSV, a page."""
