"""The files of a run -> its report again, with texts read anew from where the articles were read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import numpy as np

from dedup.article import Article
from dedup.cluster.roles import Role
from dedup.errors import InputError
from dedup.lengths import bounds_of
from dedup.matches import Matches, Reasons, SharedPassages, Verdict
from dedup.read.files import read_listed
from dedup.read.folders import list_files
from dedup.read.run import document, lines, not_a_run, rows
from dedup.records import Confidence, Copies, Decision, Link, Report, SetAside, Skipped, Source, Story
from dedup.report.reasons_csv import COLUMNS, read_reasons
from dedup.report.run import version
from dedup.report.tables import ArticleRow, PairRow
from dedup.settings import Settings

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Remade:
    """A report as the files of a run hold it."""

    report: Report
    """`seconds` are left out; measures have 4 decimals; texts that are gone are empty."""
    roles: tuple[Role, ...]
    """Of every article, as the run saw them: without the texts they could not be told again."""
    gone: tuple[str, ...]
    """The locations of the articles whose originals are not there any more, or not what they were."""

    def why_gone(self) -> str:
        """Return why texts are gone, in words; some must be."""
        missing = [folder for folder in self.report.folders if not Path(folder).exists()]
        if missing:
            return f"the scan was given {missing[0]}, which is not there; run this in the folder in which it was run"
        return f"their originals are gone or have changed, such as {self.gone[0]}"


def remake(out: Path) -> Remade:
    """Return the report that the files in `out` were written from.

    Raises:
        InputError: where they are not the files of a run, or were written by another version of dedup.
    """
    run = document(out / "run.json")
    if run.get("version") != version():
        raise InputError(f"{out} was written by dedup {run.get('version')}, and this is {version()}: scan again")
    try:
        return _remake(out, run)
    except (KeyError, ValueError, TypeError) as error:
        raise not_a_run(out, f"its files do not fit together ({error!r})") from error


def _remake(out: Path, run: Mapping[str, Any]) -> Remade:
    table = list(rows(out / "articles.csv", ArticleRow._fields))
    settings = _settings(run["settings"])
    articles, gone = _articles(table, [Path(folder) for folder in run["folders"]], settings)
    number_of = {article.location: number for number, article in enumerate(articles)}
    told = list(lines(out / "stories.jsonl"))
    matches = _matches(list(rows(out / "pairs.csv", PairRow._fields)), number_of)
    report = Report(
        settings=settings,
        articles=tuple(articles),
        matches=matches,
        copies=_copies(told, number_of),
        stories=_stories(table, told, number_of),
        skipped=tuple(Skipped(*row.values()) for row in rows(out / "skipped.csv", ("article", "reason", "detail"))),
        sources={i: _source(row, number_of) for i, row in enumerate(table) if row["source_reason"]},
        decisions={i: _decision(row, number_of) for i, row in enumerate(table) if row["copies"]},
        set_aside=tuple(_set_aside(row) for row in rows(out / "set_aside.csv", ("outlet", "passage"))),
        passages=_passages(out, matches, number_of),
        reasons=_reasons(out, matches, number_of),
        log_odds_shift=run["log_odds_shift"],
        folders=tuple(run["folders"]),
    )
    return Remade(report, tuple(cast(Role, row["role"]) for row in table), tuple(gone))


def _settings(values: Mapping[str, Any]) -> Settings:
    model = values["model"]
    given: Mapping[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return Settings(**{**given, "model": None if model is None else Path(model)})


def _articles(table: Sequence[Row], folders: Sequence[Path], settings: Settings) -> tuple[list[Article], list[str]]:
    """Return the articles, and the locations of those that are gone."""
    originals = dict(_originals(folders, settings, {row["article"]: row["digest"] for row in table}))
    articles = [
        Article(
            text=originals.get(row["article"], ""),
            title=row["title"],
            outlet=row["outlet"],
            published=_published(row["published"]),
            url=row["url"],
            language=row["language"],
            id=row["id"],
            location=row["article"],
            outlet_from=row["outlet_from"],
            author=row["author"],
        )
        for row in table
    ]
    return articles, [article.location for article in articles if article.location not in originals]


def _originals(folders: Sequence[Path], settings: Settings, digests: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the location and the text of each article whose original has not changed."""
    try:
        files, _ = list_files(folders, settings)
    except InputError:
        return  # without one of the folders it is not known what the articles in the others were called
    for file in files:
        for found in read_listed(file.path, settings, location=file.location):
            if isinstance(found, Article) and digests.get(found.location) == found.digest:
                yield found.location, found.text


def _published(text: str) -> date | None:
    if not text:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _matches(table: Sequence[Row], number_of: Mapping[str, int]) -> Matches:
    def measures(name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.array([float(row[name] or "nan") for row in table], np.float64)

    return Matches(
        np.array([number_of[row["left"]] for row in table], np.int32),
        np.array([number_of[row["right"]] for row in table], np.int32),
        np.array([Verdict(row["verdict"]).code for row in table], np.int8),
        measures("jaccard"),
        measures("containment"),
        measures("cosine"),
        measures("probability"),
    )


def _reasons(out: Path, matches: Matches, number_of: Mapping[str, int]) -> Reasons | None:
    """Return the reasons of the matches; None where the run is of a version that kept none."""
    if not (out / "reasons.csv").exists():
        return None
    table = list(rows(out / "reasons.csv", COLUMNS))
    pairs = [(number_of[row["left"]], number_of[row["right"]]) for row in table]
    if table and pairs != list(zip(matches.left.tolist(), matches.right.tolist(), strict=True)):
        raise ValueError("reasons.csv is of other pairs than pairs.csv")
    return read_reasons(table)


def _link(told: Mapping[str, Any], measure: str, number_of: Mapping[str, int]) -> Link:
    strength = told[measure]
    return Link(number_of[told["left"]], number_of[told["right"]], float("nan") if strength is None else strength)


def _copies(told: Sequence[Mapping[str, Any]], number_of: Mapping[str, int]) -> tuple[Copies, ...]:
    groups = {
        group["copies"]: Copies(
            tuple(number_of[article] for article in group["articles"]),
            number_of[group["representative"]],
            _link(group["weakest_link"], "jaccard", number_of),
        )
        for story in told
        for group in story["copies"]
    }
    return tuple(groups[number] for number in sorted(groups))


def _stories(
    table: Sequence[Row], told: Sequence[Mapping[str, Any]], number_of: Mapping[str, int]
) -> tuple[Story, ...]:
    stories = {int(row["story"]): Story((number,), number, None) for number, row in enumerate(table)}
    for story in told:
        weakest = story["weakest_link"]
        stories[story["story"]] = Story(
            tuple(number_of[article["article"]] for article in story["articles"]),
            number_of[story["central"]],
            _link(weakest, "probability", number_of) if weakest else None,
            tuple(story["terms"]),
        )
    return tuple(stories[number] for number in sorted(stories))


def _source(row: Row, number_of: Mapping[str, int]) -> Source:
    article = number_of.get(row["source"])
    confidence = Confidence(row["source_confidence"]) if row["source_confidence"] else None
    return Source(article, "" if article is not None else row["source"], confidence, row["source_reason"])


def _decision(row: Row, number_of: Mapping[str, int]) -> Decision:
    return Decision(number_of[row["in_favour_of"]] if row["keep"] == "drop" else None, row["keep_reason"])


def _set_aside(row: Row) -> SetAside:
    return SetAside(
        row["outlet"], row["reason"], int(row["articles"]), int(row["characters"]), row["example"], row["passage"]
    )


def _passages(out: Path, matches: Matches, number_of: Mapping[str, int]) -> SharedPassages:
    columns = SharedPassages.__slots__[1:]
    row_of = {pair: row for row, pair in enumerate(zip(matches.left.tolist(), matches.right.tolist(), strict=True))}
    n_of_match = np.zeros(len(matches), np.int64)
    found: list[tuple[int, list[int]]] = []
    for line in lines(out / "passages.jsonl"):
        row = row_of[number_of[line["left"]], number_of[line["right"]]]
        n_of_match[row] = len(line["passages"])
        found += [(row, [passage[name] for name in columns]) for passage in line["passages"]]
    values = np.array([passage for _, passage in sorted(found, key=lambda each: each[0])], np.int32)
    bounds = bounds_of(n_of_match)
    return SharedPassages(bounds, *values.reshape(-1, len(columns)).T)
