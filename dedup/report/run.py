"""Report -> `run.json`: what was run, with which settings, and what came out, in numbers.

Everything but `seconds`, `peak_memory_bytes` and `environment` is the same on every run over the same folder, named
alike, with the same version.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import asdict
from importlib import metadata

from dedup.read.extras import EXTRAS, is_installed
from dedup.records import Report
from dedup.report import json
from dedup.report.counts import count
from dedup.report.dates import iso_date
from dedup.report.tables import period
from dedup.settings import Settings

DISTRIBUTION = "news-dedup"
LIBRARIES = (
    "babel",
    "charset-normalizer",
    "courlan",
    "dateparser",
    "htmldate",
    "langcodes",
    "lxml",
    "numba",
    "numpy",
    "py3langid",
    "python-dateutil",
    "resiliparse",
    "tld",
    "trafilatura",
    "tzdata",
    "wordfreq",
)
"""Those whose versions can change what a scan finds; beside them, whether the extras are there can."""


def run_json(report: Report) -> Iterator[str]:
    """Yield the text of `run.json`."""
    ends = period(report)
    yield json.pretty(
        {
            "version": version(),
            "settings": settings_values(report.settings),
            "period": dict(zip(("first", "last"), map(iso_date, ends), strict=True)) if ends else None,
            "counts": asdict(count(report)),
            "log_odds_shift": report.log_odds_shift,
            "folders": list(report.folders),
            "seconds": {stage: round(seconds, 3) for stage, seconds in report.seconds.items()},
            "peak_memory_bytes": dict(report.peak_memory_bytes),
            "environment": _environment(report.settings),
        }
    )


def settings_values(settings: Settings) -> dict[str, object]:
    """Return the settings that can change a result: the number of jobs and the cache are of the environment."""
    values = asdict(settings) | {"model": None if settings.model is None else str(settings.model)}
    del values["jobs"], values["cache"]
    return values


def version() -> str:
    """Return the version of this package; a checkout that was never installed has none."""
    try:
        return _version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "not installed"


def _environment(settings: Settings) -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "jobs": settings.jobs,
        "cache": None if settings.cache is None else str(settings.cache),
        "libraries": {name: _version(name) for name in (*LIBRARIES, *_extras())},
    }


def _extras() -> list[str]:
    return [library for extra, library in EXTRAS.items() if is_installed(extra)]


def _version(library: str) -> str:
    """Return what `metadata.version` does, in a sixth of the time: that parses descriptions too."""
    stated = re.search(r"^Version: *(\S+)$", metadata.distribution(library).read_text("METADATA") or "", re.M)
    return stated[1] if stated else metadata.version(library)
