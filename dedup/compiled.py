"""Where compiled code is kept from run to run."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable

_NOTICE = (
    "compiled code cannot be kept, so every run compiles for about 40 seconds: set NUMBA_CACHE_DIR to a folder that "
    "can be written"
)


def keep_compiled_code(tell: Callable[[str], object]) -> None:
    """Let numba keep what it compiles where that is possible, or else `tell` that it is not, and keep it for this run.

    numba keeps it beside the package, or in the user's own cache where the package cannot be written to, or in the
    folder that the environment variable NUMBA_CACHE_DIR names. Where it can do none of these, importing any function
    to compile fails. Raises `OSError` where not even a temporary folder can be made.
    """
    try:
        import dedup.features.tokenize  # noqa: F401 - it holds the first of these functions
    except RuntimeError as error:
        if "no locator available" not in str(error):
            raise
        import numba

        folder = tempfile.mkdtemp(prefix="dedup-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        numba.config.CACHE_DIR = folder
        tell(_NOTICE)
