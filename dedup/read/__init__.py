"""Files -> articles, or why they were skipped."""
