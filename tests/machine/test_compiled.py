from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dedup

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0 and not shutil.which("setpriv")),
    reason="needs a user who cannot write everywhere",
)
# Root may write everywhere; without this capability it may not.
AS_USER = (
    ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    if hasattr(os, "geteuid") and os.geteuid() == 0
    else []
)
# One kernel: to compile all takes a minute.
USE_ONE = (
    "import sys\n"
    "from dedup.machine.compiled import keep_compiled_code\n"
    "keep_compiled_code(lambda notice: print(notice, file=sys.stderr))\n"
    "from dedup.features.tokenize import mix\n"
    "print(mix(1), sum(mix.stats.cache_hits.values()))"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An installed package that cannot be written to."""
    site = tmp_path / "site"
    package = Path(dedup.__path__[0])
    shutil.copytree(package, site / "dedup", ignore=shutil.ignore_patterns("__pycache__"))
    for path in [site, *site.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return site


def use_one(site: Path, home: Path) -> tuple[list[str], str]:
    """Return the result and how often it came from the cache, and what was said to stderr."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME")
    }
    environment |= {"PYTHONPATH": str(site), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*AS_USER, sys.executable, "-c", USE_ONE]
    done = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return done.stdout.split(), done.stderr


def test_read_only_package_keeps_compiled_code_in_the_cache_of_the_user(site: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (result, from_cache), _ = use_one(site, home)
    assert from_cache == "0"
    assert use_one(site, home) == ([result, "1"], "")


def test_where_nothing_can_be_written_it_is_said_and_works(site: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    (_, from_cache), said = use_one(site, home)
    assert from_cache == "0"
    assert "set NUMBA_CACHE_DIR to a folder that can be written" in said
