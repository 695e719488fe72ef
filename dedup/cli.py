"""The command line: options in, report out, exit code.

Whatever needs numpy or more is imported by the commands themselves, so that `--help` answers at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dedup.errors import InputError
from dedup.exits import ALL_EXIT_CODES, EXIT_CODES, Exit, Group
from dedup.options import (
    COMPARE_SETTINGS,
    SETTINGS,
    NamedPath,
    export_option,
    progress_option,
    report_format_option,
    settings_options,
)
from dedup.settings import Settings

if TYPE_CHECKING:
    from threading import Event

    from dedup.article import Article
    from dedup.records import Report, Skipped
    from dedup.stages import Progress, Stages


@click.group(cls=Group, name="dedup", epilog=ALL_EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="news-dedup", prog_name="dedup")
def main() -> None:
    """Find near-duplicates, reprints and same-story articles in a folder of news, with evidence."""


@main.command(epilog=ALL_EXIT_CODES)
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=NamedPath())
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=NamedPath(file_okay=False),
    help="Write report.html, articles.csv, pairs.csv, reasons.csv, passages.jsonl, stories.jsonl, skipped.csv, "
    "set_aside.csv and run.json into this folder; it is made if missing, and the files of an earlier run are replaced.",
)
@click.option("--open", "open_page", is_flag=True, help="Show report.html in the browser when done; needs --output.")
@export_option
@click.option(
    "--write-kept",
    metavar="FILE",
    type=NamedPath(dir_okay=False),
    help="Write the records of all articles but dropped copies into this file, unchanged, as JSON lines.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "csv"]),  # those of report.files.STREAMS, not imported: see above
    default="text",
    show_default=True,
    help="What to print: a summary to read, one JSON object per story, or a table of all articles.",
)
@click.option("--top", type=click.IntRange(min=0), default=10, show_default=True, help="Stories in the summary.")
@click.option("--strict", is_flag=True, help="Exit with 3 if any file or record was skipped.")
@click.option(
    "--quiet", is_flag=True, help="Print neither a summary nor progress, only --format jsonl or csv, and errors."
)
@progress_option
@click.option("--profile", is_flag=True, help="Print to stderr how long each stage took, and how much memory.")
@settings_options(SETTINGS)
@click.pass_context
def scan(
    ctx: click.Context,
    folders: tuple[Path, ...],
    output: Path | None,
    open_page: bool,
    exports: tuple[str, ...],
    write_kept: Path | None,
    form: str,
    top: int,
    strict: bool,
    quiet: bool,
    progress: bool | None,
    profile: bool,
    settings: Settings,
) -> None:
    """Find copies and stories among the articles under each FOLDER."""
    if open_page and not output:
        raise click.UsageError("--open shows a page that --output writes: name a folder with -o.")
    if exports and not output:
        raise click.UsageError("--export writes into the folder of --output: name a folder with -o.")
    if settings.jobs != 1:
        from dedup.machine.processes import n_cores
        from dedup.read.ahead import make_ready

        make_ready(folders, settings.jobs or n_cores())
    from dedup.outputs import make_folders, without_own
    from dedup.report.progress import progress_on_stderr
    from dedup.stages import Stages

    folders = without_own(folders, output, settings.cache)
    make_folders(folders, output, exports, settings.cache, write_kept)
    stages = Stages()
    with progress_on_stderr(progress, quiet) as show:
        with stages.stage("read"):
            articles, skipped = _read(folders, settings, show)
        from dedup.pipeline import scan_articles
        from dedup.report import folder, kept

        report = scan_articles(articles, settings, show, skipped, stages, folders)
    with stages.stage("write"):
        if output:
            folder.write_folder(report, output)
            folder.write_exports(report, exports, output)
        if write_kept:
            kept.write_kept(report, folders, write_kept)
        _print_report(report, form, top, quiet)
    if profile:
        _print_profile(stages)
    if not quiet:
        _tell_what_was_done(report, form, output, exports, write_kept)
    if output and open_page:
        _open_page(output)
    if not report.articles:
        first = report.skipped[0]
        example = f"{first.location}: {first.reason}, {first.detail}"
        raise InputError(f"no articles to compare: {len(report.skipped):,} skipped, such as {example}")
    ctx.exit(Exit.SKIPPED if strict and report.skipped else Exit.DONE)


@main.command(epilog=EXIT_CODES)
@click.argument("run", metavar="OUT", type=NamedPath(file_okay=False))
@click.option("--open", "open_page", is_flag=True, help="Show the page in the browser when done.")
@export_option
def report(run: Path, open_page: bool, exports: tuple[str, ...]) -> None:
    """Make OUT/report.html again from the files that `dedup scan -o OUT` wrote.

    Texts are read again from the folders that the scan was given: where their paths were relative, run it in the
    folder in which the scan was run. The page leaves out, and says so, texts that are gone or have changed since; where
    all are, a page that is there stays as it is.
    """
    _keep_compiled_code()
    from dedup.outputs import check_exports
    from dedup.report.folder import write_exports, write_files
    from dedup.report.page.page import report_page
    from dedup.report.remake import remake

    remade = remake(run)
    check_exports([Path(folder) for folder in remade.report.folders], run, exports)
    write_exports(remade.report, exports, run)
    page = run / "report.html"
    if page.exists() and 0 < len(remade.gone) == len(remade.roles):
        told = f"{page} stays as it is, since a new one would have no texts: {remade.why_gone()}"
        if not exports:
            raise InputError(told)
        click.echo(f"dedup: {told}", err=True)
    else:
        write_files({page.name: report_page(remade.report, remade.roles, len(remade.gone))}, run)
        if remade.gone:
            left_out = f"{len(remade.gone):,} of {len(remade.roles):,} texts"
            click.echo(f"dedup: left out {left_out}, for {remade.why_gone()}", err=True)
        click.echo(f"dedup: wrote the page to {page}", err=True)
    if open_page:
        _open_page(run)


@main.command(epilog=EXIT_CODES)
@click.argument("left", metavar="A", type=NamedPath())
@click.argument("right", metavar="B", type=NamedPath())
@report_format_option
@settings_options(COMPARE_SETTINGS)
def compare(left: Path, right: Path, form: str, settings: Settings) -> None:
    """Say what the articles in files A and B are to each other, and why.

    Of a file that holds several, one is named as reports do: news.csv#3, or news.zip!a.txt in an archive.
    """
    from dedup.read.ahead import make_ready

    make_ready([left, right], 1)
    _keep_compiled_code(settings.jobs)
    from dedup.pipeline import compare as compare_files
    from dedup.report.comparison_json import comparison_json
    from dedup.report.comparison_text import comparison_text
    from dedup.report.printing import print_data, print_text, terminal_width

    comparison = compare_files(left, right, settings)
    if form == "json":
        print_data([comparison_json(comparison)])
    else:
        print_text(comparison_text(comparison, width=terminal_width()))


@main.command(epilog=EXIT_CODES)
@click.argument("labels", metavar="LABELS", type=NamedPath())
@click.argument("run", metavar="RUN", type=NamedPath(file_okay=False))
@report_format_option
@click.option("--worst", type=click.IntRange(min=0), default=10, show_default=True, help="Stories shown, worst first.")
def evaluate(labels: Path, run: Path, form: str, worst: int) -> None:
    """Say how well the stories of a run agree with labels: B-cubed, pairwise and adjusted Rand scores.

    RUN is a folder that `dedup scan -o` wrote. LABELS is a CSV or JSON-lines file with `article` (as in articles.csv,
    or the end of it) or `id`, and `story` or `label`; or the articles themselves, where they carry `story` or `label`.
    """
    _keep_compiled_code()
    from dedup.evaluate import assess
    from dedup.report.evaluation_json import evaluation_json
    from dedup.report.evaluation_text import evaluation_text
    from dedup.report.printing import print_data, print_text, terminal_width

    assessment = assess(labels, run)
    if form == "json":
        print_data([evaluation_json(assessment, worst=worst)])
    else:
        print_text(evaluation_text(assessment, width=terminal_width(), worst=worst))


@main.command(epilog=EXIT_CODES)
@click.argument("labelled", metavar="LABELLED...", nargs=-1, required=True, type=NamedPath(dir_okay=False))
@click.option(
    "-o",
    "--output",
    metavar="MODEL",
    required=True,
    type=NamedPath(dir_okay=False),
    help="Write the model to this file, over one that is there; `dedup scan --model MODEL` uses it.",
)
@progress_option
def train(labelled: tuple[Path, ...], output: Path, progress: bool | None) -> None:
    """Make a story model of articles that carry a field `story` or `label`.

    Each LABELLED file stands for one folder of news; the more and the more various they are, the better the model
    serves folders it has not seen. The same files give the same model.
    """
    from dedup.report.model_file import write_model
    from dedup.report.writing import check_writable

    if output.resolve() in [path.resolve() for path in labelled]:
        raise click.UsageError(f"{output} is one of the files to learn from: name another file for the model.")
    check_writable(output.parent, output)
    _keep_compiled_code()
    from dedup.report.progress import progress_on_stderr
    from dedup.train import train as train_model

    with progress_on_stderr(progress, quiet=False) as show:
        model = train_model(labelled, progress=show)
    write_model(model, output)
    click.echo(f"dedup: wrote the model to {output}", err=True)


@main.command()
def formats() -> None:
    """List what can be read, and what each extra adds."""
    from dedup.report.formats_text import formats_text
    from dedup.report.printing import print_text, terminal_width

    print_text(formats_text(width=terminal_width()))


def _keep_compiled_code(jobs: int = 1) -> None:
    from dedup.machine.compiled import import_numba, keep_compiled_code

    import_numba()
    keep_compiled_code(lambda notice: click.echo(f"dedup: {notice}", err=True))
    if jobs != 1:
        from dedup.machine.first_run import compile_from_the_end

        compile_from_the_end()


def _read(folders: tuple[Path, ...], settings: Settings, show: Progress) -> tuple[list[Article], list[Skipped]]:
    """Return what `read_folders` does; a thread imports and loads meanwhile what is needed after reading.

    That takes half a second or more, while other processes already read.
    """
    from concurrent.futures import ThreadPoolExecutor
    from threading import Event

    from dedup.read import read_folders

    is_read = Event()
    with ThreadPoolExecutor(1) as thread:
        loaded = thread.submit(_load_what_follows_reading, settings.jobs, is_read)
        try:
            found = read_folders(folders, settings, show)
        finally:
            is_read.set()
        loaded.result()
    return found


def _load_what_follows_reading(jobs: int, is_read: Event) -> None:
    _keep_compiled_code(jobs)
    import dedup.pipeline
    import dedup.report.folder  # noqa: F401
    from dedup.machine.first_run import load_kernels

    load_kernels(lambda: not is_read.is_set())


def _tell_what_was_done(
    report: Report, form: str, output: Path | None, exports: Sequence[str], write_kept: Path | None
) -> None:
    from dedup.report.text import summary_line

    if form != "text":
        click.echo(f"dedup: {summary_line(report)}", err=True)
    if output:
        from dedup.report.folder import other_exports

        click.echo(f"dedup: wrote the results to {output}", err=True)
        if others := other_exports(exports, output):
            click.echo(
                f"dedup: {', '.join(others)} in that folder is not of this run; `dedup report {output}` with --export "
                "makes exports of it",
                err=True,
            )
    if write_kept:
        click.echo(f"dedup: wrote the kept records to {write_kept}", err=True)


def _print_profile(stages: Stages) -> None:
    from dedup.report.profile_text import profile_text

    click.echo(profile_text(stages), nl=False, err=True)


def _open_page(out: Path) -> None:
    import webbrowser

    page = (out / "report.html").resolve()
    if not webbrowser.open(page.as_uri()):
        click.echo(f"dedup: no browser could be started; open {page}", err=True)


def _print_report(report: Report, form: str, top: int, quiet: bool) -> None:
    from dedup.report.files import STREAMS
    from dedup.report.printing import print_data, print_text, terminal_width
    from dedup.report.text import report_text

    if form in STREAMS:
        print_data(STREAMS[form](report))
    elif not quiet:
        print_text(report_text(report, width=terminal_width(), top=top))
