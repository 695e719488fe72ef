"""Report -> the files and streams that there are of it, one table each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dedup.records import Report
from dedup.report.csv import articles_csv, pairs_csv, set_aside_csv, skipped_csv
from dedup.report.jsonl import stories_jsonl
from dedup.report.page.page import report_page
from dedup.report.passages_jsonl import passages_jsonl
from dedup.report.reasons_csv import reasons_csv
from dedup.report.run import run_json

Rendering = Callable[[Report], Iterator[str] | Iterator[bytes]]

FILES: dict[str, Rendering] = {
    "articles.csv": articles_csv,
    "pairs.csv": pairs_csv,
    "reasons.csv": reasons_csv,
    "passages.jsonl": passages_jsonl,
    "stories.jsonl": stories_jsonl,
    "skipped.csv": skipped_csv,
    "set_aside.csv": set_aside_csv,
    "run.json": run_json,
    "report.html": report_page,
}
"""What a run leaves in its output folder. Each yields its content in parts: text, or what is UTF-8 already."""

STREAMS: dict[str, Rendering] = {"jsonl": stories_jsonl, "csv": articles_csv}
"""The formats for other programs that go to standard output; the one for people is `report_text`."""
