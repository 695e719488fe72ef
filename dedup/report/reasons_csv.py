"""Report -> the table of `reasons.csv`: why each match has its probability; and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np

from dedup.match.pair_features import FEATURES
from dedup.matches import Reasons
from dedup.records import Report
from dedup.report.csv import CellColumns, cells, csv_lines, csv_of_matches
from dedup.report.decimals import decimals

COLUMNS: Final = ("left", "right", "prior", *FEATURES, "unknown", "names")

SEPARATOR: Final = "; "
"""Between features that are not known, and between names: neither holds one."""


def reasons_csv(report: Report) -> Iterator[str]:
    """Yield the lines of `reasons.csv`: of each match, in the order of `pairs.csv`, what makes up its log-odds."""
    if report.reasons is None:
        return csv_lines(COLUMNS, [])
    reasons = report.reasons

    def columns(rows: slice) -> CellColumns:
        log_odds = reasons.log_odds[rows]
        return (
            decimals(np.column_stack([np.full(len(log_odds), reasons.prior), log_odds])),
            cells([_unknown_features(of_match.tobytes()) for of_match in reasons.unknown[rows]]),
            cells([SEPARATOR.join(names) for names in reasons.names[rows]]),
        )

    return csv_of_matches(COLUMNS, report, columns)


@cache  # of all sets of features few are ever unknown together
def _unknown_features(unknown: bytes) -> str:
    return SEPARATOR.join(name for name, is_unknown in zip(FEATURES, unknown, strict=True) if is_unknown)


def read_reasons(table: Sequence[Mapping[str, str]]) -> Reasons | None:
    """Return the reasons in the rows of `reasons.csv`; None where there are none."""
    if not table:
        return None
    unknown = [set(row["unknown"].split(SEPARATOR)) for row in table]
    return Reasons(
        float(table[0]["prior"]),
        np.array([[float(row[name]) for name in FEATURES] for row in table], np.float32),
        np.array([[name in not_known for name in FEATURES] for not_known in unknown], np.bool_),
        tuple(tuple(row["names"].split(SEPARATOR)) if row["names"] else () for row in table),
    )
