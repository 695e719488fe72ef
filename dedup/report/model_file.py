"""Story model -> its file."""

from __future__ import annotations

from pathlib import Path

from dedup.errors import InputError
from dedup.match.model import StoryModel


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
    part = _part(path)
    try:
        part.write_text(model.to_json(), encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")
