"""Libraries that only some formats need: what to install where one is missing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from dedup.errors import MissingExtraError

EXTRAS = {"exports": "striprtf", "parquet": "pyarrow", "warc": "warcio", "zstd": "zstandard"}
"""Extra -> the library it installs, by the name it is imported under; those of `pyproject.toml`."""

NOT_INSTALLED = "extra not installed"
"""The reason why what needs an extra is skipped; the detail names the command."""


def import_extra(module: str, extra: str) -> Any:
    """Return the module; raise `MissingExtraError`, with the command to install it, where it is not there."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(f"needs {EXTRAS[extra]}: {install_command(extra)}") from error


def install_command(extra: str) -> str:
    """Return the command that installs `extra`.

    >>> install_command("warc")
    "pip install 'news-dedup[warc]'"
    """
    return f"pip install 'news-dedup[{extra}]'"


def is_installed(extra: str) -> bool:
    """Return whether the library of `extra` can be imported."""
    return find_spec(EXTRAS[extra]) is not None
