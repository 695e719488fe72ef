"""Comparison -> one JSON object with all the evidence."""

from __future__ import annotations

from dataclasses import asdict

from dedup.article import Article
from dedup.comparison import Comparison
from dedup.report import json
from dedup.report.dates import iso_date


def comparison_json(comparison: Comparison) -> str:
    """Return both articles, the verdict (null where they have nothing to do with each other) and all evidence."""
    return json.pretty(
        {
            "verdict": comparison.match.verdict.value if comparison.match else None,
            "jaccard": json.rounded(comparison.jaccard),
            "containment": json.rounded(comparison.containment),
            "cosine": json.rounded(comparison.cosine),
            "probability": json.rounded(comparison.probability),
            "left": _article(comparison.left),
            "right": _article(comparison.right),
            "reasons": [
                asdict(reason) | {"value": json.rounded(reason.value), "log_odds": json.rounded(reason.log_odds)}
                for reason in comparison.reasons
            ],
            "passages": [asdict(passage) for passage in comparison.passages],
            "only_left": [asdict(sentence) for sentence in comparison.only_left],
            "only_right": [asdict(sentence) for sentence in comparison.only_right],
            "terms": [
                {"term": term.term, "cosine_share": json.rounded(term.cosine_share)} for term in comparison.terms
            ],
            "template": comparison.ruled_out == "template",
            "ruled_out": comparison.ruled_out,
        }
    )


def _article(article: Article) -> dict[str, str]:
    return {
        "article": article.location,
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": iso_date(article),
        "url": article.url,
        "language": article.language,
    }
