"""The formats of collections made for research."""
