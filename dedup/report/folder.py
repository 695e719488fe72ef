"""Report -> a folder of files."""

from __future__ import annotations

from pathlib import Path

from dedup.errors import InputError
from dedup.records import Report
from dedup.report import FILES
from dedup.report.writing import whole_files


def make_folder(out: Path) -> None:
    """Make the folder `out` where it is missing; `InputError` where that cannot be done."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot make the folder {out}: {error.strerror}") from error


def write_folder(report: Report, out: Path) -> None:
    """Write every file of `FILES` into `out`, over those of an earlier run; `InputError` where that cannot be done.

    All appear together when all are written; until then an earlier run stays whole.
    """
    make_folder(out)
    with whole_files({name: out / name for name in FILES}, out) as files:
        for name, lines in FILES.items():
            files[name].writelines(line.encode() for line in lines(report))
