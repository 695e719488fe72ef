"""Texts -> columnar arrays that depend on those texts alone."""
