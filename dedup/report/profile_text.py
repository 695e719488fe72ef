"""What the stages of a run took -> a table for people."""

from __future__ import annotations

from dedup.report.terminal import pad
from dedup.stages import Stages


def profile_text(stages: Stages) -> str:
    """Return a line for each stage, in their order, and the sum; memory is the highest by the end of the stage."""
    lines = ["Stage            seconds  peak memory"]
    for name, seconds in stages.seconds.items():
        lines.append(_line(name, seconds, stages.peak_memory_bytes[name]))
    peaks = [peak for peak in stages.peak_memory_bytes.values() if peak is not None]
    lines.append(_line("all", sum(stages.seconds.values()), max(peaks, default=None)))
    return "\n".join(lines) + "\n"


def _line(name: str, seconds: float, peak: int | None) -> str:
    memory = "unknown" if peak is None else f"{peak / 1e6:,.0f} MB"
    return f"{pad(name, 12)} {seconds:11.2f} {memory:>12}"
