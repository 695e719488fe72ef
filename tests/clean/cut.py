"""Texts -> pages, of one outlet alone."""

from __future__ import annotations

from collections.abc import Sequence

from dedup.clean.pages import Cuts, Pages, Uncut, cut_each
from dedup.clean.passages import Page


def cut(texts: Sequence[str], titles: Sequence[str] = ()) -> Cuts:
    """Return where `texts` are cut."""
    return next(cut_each([Uncut(texts, titles or [""] * len(texts), True)]))


def split_page(text: str) -> Page:
    """Return the page of one text."""
    return Pages([text], cut([text]))[0]
