"""Articles -> the parts of their texts that are compared."""
