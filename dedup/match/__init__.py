"""Features -> verified pairs."""
