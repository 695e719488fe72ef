"""What is not imported: each of these would make every short command wait."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = "The town council voted nine to two on Monday to close the old bridge for repairs until spring."
# For linear algebra, machine learning, parsing pages, or names of languages and odd dates.
HEAVY = ("scipy", "sklearn", "coverage", "trafilatura", "dateparser", "babel", "langcodes", "pyarrow", "pandas")


def imported(*arguments: str | Path) -> set[str]:
    """Return the top names of all modules that a process of its own has when the command is done."""
    run = (
        "import sys\n"
        "from dedup.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "print('\\n', *{name.partition('.')[0] for name, module in sys.modules.items() if module})"
    )
    done = subprocess.run(
        [sys.executable, "-c", run, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert not done.returncode, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.json").write_text(
            f'{{"title": "Bridge {number}", "text": "{ARTICLE}", "language": "en-US", "date": "2031-05-0{number + 1}"}}'
        )
    return folder


def test_help_imports_no_numbers() -> None:
    help_ = "from dedup.cli import main\ntry: main(['--help'])\nfinally: print(*__import__('sys').modules)"
    done = subprocess.run([sys.executable, "-c", help_], capture_output=True, text=True, check=True)
    assert not {"numpy", "numba", "lxml", "dedup.pipeline"} & set(done.stdout.splitlines()[-1].split())


def test_scan_imports_nothing_heavy_that_it_does_not_need(news: Path, tmp_path: Path) -> None:
    modules = imported("scan", news, "-o", tmp_path / "out", "--quiet")
    assert "numba" in modules
    assert not modules & set(HEAVY)


def test_compare_imports_nothing_heavy_that_it_does_not_need(news: Path) -> None:
    modules = imported("compare", news / "0.json", news / "1.json")
    assert "numba" in modules
    assert not modules & set(HEAVY)


def test_what_was_hidden_from_numba_can_be_imported_after_it() -> None:
    run = (
        "import sys\n"
        "from dedup.compiled import import_numba\n"
        "import_numba()\n"
        "assert 'numba' in sys.modules and 'scipy' not in sys.modules\n"
        "import numpy, scipy.linalg.cython_blas, numba\n"
        "dot = numba.njit(lambda a: numpy.dot(a, a))\n"
        "print(dot(numpy.arange(3.0)), len(scipy.linalg.eigvals(numpy.eye(2))))"
    )
    done = subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["5.0", "2"], done.stderr
