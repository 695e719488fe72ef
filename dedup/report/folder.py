"""Report -> a folder of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from dedup.machine.forks import share
from dedup.read.folders import FILES_OF_RESULTS
from dedup.records import Report
from dedup.report.files import FILES
from dedup.report.writing import in_utf8, make_folder, whole_files

MIN_ARTICLES: Final = 5000
"""Articles for which another process is worth it: writing what is known of them takes 0.1 s."""


def write_folder(report: Report, out: Path) -> None:
    """Write every file of `FILES` into `out`, over those of an earlier run; `InputError` where that cannot be done."""
    make_folder(out)
    n_useful = len(report.articles) // MIN_ARTICLES
    write_files({name: lines(report) for name, lines in FILES.items()}, out, n_useful, report.settings.jobs)


def write_exports(report: Report, names: Sequence[str], out: Path) -> None:
    """Write the files of the exports `names`, see `EXPORTS`, into `out`; `InputError` where that cannot be done."""
    if not names:
        return
    from dedup.report.export import EXPORTS  # they import what no other run needs, such as all of `urllib`

    write_files({file: lines(report) for name in names for file, lines in EXPORTS[name].items()}, out)


def other_exports(names: Sequence[str], out: Path) -> list[str]:
    """Return the files in `out` that are called like exports, but are of none of `names`: likely of an earlier run.

    They are left alone, since they may be somebody's own.
    """
    found = [file for file in sorted(FILES_OF_RESULTS - FILES.keys()) if (out / file).exists()]
    if not found:
        return []
    from dedup.report.export import EXPORTS

    return [file for file in found if not any(file in EXPORTS[name] for name in names)]


def write_files(
    files: Mapping[str, Iterable[str] | Iterable[bytes]], out: Path, n_useful: int = 0, jobs: int = 1
) -> None:
    """Write the content of each of `files` into the folder `out`; `InputError` where that cannot be done.

    All appear together when all are written; until then an earlier run stays whole. Up to `n_useful` other processes
    help, as many as `jobs` allows, and the last file, such as the page, which takes longest, is begun first.
    """
    with whole_files({name: out / name for name in files}, out) as opened:

        def write(names: Iterator[str]) -> None:
            for name in names:
                opened[name].writelines(in_utf8(files[name]))
                opened[name].flush()  # of a fork nobody else would

        share([*files][::-1], write, n_useful, jobs, f"wrote into {out}")
