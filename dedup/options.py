"""Options of the command line that several commands have: the fields of `Settings`, and a few more."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import click

from dedup.errors import SettingsError
from dedup.settings import KEEP, Settings

SETTINGS = {
    "min_jaccard": "Near-duplicates share at least this part of their shingles; above 0, at most 1.",
    "shingle_size": "Consecutive words in a shingle (characters in scripts without spaces).",
    "num_perm": "Values in a MinHash signature: more find near-duplicates more surely, and take longer.",
    "min_words": "Skip articles with fewer words than this.",
    "min_probability": "Two articles are on the same story from this probability on; above 0, below 1.",
    "min_related": "Report pairs as related from this probability on; above 0, at most --min-probability.",
    "min_containment": "An excerpt shares at least this part of its shingles with the longer text; above 0, at most 1.",
    "min_coverage": "Aligned passages cover at least this part of both texts of a reprint; above 0, at most 1.",
    "max_days_apart": "Do not look for the same story in articles published further apart than this.",
    "boilerplate": "Set aside the furniture of pages (menus, teasers, notices) before texts are compared.",
    "min_boilerplate_share": "A passage is boilerplate from this part of its outlet's pages on; above 0, at most 1.",
    "keep": "Keep this one of each group of copies; best: most text that is no furniture, then most metadata.",
    "prefer_outlet": "Keep the copies of this outlet (name or domain) before others; repeat it in order of preference.",
    "lossless": "Drop a copy only where every sentence of it stands in the one kept.",
    "input_format": "Read every file as this format, whatever its content and name; see `dedup formats`.",
    "glob": "Read only files whose name, or path below FOLDER, fits this pattern, such as '*.xml'; may be repeated.",
    "map": "Take the value called NAME as FIELD, such as title=headline_text or text=meta.body; may be repeated.",
    "max_ratio": "A file may unpack to this many times its size, and always to 16 MB.",
    "max_members": "Members of one archive that are read.",
    "max_depth": "Archives and compressions inside one another that are unpacked; .tar.gz is two.",
    "max_record_mb": "Skip texts, pages and records larger than this, in megabytes.",
    "max_document_mb": "Skip JSON, XML and other documents of many articles larger than this, in megabytes; JSON lines "
    "and tables have no limit.",
    "max_page_seconds": "Skip HTML pages that take longer than this to parse.",
    "jobs": "Processes that read and clean, and threads that compute; 0 takes every core. The result does not depend "
    "on it.",
    "cache": "Keep in this folder what is found in HTML pages, so that later runs need not look for it again.",
    "model": "A story model made by `dedup train`, in place of the one that comes with dedup.",
}
"""The help for every field of `Settings`; names, types and defaults are those of the fields."""

ONLY_FOR_FOLDERS = ("num_perm", "min_boilerplate_share", "keep", "prefer_outlet", "lossless", "glob", "jobs", "cache")
METAVARS = {"cache": "DIR", "prefer_outlet": "NAME", "glob": "PATTERN", "map": "FIELD=NAME", "input_format": "FORMAT"}
COMPARE_SETTINGS = [name for name in SETTINGS if name not in ONLY_FOR_FOLDERS]

Command = Callable[..., None]


class NamedPath(click.Path):
    """A path that can be looked at: not empty, not too long, and not behind a folder without permission.

    `Path("")` is the current folder, which nobody means by a variable that is not set. By `-` many commands mean
    standard input or output, and nobody a file of that name.

    >>> NamedPath().convert("news", None, None).name
    'news'
    """

    def __init__(self, **kinds: Any) -> None:
        super().__init__(path_type=Path, **kinds)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return `value` as a `Path`."""
        if value == "":
            self.fail("The path is empty.", param, ctx)
        if value == "-":
            self.fail("Standard input and output cannot be named; a file called '-' is './-'.", param, ctx)
        try:
            Path(value).stat()
        except (FileNotFoundError, NotADirectoryError):
            pass  # the command says so, or makes it
        except OSError as error:
            self.fail(f"{value!r}: {error.strerror}", param, ctx)
        return super().convert(value, param, ctx)


KINDS = {"keep": click.Choice(KEEP), "cache": NamedPath(), "model": NamedPath(exists=True, dir_okay=False)}
"""The types of the options whose defaults do not tell."""


def _check_format(settings: Settings) -> None:
    """Refuse an unknown format before the first file is read; the table is imported only where one is named."""
    if settings.input_format:
        from dedup.read.formats import format_named

        format_named(settings.input_format)


def settings_options(names: Collection[str]) -> Callable[[Command], Command]:
    """Return a decorator that gives a command an option for each of `names`, and passes it one `settings`."""

    def decorate(command: Command) -> Command:
        def with_settings(**given: Any) -> None:
            try:
                settings = Settings(**{name: given.pop(name) for name in names})
                _check_format(settings)
            except SettingsError as error:
                name, _, what = str(error).partition(" ")
                raise click.UsageError(f"{_flag(name)} {what}") from error
            command(settings=settings, **given)

        option_command: Command = functools.update_wrapper(with_settings, command)
        for name in reversed(list(names)):
            option_command = _setting_option(name)(option_command)
        return option_command

    return decorate


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _setting_option(name: str) -> Callable[[Command], Command]:
    default = getattr(Settings, name)
    flag = _flag(name)
    if isinstance(default, tuple):
        return click.option(flag, name, metavar=METAVARS[name], multiple=True, default=default, help=SETTINGS[name])
    kind = KINDS.get(name) or type(default)
    if isinstance(default, bool):
        flag += "/--no-" + name.replace("_", "-")
    return click.option(
        flag,
        name,
        metavar=METAVARS.get(name),
        type=kind,
        default=default,
        show_default=default != "",
        help=SETTINGS[name],
    )


def export_option(command: Command) -> Command:
    """Give a command the option `--export`."""
    return click.option(
        "--export",
        "exports",
        type=click.Choice(["graphml", "gexf", "parquet", "markdown", "rss"]),  # those of report.export.EXPORTS
        multiple=True,
        help="Write also, beside the other files, the graph of stories and copies (graph.graphml, graph.gexf), "
        "articles.parquet and pairs.parquet, a digest of the last day (digest.md), or a feed of the newest stories "
        "(stories.rss); may be repeated.",
    )(command)


def report_format_option(command: Command) -> Command:
    """Give a command the option `--format` of commands that print one report."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="A report to read, or one object.",
    )(command)


def progress_option(command: Command) -> Command:
    """Give a command the option `--progress`."""
    shown = "Show progress on stderr.  [default: on a terminal only]"
    return click.option("--progress/--no-progress", default=None, help=shown)(command)
