"""Story model -> its file."""

from __future__ import annotations

from pathlib import Path

from dedup.match.model import StoryModel
from dedup.report.writing import whole_files


def write_model(model: StoryModel, path: Path) -> None:
    """Write `model` to `path`, over a model that is there; a crash leaves that whole."""
    with whole_files({"model": path}, path) as files:
        files["model"].write(model.to_json().encode())
