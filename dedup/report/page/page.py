"""Report -> the page: a template, our styles and scripts, and data that no browser takes for code.

What articles say is hostile until shown otherwise. It stands in the page as JSON, of which a browser runs nothing; the
scripts make elements of it by `textContent` alone; and the policy in the page lets only these very scripts and styles
run, by their digests, and nothing be fetched from anywhere (W3C, Content Security Policy Level 3).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template

from dedup.cluster.roles import Role, roles
from dedup.records import Report
from dedup.report.counts import count
from dedup.report.page.data import page_data
from dedup.report.page.inert import inert
from dedup.report.page.limits import Chosen, choose
from dedup.report.run import version
from dedup.report.wording import counted

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
"""These follow the colours."""

CHUNK_CHARACTERS = 200_000
"""Texts are read by the page in pieces of this size, when one of them is opened: it parses in a few milliseconds."""


def report_page(report: Report, role_of: Sequence[Role] | None = None, n_gone: int = 0) -> Iterator[bytes]:
    """Yield `report.html`, in UTF-8.

    A report that was made again from its files brings the roles of its articles, `role_of`, since they depend on all
    texts, of which `n_gone` may be lost.
    """
    chosen = choose(report)
    counts = count(report)
    head, foot = _read("report.html").split("$data\n")
    style, script = f"\n{_style()}", "".join(["\n", *(_read(f"script/{name}") for name in SCRIPTS)])
    top = Template(head).substitute(
        version=escape(version()),
        headline=f"{counted(counts.stories, 'story', 'stories')} in {counted(counts.articles, 'article')}",
        style=style,
        style_digest=_digest(style),
        script_digest=_digest(script),
    )
    yield top.encode()
    yield b'<script type="application/json" id="data">{'
    for name, value in page_data(report, role_of or roles(report), chosen):
        yield b"%b:%b," % (inert(name), inert(value))
    yield b'"gone":%d}</script>\n' % n_gone
    for first, piece in _texts(report, chosen):
        yield b'<script type="application/json" class="texts" data-first="%d">{%b}</script>\n' % (first, piece)
    yield Template(foot).substitute(script=script).encode()


def _style() -> str:
    # The dark colours stand twice: once for a system that is dark, once for a reader who chose so.
    dark = _read("style/dark.css")
    of_system = f"@media (prefers-color-scheme: dark) {{\n:root:not([data-theme=light]) {{\n{dark}}}\n}}\n"
    colours = f"{_read('style/colours.css')}\n{of_system}:root[data-theme=dark] {{\n{dark}}}\n"
    return colours + "".join(_read(f"style/{name}").removesuffix("\n") for name in STYLES)


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _texts(report: Report, chosen: Chosen) -> Iterator[tuple[int, bytes]]:
    """Yield pieces of the texts: the number of the first article, and the texts by the articles' numbers."""
    piece: list[bytes] = []
    first = size = 0
    for place, article in sorted((int(chosen.place[article]), article) for article in chosen.texts):
        first = first if piece else place
        piece.append(b'"%d":%b' % (place, chosen.texts[article]))
        size += report.articles[article].n_chars
        if size >= CHUNK_CHARACTERS:
            yield first, b",".join(piece)
            piece, size = [], 0
    if piece:
        yield first, b",".join(piece)
