"""Story model -> its file."""

from __future__ import annotations

from pathlib import Path

from dedup.errors import InputError
from dedup.match.model import StoryModel
from dedup.report.writing import whole_files


def check_writable(path: Path) -> None:
    """Raise `InputError` where no file can be made at `path`: to be asked before minutes of training, not after."""
    part = _part(path)
    try:
        part.touch()
        part.unlink()
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from error


def write_model(model: StoryModel, path: Path) -> None:
    """Write `model` to `path`, over a model that is there; a crash leaves that whole."""
    with whole_files({"model": path}, path) as files:
        files["model"].write(model.to_json().encode())


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")
