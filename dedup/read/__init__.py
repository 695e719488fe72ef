"""Files -> articles, or why they were skipped."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dedup.read.files import read_file
    from dedup.read.folders import read_folders
    from dedup.read.labels import read_labels

__all__ = ["read_file", "read_folders", "read_labels"]

_MODULES = {"read_file": "files", "read_folders": "folders", "read_labels": "labels"}


def __getattr__(name: str) -> Any:
    """Import names when they are first used: the process that parses pages needs none of it."""
    if name not in _MODULES:
        raise AttributeError(f"module 'dedup.read' has no attribute {name!r}")
    return getattr(import_module(f"dedup.read.{_MODULES[name]}"), name)
