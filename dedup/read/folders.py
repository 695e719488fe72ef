"""Folders -> articles: which files are read, in which order, and what is passed over."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path

from dedup.article import Article
from dedup.errors import InputError
from dedup.machine.memory import lean
from dedup.read.archives import MEMBER, is_system_file
from dedup.read.fields import split_pair
from dedup.read.locations import PAGE_EXTENSIONS, InputFile, location_of, prefixes
from dedup.read.outlet_names import use_one_name
from dedup.read.parallel import read_files
from dedup.read.records import Mapped
from dedup.read.updates import latest_versions
from dedup.records import Skipped
from dedup.settings import Settings
from dedup.stages import Progress, no_progress

_RESULTS = frozenset({"articles.csv", "pairs.csv", "run.json"})
"""Files that together mark the results of an earlier run, whose rows are not articles."""
FILES_OF_ALL_RUNS = _RESULTS | {
    *("reasons.csv", "passages.jsonl", "stories.jsonl", "skipped.csv", "set_aside.csv", "report.html"),
}
"""All that every run leaves: the names in `dedup.report.files.FILES`."""
FILES_OF_RESULTS = FILES_OF_ALL_RUNS | {
    *("graph.graphml", "graph.gexf", "articles.parquet", "pairs.parquet", "digest.md", "stories.rss"),
}
"""All that a run may leave: those and the names of the exports."""


def holds_results(folder: Path) -> bool:
    """Return whether `folder` holds the results of an earlier run."""
    return all((folder / name).exists() for name in _RESULTS)


def read_folders(
    folders: Sequence[Path],
    settings: Settings,
    progress: Progress = no_progress,
) -> tuple[list[Article], list[Skipped]]:
    """Return the articles of all files in `folders` in the order of their locations, and what was skipped, sorted.

    A folder may also be a single file. Some files are passed over silently: hidden files and folders, lock and
    temporary files of office programs (`~$a.docx`, `.~lock.a#`), `__MACOSX`, `Thumbs.db`, `desktop.ini`, the folder
    `X_files` that a browser saves beside the page `X.html`, and folders below that hold the results of an earlier run;
    where such a folder is named itself, as by `news/*`, only these results. A link to a file in the folder is read like
    the file. Links to folders and out of the folder are not followed; they are listed as skipped, as are earlier
    versions of items (`latest_versions`). So are the names that `settings.map` has for a field, where no record has any
    of them.

    Raises:
        InputError: where a folder is not there, or no article at all is in them.
    """
    articles: list[Article] = []
    mapped: set[str] = set()
    files, skipped = list_files(folders, settings)
    with lean(), closing(read_files(files, settings)) as parts:  # what the texts took is given back
        for done, found in parts:
            for each in found:
                if isinstance(each, Article):
                    articles.append(each)
                elif isinstance(each, Mapped):
                    mapped |= each.pairs
                else:
                    skipped.append(each)
            progress("read", done, len(files))
    found_fields = {split_pair(pair)[0] for pair in mapped}
    skipped += [_not_mapped(pair) for pair in settings.map if split_pair(pair)[0] not in found_fields]
    if not articles:
        raise InputError(_nothing(folders, skipped, settings))
    use_one_name(articles)
    articles, superseded = latest_versions(articles)
    return articles, sorted([*skipped, *superseded], key=_place)


def _not_mapped(pair: str) -> Skipped:
    return Skipped(f"--map {pair}", "name not found", f"no record has a value called {split_pair(pair)[1]}")


def _place(skipped: Skipped) -> tuple[str, int, Skipped]:
    """Return a key that puts record 2 before record 10 of the same file."""
    path, _, number = skipped.location.rpartition("#")
    return (path, int(number), skipped) if path and number.isdecimal() else (skipped.location, 0, skipped)


def list_files(folders: Sequence[Path], settings: Settings | None = None) -> tuple[list[InputFile], list[Skipped]]:
    """Return the files to read, sorted by location, each path once, and what is there but cannot be walked.

    A file below several of `folders`, which may also be links, is called after the first of them in the order of their
    paths. Where `settings.glob` has patterns, only files that one of them fits are returned: by name, or by path below
    the folder. A file that is named itself always is.

    Raises:
        InputError: where one of `folders` does not exist.
    """
    patterns = settings.glob if settings else ()
    for folder in folders:
        if not os.path.lexists(folder):
            raise InputError(f"{location_of(folder)} does not exist: name a folder of articles, or a file")
    skipped: dict[str, Skipped] = {}
    found: dict[Path, InputFile] = {}
    roots: dict[Path, Path] = {}  # where each folder is, whatever links lead there, and the first of its paths
    for folder in sorted(folders, key=os.path.abspath):
        roots.setdefault(Path(os.path.realpath(folder)), folder)
    prefix_of = prefixes([*roots.values()])
    for root, folder in roots.items():
        prefix, outside = prefix_of[folder], list[Skipped]()
        for path in _fitting(folder, prefix, patterns, outside) if folder.is_dir() else [folder]:
            inside = path.relative_to(folder)  # of a link to a file in the folder the link's own place: it is read, too
            found.setdefault(root / inside, InputFile(path, location_of(prefix / inside)))
        skipped.update((each.location, each) for each in outside)
    names = {file.location for file in found.values()}
    files = [replace(file, location=_unlike_members(file.location, names)) for file in found.values()]
    return sorted(files, key=lambda file: file.location), list(skipped.values())


def _unlike_members(location: str, names: Collection[str]) -> str:
    r"""Return the location of a file, written so that nothing in another of the files `names` has it too.

    >>> _unlike_members("a.zip!b.txt", {"a.zip", "a.zip!b.txt"}), _unlike_members("Stop!.txt", {"Stop!.txt"})
    ('a.zip\\x21b.txt', 'Stop!.txt')
    """
    whole, _, rest = location.rpartition(MEMBER)
    if not whole:
        return location
    return _unlike_members(whole, names) + (r"\x21" if whole in names else MEMBER) + rest


def _fitting(folder: Path, prefix: Path, patterns: Sequence[str], skipped: list[Skipped]) -> Iterator[Path]:
    for path in _walk(folder, prefix, skipped):
        if not patterns or _fits(path, folder, patterns):
            yield path


def _fits(path: Path, folder: Path, patterns: Sequence[str]) -> bool:
    names = (path.name, path.relative_to(folder).as_posix())
    return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)


def _walk(folder: Path, prefix: Path, skipped: list[Skipped]) -> Iterator[Path]:
    """Yield the files below `folder` in no order.

    Links that lead out of the folder, and links to folders, which could make an endless loop, are not followed.
    """
    root = os.path.realpath(folder)

    def locate(path: Path) -> str:
        return location_of(prefix / path.relative_to(folder))

    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = {entry.name: entry for entry in os.scandir(here)}
        except OSError as error:
            skipped.append(Skipped(locate(here), "not readable", error.strerror or str(error)))
            continue
        has_results = entries.keys() >= _RESULTS
        if has_results and here != folder:
            continue
        for name, entry in entries.items():
            if _is_passed_over(name, entries) or (has_results and name in FILES_OF_RESULTS):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(here / name)
            elif _is_folder(entry):
                skipped.append(Skipped(locate(here / name), "link to a folder", "links to folders are not followed"))
            elif entry.is_symlink() and not Path(os.path.realpath(entry)).is_relative_to(root):
                skipped.append(Skipped(locate(here / name), "link out of the folder", "name what it leads to as well"))
            else:
                yield here / name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether it is a folder or a link to one; a link that leads to itself is neither."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_passed_over(name: str, siblings: dict[str, os.DirEntry[str]]) -> bool:
    if is_system_file(name):
        return True
    page = name.removesuffix("_files")
    is_of_page = page != name and any(page + extension in siblings for extension in PAGE_EXTENSIONS)
    return is_of_page and _is_folder(siblings[name])


def _nothing(folders: Sequence[Path], skipped: list[Skipped], settings: Settings) -> str:
    where = ", ".join(map(location_of, folders))
    message = f"no articles in {where}: `dedup formats` lists what can be read"
    if settings.glob:
        message += f"; only files that fit {', '.join(settings.glob)} were looked at"
    if skipped:
        reasons = Counter(each.reason for each in skipped).most_common()
        message += f"; skipped {', '.join(f'{n} ({reason})' for reason, n in reasons)}, "
        message += f"such as {min(skipped).location}: {min(skipped).detail}"
    return message
