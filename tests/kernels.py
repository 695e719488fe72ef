"""`python -m tests.kernels`: write the list of functions that the first run compiles, see `dedup.machine.first_run`.

To be run where a function that is compiled was added, or is given other types; a test says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import dedup.machine
from dedup.machine.first_run import KERNELS

ROOT = Path(__file__).parent
# Functions that are loaded, not compiled, have those that they call inside them: hence a second run.
_RUN = """
import json, sys
from pathlib import Path
import numba.core.dispatcher as dispatcher
compile = dispatcher.Dispatcher.compile
calls = []
def noted(self, signature):
    if self.py_func.__module__.startswith("dedup."):
        calls.append((self, str(signature)))
    return compile(self, signature)
dispatcher.Dispatcher.compile = noted
from dedup.pipeline import scan
scan([Path(folder) for folder in sys.argv[1:]])
if any(kernel.stats.cache_misses for kernel, _ in calls):
    sys.exit(3)
print(json.dumps([[kernel.py_func.__module__, kernel.py_func.__name__, signature] for kernel, signature in calls]))
"""
_COMPILED = 3


def called() -> list[str]:
    """Return a line for each function and signature that a scan calls, in its order.

    Those whose signature Python cannot read, as of named tuples, are left to the run itself.
    """
    command = [sys.executable, "-c", _RUN, str(ROOT / "corpus" / "news")]
    while (done := subprocess.run(command, capture_output=True, text=True, check=False)).returncode == _COMPILED:
        pass
    assert not done.returncode, done.stderr
    lines = (" ".join(call) for call in json.loads(done.stdout))
    return [line for line in dict.fromkeys(lines) if _can_be_read(line.split(" ", 2)[2])]


def _can_be_read(signature: str) -> bool:
    from numba.core.sigutils import normalize_signature

    try:
        normalize_signature(signature)
    except (NameError, SyntaxError, TypeError):
        return False
    return True


if __name__ == "__main__":
    (Path(dedup.machine.__path__[0]) / KERNELS).write_text("".join(f"{line}\n" for line in called()), encoding="utf-8")
