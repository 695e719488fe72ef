"""Every number a user may change: its default, its range, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from numbers import Integral, Real
from pathlib import Path

from dedup.errors import SettingsError

KEEP = ("best", "source", "earliest", "latest", "longest")
"""The rules by which one article of a group of copies is kept; see `dedup.cluster.rules`."""

FIELDS = ("title", "text", "summary", "published", "outlet", "url", "language", "author", "version", "id")
"""What can be known of an article; see `dedup.read.field_names`."""

_TYPES: Mapping[str, tuple[type, str]] = {
    "int": (Integral, "a whole number"),
    "float": (Real, "a number"),
    "bool": (bool, "True or False"),
}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What counts as a match, and how a run works; `SettingsError` where a value is of another type or out of range."""

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

    min_related: float = 0.2
    """Pairs from this probability on are reported as related; above 0 and at most `min_probability`."""

    min_containment: float = 0.8
    """An excerpt shares at least this part of its shingles with the longer text; in (0, 1]."""

    min_coverage: float = 0.5
    """A reprint is one text reworked or damaged: aligned blocks cover at least this part of both; in (0, 1]."""

    max_days_apart: float = 365.0
    """Articles published further apart are not compared for the same story, where both dates are known; above 0.
    Dates of crawled articles are often those of the crawl: at 30 days a quarter of the true pairs of two labelled
    sets were lost, at 365 none, and the time apart counts in the probability anyway."""

    boilerplate: bool = True
    """Set aside the furniture of pages (menus, teasers, notices) before texts are compared."""

    min_boilerplate_share: float = 0.005
    """A passage is an outlet's boilerplate from this part of its pages on, and only in several contexts; in (0, 1].
    On 13 German outlets 0.5% finds their newsletters and author boxes and none of their agency texts."""

    keep: str = "best"
    """Of each group of copies this one is kept, one of `KEEP`. Excerpts are never dropped."""

    prefer_outlet: tuple[str, ...] = ()
    """Outlets, by name or domain, whose copies are kept before others, the first before the second."""

    lossless: bool = False
    """Drop a copy only where every sentence of it stands in the one kept."""

    input_format: str = ""
    """Every file is read as this format, a name of `dedup.read.formats.FORMATS`; where empty, its content and name
    decide. Archives are unpacked first."""

    glob: tuple[str, ...] = ()
    """Only files are read whose name, or path below the folder, fits one of these patterns; all where there is none."""

    map: tuple[str, ...] = ()
    """Names of fields that are not known by themselves, as `field=name`, such as `title=headline_text`; `name` may
    be a path into nested objects, such as `meta.headline`. `field` is one of `FIELDS`."""

    max_ratio: int = 100
    """A file may unpack to this many times its size, and always to 16 MB; at least 1. Texts shrink to a third or a
    fifth, HTML pages of one site to a twentieth; bombs start at 1000."""

    max_members: int = 100_000
    """Members of one archive that are read; at least 1."""

    max_depth: int = 4
    """Archives and compressions inside one another that are unpacked; at least 1. `.tar.gz` is two."""

    max_record_mb: float = 16.0
    """Megabytes (of 2**20 bytes) of one text, page, line of JSON lines or row of a table; above 0. A larger one is
    skipped. The longest of 50,699 real articles has 0.12; a run over one text of 15 took 0.5 GB of memory."""

    max_document_mb: float = 128.0
    """Megabytes of one document that is read whole however many articles it holds, such as JSON, XML, a mail or an
    export of a database; above 0."""

    max_page_seconds: float = 20.0
    """Seconds that parsing one HTML page may take; above 0. Of 45 real pages the slowest took 0.5."""

    jobs: int = 0
    """Processes that read and clean, and threads that compute; 0 takes every core. The result does not depend on it."""

    cache: Path | None = None
    """What is found in HTML pages is kept in this folder, and taken from there in later runs; None keeps nothing. It is
    found by the content of the page, and made anew by another version. 5 to 10 kB for each page."""

    model: Path | None = None
    """A story model made by `dedup train`; None takes the one shipped with the package."""

    def __post_init__(self) -> None:
        self._check_types()
        ranges = {
            "min_jaccard": (0 < self.min_jaccard <= 1, "above 0 and at most 1"),
            "shingle_size": (1 <= self.shingle_size <= 20, "from 1 to 20"),
            "num_perm": (16 <= self.num_perm <= 1024, "from 16 to 1024"),
            "min_words": (self.min_words >= 1, "at least 1"),
            "min_probability": (0 < self.min_probability < 1, "above 0 and below 1"),
            "min_related": (
                0 < self.min_related <= self.min_probability,
                f"above 0 and at most the probability of a story, {self.min_probability:g}",
            ),
            "min_containment": (0 < self.min_containment <= 1, "above 0 and at most 1"),
            "min_coverage": (0 < self.min_coverage <= 1, "above 0 and at most 1"),
            "max_days_apart": (0 < self.max_days_apart <= 1_000_000, "above 0 and at most 1,000,000"),
            "min_boilerplate_share": (0 < self.min_boilerplate_share <= 1, "above 0 and at most 1"),
            "max_ratio": (self.max_ratio >= 1, "at least 1"),
            "max_members": (self.max_members >= 1, "at least 1"),
            "max_depth": (self.max_depth >= 1, "at least 1"),
            "max_record_mb": (0 < self.max_record_mb < 2048, "above 0 and below 2,048"),
            "max_document_mb": (0 < self.max_document_mb <= 1_000_000, "above 0 and at most 1,000,000"),
            "max_page_seconds": (0 < self.max_page_seconds <= 1_000_000, "above 0 and at most 1,000,000"),
            "jobs": (0 <= self.jobs <= 1024, "from 0 to 1,024"),
        }
        for name, (holds, allowed) in ranges.items():
            if not holds:
                raise SettingsError(f"{name} must be {allowed}, got {getattr(self, name)}")
        for name in ("prefer_outlet", "glob", "map"):
            if isinstance(getattr(self, name), str):
                raise SettingsError(f"{name} must be a tuple of texts, got the text {getattr(self, name)!r}")
            if not all(isinstance(text, str) for text in getattr(self, name)):
                raise SettingsError(f"{name} must hold texts alone, got {getattr(self, name)!r}")
            if "" in getattr(self, name):
                raise SettingsError(f"{name} must not hold an empty text")
        for mapped in self.map:
            field, _, name = mapped.partition("=")
            if field not in FIELDS or not name:
                raise SettingsError(f"map must be FIELD=NAME, FIELD one of {', '.join(FIELDS)}; got {mapped}")
        if self.keep not in KEEP:
            raise SettingsError(f"keep must be one of {', '.join(KEEP)}, got {self.keep}")

    def _check_types(self) -> None:
        for field in fields(self):
            value, (kind, called) = getattr(self, field.name), _TYPES.get(str(field.type), (object, ""))
            is_other = isinstance(value, bool) and kind in (Integral, Real)  # which True is, too
            if is_other or not isinstance(value, kind):
                raise SettingsError(f"{field.name} must be {called}, got {value!r}")
