"""What is not imported: each of these would make every short command wait."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "Ferries between the islands resume on Monday after the storm, the harbour office of Port Sallow said."

# What takes 50 ms or more to import.
COMPUTING = {"numpy", "numba", "msgpack", "py3langid", "lxml"}
# For linear algebra, machine learning, parsing pages, or names of languages and odd dates.
FOR_FEW = {
    *("babel", "courlan", "coverage", "datasketch", "dateparser", "langcodes", "pandas", "pyarrow", "scipy"),
    *("sklearn", "trafilatura", "wordfreq"),
}
# Where compiling begins.
FOR_COMPILING = {"numba.np.arrayobj", "numba.np.random.generator_core"}


def imported(*arguments: str | Path) -> set[str]:
    """Return the modules that a process of its own has when the command is done."""
    run = (
        "import sys\n"
        "from dedup.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "print(*(name for name, module in sys.modules.items() if module), file=sys.stderr)"
    )
    command = [sys.executable, "-c", run, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert not done.returncode, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.fixture
def texts(tmp_path: Path) -> list[Path]:
    files = [tmp_path / name for name in ("a.txt", "b.txt")]
    for file in files:
        file.write_text(TEXT, encoding="utf-8")
    return files


def test_help_imports_nothing_that_computes() -> None:
    assert not imported("--help") & (COMPUTING | FOR_FEW | {"dedup.pipeline"})


def test_comparing_two_texts_imports_only_what_it_uses(texts: list[Path]) -> None:
    imported("compare", *texts)  # compiles and unpacks what nobody did before
    found = imported("compare", *texts)
    assert found >= {"numba", "py3langid.langid"}
    assert not found & (FOR_FEW | FOR_COMPILING)


@pytest.mark.usefixtures("texts")
def test_scan_imports_only_what_it_uses(tmp_path: Path) -> None:
    record = {"title": "Ferries", "text": TEXT, "language": "en-US", "date": "2031-03-05"}
    (tmp_path / "c.json").write_text(json.dumps(record), encoding="utf-8")
    assert not imported("scan", tmp_path, "-o", tmp_path / "out", "--quiet") & FOR_FEW


def test_reading_waits_for_nothing_that_compiles() -> None:
    run = "import sys, dedup.outputs, dedup.report.progress\nfrom dedup.read import read_folders\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"numba", "dedup.pipeline", "dedup.report.files"}


def test_parsing_pages_needs_nothing_that_computes() -> None:
    run = "import sys\nfrom dedup.read.page_worker import serve\nserve()\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", run], input=b"", capture_output=True, check=True)
    found = set(done.stderr.decode().split())
    assert "trafilatura" in found
    assert not found & {"dateparser", "langcodes", "numpy", "py3langid"}


def test_a_scan_of_records_with_addresses_does_not_import_what_parses_pages(tmp_path: Path) -> None:
    url = "https://www.post.example.co.uk/ferries"
    record = {"title": "Ferries", "text": TEXT, "language": "Deutsch", "url": url, "version": "2"}
    (tmp_path / "c.json").write_text(json.dumps(record), encoding="utf-8")
    arguments = "scan", tmp_path, "-o", tmp_path / "out", "--quiet"
    imported(*arguments)  # gathers the names of languages where nobody did before
    assert not imported(*arguments) & (FOR_FEW | {"urllib3"})
    assert "example.co.uk" in (tmp_path / "out" / "articles.csv").read_text(encoding="utf-8")


def test_what_was_hidden_from_numba_can_be_imported_after_it() -> None:
    run = (
        "import sys\n"
        "from dedup.machine.compiled import import_numba\n"
        "import_numba()\n"
        "assert 'numba' in sys.modules and 'scipy' not in sys.modules\n"
        "import numpy, scipy.linalg.cython_blas, numba\n"
        "dot = numba.njit(lambda a: numpy.dot(a, a))\n"
        "print(dot(numpy.arange(3.0)), len(scipy.linalg.eigvals(numpy.eye(2))))"
    )
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["5.0", "2"], done.stderr
