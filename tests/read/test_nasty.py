"""The hostile inputs of ../shared/formats/make_nasty.py: what must come of each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.read import read_folders
from dedup.records import Skipped
from dedup.settings import Settings
from tests.conftest import SHARED

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(sys.platform == "win32", reason="makes pipes and names that Windows does not know"),
]

# Location -> how many articles it gives, and the reasons of what it does not give.
EXPECTED: dict[str, tuple[int, list[str]]] = {
    **dict.fromkeys(("empty.txt", "space.txt", "bom-only.txt"), (0, ["no text"])),
    **dict.fromkeys(("bom.txt", "mixed-encoding.txt", "utf16-nobom.txt", "html-named.txt", "mojibake.txt"), (1, [])),
    **dict.fromkeys(("nul.txt", "binary.txt"), (0, ["not text"])),
    "jpeg-named.txt": (0, ["not an article"]),
    **dict.fromkeys(
        ("cr-only.txt", "u2028.jsonl", "bom.jsonl", "liveblog.txt", "rtl.txt", "nfd.txt", "nfc.txt"), (1, [])
    ),
    **dict.fromkeys(("softhyphen.txt", "zwj-nbsp.txt", "homoglyph.txt", "curly.txt", "straight.txt"), (1, [])),
    "badline.jsonl": (7, ["bad JSON", "not an article", "not an article", "no text"]),
    "concatenated.json": (2, []),
    "deep.json": (0, ["bad JSON"]),
    "bigfield.csv": (2, []),
    "openquote.csv": (0, ["bad CSV"]),
    "ragged.csv": (1, ["bad CSV"]),
    "nohdr.csv": (0, ["no header"]),
    "trunc.txt.gz": (1, ["damaged file"]),
    "trailing.txt.gz": (1, ["damaged file"]),
    "multi.txt.gz": (1, []),
    "deep.html": (0, ["nested too deeply"]),
    "samepara.html": (1, []),
    # Set apart later, by `dedup.clean.stubs`.
    **dict.fromkeys(("cookie.txt", "gallery.txt"), (1, [])),
    **dict.fromkeys(("dup/a.txt", "dup/hard.txt", "dup/sym.txt", "folder.txt/inner.txt"), (1, [])),
    "dup/dangling.txt": (0, ["not readable"]),
    "dup/loop": (0, ["link to a folder"]),
    "pipe.txt": (0, ["not readable"]),
    **dict.fromkeys(("caf\\xe9.txt", "new\\x0aline.txt", "-rf.txt", "=cmd()|calc.txt", "a" * 250 + ".txt"), (1, [])),
    "/".join(["p" * 120] * 12) + "/deep.txt": (1, []),
    "unreadable.txt": (1, []) if os.access("/root", os.R_OK) else (0, ["not readable"]),
    "oneline.jsonl": (0, ["too large"]),
    **dict.fromkeys(("noext", "not-gzip.gz"), (1, [])),
    "bomb.zip!bomb.txt": (0, ["archive limit"]),
    **dict.fromkeys(("bomb.zip!../../evil.txt", "bomb.zip!/abs.txt", "bomb.zip!dup.txt", "bomb.zip!ok.txt"), (1, [])),
    "plain-tar.tar.xz": (0, ["no text"]),
    # Of entities nothing is expanded, and nothing outside the file is looked at.
    "entities.xml": (0, ["no text"]),
    **dict.fromkeys(("unclosed.xml", "wrongdecl.xml", "xxe.xml"), (1, [])),
}


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nasty")
    subprocess.run([sys.executable, str(SHARED / "formats" / "make_nasty.py"), str(folder), "--big"], check=True)
    return folder


def test_every_hostile_input_gives_what_it_can_and_a_reason_for_the_rest(nasty: Path) -> None:
    found: dict[str, tuple[int, list[str]]] = defaultdict(lambda: (0, []))
    articles, skipped = read_folders([nasty], Settings())
    everything: list[Article | Skipped] = [*articles, *skipped]
    for each in everything:
        name = each.location.partition("#")[0]
        n_articles, reasons = found[name]
        found[name] = (n_articles + 1, reasons) if isinstance(each, Article) else (n_articles, [*reasons, each.reason])
    shown = {name: given for name, given in found.items() if not name.startswith("locked")}
    assert shown == EXPECTED
    assert not any("root:" in article.text for article in articles)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux to tell the peak of memory")
def test_a_whole_run_over_them_stays_below_a_gigabyte_and_strict_says_that_some_were_skipped(
    nasty: Path, tmp_path: Path
) -> None:
    # Not `getrusage`: on Linux what that says begins with the size of the process that started this one.
    measure = (
        "import sys; from dedup.cli import main\n"
        "try: main()\n"
        "finally: print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr)"
    )
    before = sorted(path.name for path in nasty.iterdir())
    command = [sys.executable, "-c", measure, "scan", str(nasty), "--strict", "--quiet", "-o", str(tmp_path / "out")]
    result = subprocess.run(command, capture_output=True, check=False)
    assert result.returncode == 3
    assert int(result.stderr.split()[-1]) * 1024 < 1 << 30
    assert sorted(path.name for path in nasty.iterdir()) == before
    listed = (tmp_path / "out" / "skipped.csv").read_text(encoding="utf-8")
    assert "wall or error page" in listed
    assert "gallery" in listed
