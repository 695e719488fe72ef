"""How numba is imported, and where compiled code is kept from run to run."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable

from dedup.machine.imports import without

_NOTICE = (
    "compiled code cannot be kept, so every run compiles for 40 to 60 seconds: set NUMBA_CACHE_DIR to a folder that "
    "can be written"
)

# What numba imports where it is installed, for linear algebra and for reporting to a run of `coverage` in the same
# process. It goes without where it is not, and our kernels have no linear algebra.
NOT_NEEDED = ("scipy", "scipy.linalg.cython_blas", "coverage")


def import_numba() -> None:
    """Import numba without libraries that it can do without, and prepare it to load compiled code quickly.

    For processes of our own: other code that is compiled later in the same process would lack them too.
    """
    with without(*NOT_NEEDED):
        from dedup.machine.loading import put_off_compiling
    put_off_compiling()


def name_apart() -> None:
    """Give the files of code that this process compiles names that no other process uses.

    For a process that may compile while another does. numba reads, changes and writes the list of types that a function
    was compiled for without a lock. Where two processes do so at the same moment, the list holds the types of one, and
    the next run compiles for those of the other again; but without this their data would share a name.
    """
    from numba.core.caching import IndexDataCacheFile

    names_of = IndexDataCacheFile._data_name

    def data_name(self: IndexDataCacheFile, number: int) -> str:
        return f"{os.getpid()}-{names_of(self, number)}"

    IndexDataCacheFile._data_name = data_name


def keep_compiled_code(tell: Callable[[str], object]) -> None:
    """Let numba keep what it compiles where that is possible; else `tell` so, and keep it for this run alone.

    numba keeps it beside the package, or in the user's cache where the package cannot be written to, or in the folder
    that the environment variable NUMBA_CACHE_DIR names. Where none of these can be written to, importing any compiled
    function fails. Raises `OSError` where not even a temporary folder can be made.
    """
    try:
        import dedup.features.tokenize  # noqa: F401 - it holds the first of these functions
    except RuntimeError as error:
        if "no locator available" not in str(error):
            raise
        import numba

        folder = tempfile.mkdtemp(prefix="dedup-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        numba.config.CACHE_DIR = os.environ["NUMBA_CACHE_DIR"] = folder  # the processes that this one starts hear of it
        tell(_NOTICE)
