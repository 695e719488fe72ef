"""What verdicts and measures mean, in a line each: for the terminal and the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dedup.matches import Verdict

SENTENCES: Final[Mapping[Verdict, str]] = {
    Verdict.IDENTICAL: "Identical: both hold the same text.",
    Verdict.NEAR_DUPLICATE: "Near-duplicates: one text with small edits.",
    Verdict.REPRINT: "Reprint: one text, reworked or damaged.",
    Verdict.EXCERPT: "Excerpt: most of one stands in the other.",
    Verdict.SAME_STORY: "Same story: both report the same event, each in its own words.",
    Verdict.RELATED: "Related: a common topic, but not the same story.",
}
"""Verdict -> what it says of two articles."""

RULED_OUT: Final = {
    "": "Unrelated: neither one text nor the same story.",
    "template": "Unrelated: one form filled in twice, or two of a series, and so not one story, however alike.",
    "languages": "Unrelated: not one text, and in two languages, of which a story has one.",
    "days": "Unrelated: not one text, and published too far apart for one story; --max-days-apart says how far.",
}
"""`Comparison.ruled_out` -> what it says of two articles that are no match."""

MEASURES: Final = {
    "jaccard": "shingles shared, of all shingles of both",
    "containment": "shingles shared, of those of the article with fewer",
    "cosine": "likeness of title and text, common words counting little",
    "probability": "chance that both are on the same story",
}
"""Measure, as `Match` has it -> what it measures."""
