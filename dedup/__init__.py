"""Find near-duplicates and same-story articles in a folder of news."""
