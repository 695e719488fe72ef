"""The folders that a scan writes into: made before hours of work, and never where the next run would read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from dedup.read.folders import holds_results
from dedup.report.writing import check_writable, make_folder


def without_own(folders: Sequence[Path], output: Path | None, cache: Path | None) -> tuple[Path, ...]:
    """Return `folders` without `output` and `cache`, where an earlier run made them: a later `news/*` names them, too.

    So results in a folder of news are passed over, and every run reads what the first one did.
    """
    own = [output.resolve()] if output and holds_results(output) else []
    if cache and cache.is_dir() and {path.name for path in cache.iterdir()} <= {"pages"}:
        own.append(cache.resolve())
    return tuple(folder for folder in folders if folder.resolve() not in own) or tuple(folders)


def make_folders(folders: Iterable[Path], output: Path | None, cache: Path | None, write_kept: Path | None) -> None:
    """Make what a scan of `folders` needs to write its results, its cache and the kept records.

    Raises:
        UsageError: where the next scan of `folders` would read what this one writes.
        InputError: where a folder cannot be made, or no file in it.
    """
    for folder in folders:
        # Results that lie below a folder of news are passed over when that is read.
        if output and folder.resolve() == output.resolve():
            raise _would_be_read(output, folder)
        for out in filter(None, (cache and cache / "pages", write_kept)):
            if any(place.resolve().is_relative_to(folder.resolve()) for place in (out, out.parent)):
                raise _would_be_read(out, folder)
    for made in filter(None, (output, cache, write_kept and write_kept.parent)):
        make_folder(made)
    if output:
        check_writable(output, output)
    if write_kept:
        check_writable(write_kept.parent, write_kept)


def _would_be_read(out: Path, folder: Path) -> click.UsageError:
    return click.UsageError(f"{out} lies in {folder}, so the next run would read it as articles: name another folder.")
