"""Matches -> groups of copies, and stories."""
