"""Importing a library without others that it imports where they are installed, and can do without."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import cast


@contextmanager
def without(*libraries: str) -> Iterator[None]:
    """Run a block that imports modules, and keep it from importing `libraries` that are not imported yet.

    For processes of our own: other code of the same process might miss what the modules then lack.
    """
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    unknown = [name for name in libraries if name not in modules]
    modules.update(dict.fromkeys(unknown))  # None is for what must not be imported
    try:
        yield
    finally:
        for name in unknown:
            del modules[name]
