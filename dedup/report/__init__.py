"""Report -> terminal, JSON lines, CSV."""
