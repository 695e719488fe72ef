"""Report -> the page: a template, our styles and scripts, and data that no browser takes for code.

What articles say is hostile until shown otherwise. It stands in the page as JSON, of which a browser runs nothing; the
scripts make elements of it by `textContent` alone; and the policy in the page lets only these very scripts and styles
run, by their digests, and nothing be fetched from anywhere (W3C, Content Security Policy Level 3).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from dedup.cluster.roles import Role, roles
from dedup.records import Report
from dedup.report.page.data import page_values
from dedup.report.page.inert import inert
from dedup.report.page.limits import Chosen, choose

SCRIPTS = (
    "dom.js",
    "data.js",
    "words.js",
    "state.js",
    "charts.js",
    "passages.js",
    "alignment.js",
    "parts.js",
    "filters.js",
    "stories.js",
    "entries.js",
    "story.js",
    "side_by_side.js",
    "reasons.js",
    "pair.js",
    "outlets.js",
    "copies.js",
    "skipped.js",
    "main.js",
)
"""In this order they are one script: the later use the earlier."""

STYLES = (
    "colours.css",
    "base.css",
    "parts.css",
    "stories.css",
    "story.css",
    "pair.css",
    "reasons.css",
    "lists.css",
    "narrow.css",
    "print.css",
)

CHUNK_CHARACTERS = 200_000
"""Texts are read by the page in pieces of this size, when one of them is opened: it parses in a few milliseconds."""


def report_page(report: Report) -> Iterator[str]:
    """Yield the text of `report.html`."""
    return page_of(report, roles(report))


def page_of(report: Report, roles: Sequence[Role], n_gone: int = 0) -> Iterator[str]:
    """Yield the text of `report.html`; `roles` are those of its articles, of which `n_gone` lost their texts."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # 60 ms that other commands need not wait for

    folder = Path(__file__).parent
    script = "".join((folder / "script" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    chosen = choose(report)
    values = {**page_values(report, roles, chosen), "gone": n_gone}
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader(folder),
    )
    style = "".join(environment.get_template(f"style/{name}").render() for name in STYLES)
    yield from environment.get_template("report.html.jinja").generate(
        counts=values["counts"],
        script=f"\n{script}",
        script_digest=_digest(f"\n{script}"),
        style=f"\n{style}",
        style_digest=_digest(f"\n{style}"),
        inert=inert,
        values=values,
        texts=_texts(report, chosen),
    )
    yield "\n"


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _texts(report: Report, chosen: Chosen) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield pieces of the texts: the number of the first article, and the texts by the articles' numbers."""
    piece: dict[str, str] = {}
    size = 0
    for place, article in enumerate(chosen.articles):
        if article in chosen.with_text:
            piece[str(place)] = report.articles[article].text
            size += report.articles[article].n_chars
            if size >= CHUNK_CHARACTERS:
                yield int(next(iter(piece))), piece
                piece, size = {}, 0
    if piece:
        yield int(next(iter(piece))), piece
