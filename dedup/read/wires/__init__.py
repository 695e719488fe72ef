"""The formats in which news agencies deliver."""
