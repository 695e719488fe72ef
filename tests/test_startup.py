"""Commands do not wait for what they do not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TEXT = "Ferries between the islands resume on Monday after the storm, the harbour office of Port Sallow said."

# What takes 50 ms or more to import, and what is imported where it is used alone.
COMPUTING = {"numpy", "scipy", "numba", "msgpack", "py3langid", "lxml"}
FOR_FEW = {
    *("babel", "courlan", "datasketch", "dateparser", "langcodes", "pyarrow", "scipy.optimize"),
    *("sklearn", "trafilatura", "wordfreq"),
}


def imported(*arguments: str) -> set[str]:
    """Return the modules that a command imports."""
    code = (
        "import sys\n"
        "from dedup.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_help_imports_nothing_that_computes() -> None:
    assert not imported("--help") & (COMPUTING | FOR_FEW)


def test_comparing_two_texts_imports_only_what_it_uses(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for file in files:
        file.write_text(TEXT, encoding="utf-8")
    found = imported("compare", *map(str, files))
    assert "numba" in found
    assert not found & FOR_FEW


def test_what_was_compiled_and_unpacked_before_is_loaded_without_what_that_takes(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for file in files:
        file.write_text(TEXT, encoding="utf-8")
    imported("compare", *map(str, files))
    found = imported("compare", *map(str, files))
    assert "py3langid.langid" in found
    assert not found & {"numba.np.arrayobj", "numba.np.random.generator_core"}


def test_scan_imports_only_what_it_uses(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.json").write_text(f'{{"text": "{TEXT}", "date": "2031-03-05"}}', encoding="utf-8")
    assert not imported("scan", str(tmp_path), "--quiet") & FOR_FEW
