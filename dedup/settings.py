"""Every number a user may change: its default, its range, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dedup.errors import SettingsError


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What counts as a match, and how a run works; `SettingsError` where a value is outside its range."""

    min_jaccard: float = 0.8
    """Near-duplicates share at least this part of their shingles; in (0, 1]."""

    shingle_size: int = 5
    """Consecutive words in a shingle (characters in scripts without spaces); 1 to 20."""

    num_perm: int = 128
    """Values in a signature; 16 to 1024. datasketch's default: an error of 1 / sqrt(128) = 0.09 on a similarity."""

    min_words: int = 5
    """Articles with fewer words in title and text are skipped as too short, and texts with fewer are never
    called copies; at least 1. Below a shingle of words nothing tells a copy from a coincidence."""

    min_probability: float = 0.5
    """Two articles are on the same story from this probability on, and a story holds together while its
    average is this high; in (0, 1)."""

    max_days_apart: float = 30.0
    """Articles published further apart are not compared for the same story, where both dates are known; above 0."""

    threads: int = 0
    """Processor threads; 0 takes every core. The result does not depend on it."""

    model: Path | None = None
    """A story model made by `dedup train`; None takes the one shipped with the package."""

    def __post_init__(self) -> None:
        ranges = {
            "min_jaccard": (0 < self.min_jaccard <= 1, "above 0 and at most 1"),
            "shingle_size": (1 <= self.shingle_size <= 20, "from 1 to 20"),
            "num_perm": (16 <= self.num_perm <= 1024, "from 16 to 1024"),
            "min_words": (self.min_words >= 1, "at least 1"),
            "min_probability": (0 < self.min_probability < 1, "above 0 and below 1"),
            "max_days_apart": (self.max_days_apart > 0, "above 0"),
            "threads": (self.threads >= 0, "0 or more"),
        }
        for name, (holds, allowed) in ranges.items():
            if not holds:
                raise SettingsError(f"{name} must be {allowed}, got {getattr(self, name)}")
