from __future__ import annotations

import copy
import errno
import io
import os
import pickle
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, asdict, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dedup.article import Article, read_utf8, store
from dedup.errors import InputError
from dedup.machine import texts
from dedup.machine.texts import EncodedTexts, TextFile

TEXTS = [
    "The ferry ran aground.",
    "",
    "“Nobody was hurt,” said the harbour master…",
    "Die Fähre lief bei Böen auf Grund.",
    "Паром сел на мель.",
    "渡轮在雾中搁浅。",
    "ฝนตกหนัก",
    "Emoji 🚢 and 𝔉raktur",
    "half of a pair: \ud83d, and \udea2",
    "nul \x00 and line\nends\u2028",
]


@pytest.fixture
def stored() -> list[Article]:
    return articles_in(TextFile())


def articles_in(file: TextFile | None) -> list[Article]:
    """Return an article for each of the texts; URLs are long, empty or neither."""
    made = [
        Article(text=text, title=f"title {n}", url="https://example.com/fähre🚢" * (n % 3), location=f"{n}.txt")
        for n, text in enumerate(TEXTS)
    ]
    if file:
        store(made, EncodedTexts.of(TEXTS), file)
    return made


@pytest.fixture(params=["pread", "seek"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "seek":  # as on Windows
        monkeypatch.setattr(texts, "_pread", None)
    elif texts._pread is None:
        pytest.skip("this system has no pread")
    return str(request.param)


def test_digests_are_the_same_wherever_the_texts_are(stored: list[Article]) -> None:
    def by_hand(article: Article) -> str:
        data = article.title.encode() + b"\n" + article.text.encode("utf-8", "surrogatepass")
        return sha256(data).hexdigest()[:16]

    renamed = [replace(article, title="Another") for article in stored]
    for articles in (articles_in(None), stored, renamed):
        assert [article.digest for article in articles] == list(map(by_hand, articles))


def test_the_digest_of_a_stored_text_is_known_without_reading_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = articles_in(TextFile())
    monkeypatch.setattr(TextFile, "_read", None)
    assert [article.digest for article in stored] == [article.digest for article in articles_in(None)]


@pytest.mark.usefixtures("way")
def test_texts_are_read_as_they_were_written_in_any_order(stored: list[Article]) -> None:
    assert [article.text for article in reversed(stored)] == TEXTS[::-1]
    assert [article.n_chars for article in stored] == list(map(len, TEXTS))
    assert [article.text_utf8 for article in stored] == [text.encode("utf-8", "surrogatepass") for text in TEXTS]
    assert [article.text_utf8 for article in articles_in(None)] == [article.text_utf8 for article in stored]
    assert EncodedTexts.of(TEXTS).decoded() == TEXTS


@pytest.mark.usefixtures("way")
def test_neighbours_are_read_together_and_others_alone(stored: list[Article]) -> None:
    other = articles_in(TextFile())
    one_file = [*stored[2:6], *stored[:3], stored[4], stored[4]]
    for some in (one_file, [*one_file, Article(text="in memory"), other[3], *other[7:]], other[5:6], []):
        assert read_utf8(some) == EncodedTexts.of([article.text for article in some])


@pytest.mark.usefixtures("way")
def test_threads_read_while_others_write() -> None:
    file = TextFile()
    made = articles_in(file)

    def work(n: int) -> bool:
        if n % 10 == 0:
            made.extend(articles_in(file))
        return made[n].text == TEXTS[n % len(TEXTS)]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, list(range(len(TEXTS))) * 50))
    assert [article.text for article in made] == TEXTS * (len(made) // len(TEXTS))


def test_stored_article_is_like_any_other(stored: list[Article]) -> None:
    plain = articles_in(None)
    assert stored == plain
    assert stored[0] != replace(plain[0], text="another")
    assert list(map(hash, stored)) == list(map(hash, plain))
    assert repr(stored[3]) == repr(plain[3])
    assert asdict(stored[3]) == asdict(plain[3])
    assert [copy.copy(article) for article in stored] == plain
    assert copy.deepcopy(stored) == plain
    assert replace(stored[4], title="other") == replace(plain[4], title="other")
    assert [field.name for field in fields(stored[0])] == [field.name for field in fields(Article)]
    assert fields(Article)[0].name == "text"
    assert not hasattr(stored[0], "__dict__")


def test_stored_article_is_pickled_with_its_text(stored: list[Article]) -> None:
    sent = pickle.dumps(stored)
    del stored
    assert pickle.loads(sent) == articles_in(None)


def test_no_field_of_an_article_can_be_changed(stored: list[Article]) -> None:
    for article in (stored[0], Article(text="in memory")):
        with pytest.raises(FrozenInstanceError):
            article.text = "another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Article(title="without a text")  # type: ignore[call-arg]


def test_articles_of_several_parts_are_each_where_they_were_put() -> None:
    made = [Article(text=f"text {n}", id=str(n), location=f"news/{n}.txt") for n in range(600)]
    before, file = [copy.copy(article) for article in made], TextFile()
    for some in (made[:3], made[3:]):
        store(some, EncodedTexts.of([article.text for article in some]), file)
    assert made == before
    assert [made[n]._pack.first for n in (0, 3, 258, 259)] == [0, 3, 3, 259]


def test_text_in_memory_is_the_one_that_was_given() -> None:
    assert Article(text=TEXTS[2]).text is TEXTS[2]


def test_file_is_gone_with_the_last_article(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stored = articles_in(TextFile())
    file = stored[0]._pack.file._file
    last = stored[5:6]
    del stored
    assert not file.closed
    assert last[0].text == TEXTS[5]
    del last
    assert file.closed
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a signal")
def test_file_is_gone_when_the_process_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, signal; from dedup.machine.texts import *\n"
        "f = TextFile(); f.append(EncodedTexts.of(['a' * 99]), [0]);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(tmp_path)}, check=False)
    assert done.returncode < 0
    assert list(tmp_path.iterdir()) == []


class _Full(io.FileIO):
    """A file on a disk that has room for 10 bytes more."""

    left = 10

    def write(self, data: Any, /) -> int:
        if not self.left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = super().write(memoryview(data)[: self.left])
        self.left -= written
        return written


def test_full_disk_is_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: _Full(tmp_path / "full", "w+"))
    file = TextFile()
    with pytest.raises(InputError, match="No space left on device") as raised:
        file.append(EncodedTexts.of(TEXTS), [0] * len(TEXTS))
    assert str(tmp_path) in str(raised.value)
    assert "TMPDIR" in str(raised.value)


def test_no_folder_for_temporary_files_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(InputError, match="TMPDIR"):
        TextFile()
