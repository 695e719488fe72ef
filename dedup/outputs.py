"""The folders that a scan writes into: made before hours of work, and never where the next run would read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from dedup.read.folders import FILES_OF_ALL_RUNS, FILES_OF_RESULTS, holds_results
from dedup.report.writing import check_writable, make_folder


def without_own(folders: Sequence[Path], output: Path | None, cache: Path | None) -> tuple[Path, ...]:
    """Return `folders` without `output` and `cache`, where an earlier run made them: a later `news/*` names them, too.

    So results in a folder of news are passed over, and every run reads what the first one did.
    """
    own = [output.resolve()] if output and holds_results(output) else []
    if cache and cache.is_dir() and {path.name for path in cache.iterdir()} <= {"pages"}:
        own.append(cache.resolve())
    return tuple(folder for folder in folders if folder.resolve() not in own) or tuple(folders)


def make_folders(
    folders: Sequence[Path], output: Path | None, exports: Sequence[str], cache: Path | None, write_kept: Path | None
) -> None:
    """Make what a scan of `folders` needs to write its results with these `exports`, its cache and the kept records.

    Raises:
        UsageError: where the next scan of `folders` would read what this one writes, or a file in `output` would
            be overwritten that no run wrote.
        InputError: where a folder cannot be made, or no file in it.
    """
    for folder in folders:
        # Results that lie below a folder of news are passed over when that is read.
        if output and folder.resolve() == output.resolve():
            raise _would_be_read(output, folder)
        for out in filter(None, (cache and cache / "pages", write_kept)):
            if any(place.resolve().is_relative_to(folder.resolve()) for place in (out, out.parent)):
                raise _would_be_read(out, folder)
    if output:
        _keep_own_files(folders, output, exports, write_kept)
    for made in filter(None, (output, cache, write_kept and write_kept.parent)):
        make_folder(made)
    if output:
        check_writable(output, output)
    if write_kept:
        check_writable(write_kept.parent, write_kept)


def check_exports(folders: Sequence[Path], output: Path, exports: Sequence[str]) -> None:
    """Raise `UsageError` where `exports` into `output` would take the place of an article that the run in it read."""
    _keep_what_is_read(folders, [output / name for name in _files_of(exports)])


def _keep_own_files(folders: Sequence[Path], output: Path, exports: Sequence[str], write_kept: Path | None) -> None:
    """Raise `UsageError` where the results in `output` would take the place of somebody's own file, or of another."""
    written = [output / name for name in (*sorted(FILES_OF_ALL_RUNS), *_files_of(exports))]
    _keep_what_is_read(folders, written)
    for path in [] if holds_results(output) else filter(Path.exists, written):
        raise click.UsageError(f"{path} would be overwritten, and {output} holds no run of dedup: name another folder.")
    if write_kept and write_kept.resolve() in {(output / name).resolve() for name in FILES_OF_RESULTS}:
        raise click.UsageError(f"{write_kept} is a file of the results in {output}: name another file.")


def _keep_what_is_read(folders: Sequence[Path], written: Sequence[Path]) -> None:
    places = {path.resolve() for path in written}
    for folder in folders:
        if folder.resolve() in places:
            raise click.UsageError(f"{folder} is read, and would be overwritten: name another folder for the results.")


def _files_of(exports: Sequence[str]) -> list[str]:
    if not exports:
        return []
    from dedup.report.export import EXPORTS  # they import what no other run needs

    return [file for name in exports for file in EXPORTS[name]]


def _would_be_read(out: Path, folder: Path) -> click.UsageError:
    lies = "is read" if out.resolve() == folder.resolve() else f"lies in {folder}"
    return click.UsageError(f"{out} {lies}, so the next run would read it as articles: name another folder.")
