"""Compressed files, zip and tar files, and the limits that keep them from doing harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.read import read_file
from dedup.read.compression import FREE_BYTES
from dedup.records import Skipped
from dedup.settings import Settings

from .builders import BODY, Read, article, articles, skipped

LINE = f'{{"title": "Pier", "text": "{BODY}"}}\n'.encode()


def zipped(members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def places(found: list[Article | Skipped]) -> list[str]:
    """Return the locations without the folder, which differs from run to run."""
    return [each.location.rpartition("/test_")[2].partition("/")[2] or each.location for each in found]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["a.jsonl.packed", "a"])
def test_compression_is_told_by_content_whatever_the_name(read: Read, pack: object, name: str) -> None:
    assert callable(pack)
    assert article(read(name, pack(LINE))[:1]).text == BODY


def test_zstandard_is_read_where_its_library_is_there(read: Read) -> None:
    zstandard = pytest.importorskip("zstandard", reason="needs the extra zstd")
    found = read("a.jsonl.zst", zstandard.compress(LINE * 3) + zstandard.compress(LINE))
    assert [each.location[-2:] for each in articles(found)] == ["#1", "#2", "#3", "#4"]


@pytest.mark.parametrize("kind", [0x50, 0x5F])
def test_zstandard_may_have_frames_to_be_skipped(read: Read, kind: int) -> None:
    zstandard = pytest.importorskip("zstandard", reason="needs the extra zstd")
    frame = bytes((kind,)) + b"\x2a\x4d\x18\x04\0\0\0size"
    assert len(articles(read("a.jsonl.zst", (frame + zstandard.compress(LINE)) * 2 + frame))) == 2
    assert len(articles(read("a.jsonl.zst", frame * 3000 + zstandard.compress(LINE)))) == 1


@pytest.mark.parametrize("lost", [1, 5])
def test_what_precedes_the_cut_end_of_zstandard_is_read_and_the_rest_reported(read: Read, lost: int) -> None:
    zstandard = pytest.importorskip("zstandard", reason="needs the extra zstd")
    packed = zstandard.compress(LINE * 3) + zstandard.compress(LINE)[:-lost]
    found = read("a.jsonl.zst", packed)
    assert len(articles(found[:-1])) == 3
    damage = skipped(found[-1:])
    assert damage.reason == "damaged file"
    assert damage.detail == "the file ends in the middle of a frame; records up to 3 were read"


def test_large_zstandard_is_read_whole(read: Read) -> None:
    zstandard = pytest.importorskip("zstandard", reason="needs the extra zstd")
    assert len(read("a.jsonl.zst", zstandard.compress(LINE * 20_000))) == 20_000


def test_damaged_zstandard_is_skipped(read: Read) -> None:
    pytest.importorskip("zstandard", reason="needs the extra zstd")
    assert skipped(read("a.jsonl.zst", b"\x28\xb5\x2f\xfd nothing of the kind")).reason == "damaged file"


def test_a_missing_extra_is_one_line_with_the_command(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    found = skipped(read("a.jsonl.zst", b"\x28\xb5\x2f\xfd...."))
    assert found.reason == "extra not installed"
    assert found.detail == "needs zstandard: pip install 'news-dedup[zstd]'"


def test_what_is_called_gz_and_is_not_compressed_is_what_it_is(read: Read) -> None:
    assert article(read("a.txt.gz", BODY)).text == BODY


@pytest.mark.parametrize(("name", "pack"), [("a.zip", bytes), ("a.zip.gz", gzip.compress)])
def test_a_zip_member_that_is_said_to_begin_before_its_file_is_skipped(read: Read, name: str, pack: object) -> None:
    assert callable(pack)
    packed = bytearray(zipped({"a.txt": BODY.encode()}))
    end = packed.rfind(b"PK\x05\x06")
    packed[end + 16 : end + 20] = (1 << 30).to_bytes(4, "little")  # where the directory is said to begin
    assert skipped(read(name, pack(bytes(packed)))).reason == "damaged file"


def test_a_zip_member_without_a_name_is_read(read: Read) -> None:
    nameless = zipfile.ZipInfo("x")
    nameless.filename = ""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(nameless, BODY)
        archive.writestr("b.txt", BODY)
    found = articles(read("a.zip", packed.getvalue()))
    assert [each.location.rpartition("!")[2] for each in found] == ["", "b.txt"]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_members_have_the_place_of_the_archive_and_their_own(read: Read, tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    members = {"may/1.txt": BODY.encode(), "2.jsonl": LINE * 2, "3.md": b"# Pier\n\n" + BODY.encode()}
    found = read("a.packed", pack(members))
    start = (tmp_path / "a.packed").as_posix()
    expected = [f"{start}!may/1.txt", f"{start}!2.jsonl#1", f"{start}!2.jsonl#2", f"{start}!3.md"]
    assert [each.location for each in articles(found)] == expected


def test_archives_inside_archives_are_read(read: Read) -> None:
    inner = gzip.compress(tarred({"deep.txt": BODY.encode()}))
    found = article(read("a.zip", zipped({"inner.tgz": inner})))
    assert found.text == BODY
    assert found.location.endswith("a.zip!inner.tgz!deep.txt")
    assert article(read("b.tar", tarred({"inner.zip": zipped({"deep.txt": BODY.encode()})}))).text == BODY


def test_archives_nested_deeper_than_allowed_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": BODY.encode()})}), "e.txt": BODY.encode()}))
    found = list(read_file(path, Settings(max_depth=2)))
    assert skipped(found).location.endswith("a.zip!b.zip!c.zip")
    assert skipped(found).reason == "archive limit"
    assert "--max-depth" in skipped(found).detail
    assert [each.location[-5:] for each in articles(found)] == ["e.txt"]


def test_a_bomb_in_a_zip_costs_itself_only(read: Read) -> None:
    bomb = bytes(FREE_BYTES + 1)
    found = read("a.zip", zipped({"bomb.txt": bomb, "ok.txt": BODY.encode()}))
    assert skipped(found).location.endswith("!bomb.txt")
    assert "--max-ratio" in skipped(found).detail
    assert articles(found)[0].text == BODY


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_a_compressed_bomb_is_stopped_and_what_came_before_is_kept(read: Read, pack: object) -> None:
    assert callable(pack)
    found = read("a.tar.packed", pack(tarred({"ok.txt": BODY.encode(), "bomb.txt": b" " * (FREE_BYTES + (1 << 20))})))
    assert len(articles(found)) == 1
    assert {each.reason for each in found if isinstance(each, Skipped)} == {"archive limit"}


def test_short_texts_that_repeat_themselves_are_no_bombs(read: Read) -> None:
    assert article(read("a.txt.gz", gzip.compress(f"{BODY}\n\n".encode() * 9999))).text.endswith(BODY)


def test_more_members_than_allowed_are_not_read_and_that_is_said(tmp_path: Path) -> None:
    for name, pack in (("a.zip", zipped), ("a.tar", tarred)):
        (tmp_path / name).write_bytes(pack({f"{n}.txt": BODY.encode() for n in range(5)}))
        found = list(read_file(tmp_path / name, Settings(max_members=3)))
        assert len(articles(found)) == 3
        assert "more than 3 members" in skipped(found).detail


def test_members_of_one_name_have_each_their_place(read: Read) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for text in (BODY, BODY.upper()):
            member = tarfile.TarInfo("a.txt")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    assert [each.location.partition("!")[2] for each in articles(read("a.tar", packed.getvalue()))] == [
        "a.txt",
        "a.txt(2)",
    ]


def test_names_that_lead_out_of_the_archive_are_only_names(read: Read, tmp_path: Path) -> None:
    found = read("sub.zip", zipped({"../../evil.txt": BODY.encode(), "/abs.txt": BODY.encode()}))
    assert [each.location.partition("!")[2] for each in articles(found)] == ["../../evil.txt", "/abs.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["sub.zip"]


def test_files_nobody_means_are_passed_over_in_archives_too(read: Read) -> None:
    names = ("__MACOSX/._a.txt", ".hidden/a.txt", "b/.DS_Store", "~$c.docx", "./d.txt")
    for pack in (zipped, tarred):
        found = read("a.packed", pack(dict.fromkeys(names, BODY.encode())))
        assert article(found).location.endswith("!./d.txt")


def test_members_that_are_whole_before_the_damage_are_read(read: Read) -> None:
    hardly_packed = random.Random(1)
    lines = [f'{{"title": "Pier", "text": "{BODY} {hardly_packed.randbytes(200).hex()}"}}\n' for _ in range(40)]
    packed = gzip.compress(tarred({f"{number:02}.jsonl": line.encode() for number, line in enumerate(lines)}))
    half = packed[: len(packed) // 2]
    unpacked = zlib.decompressobj(31).decompress(half)
    found = read("a.tar.gz", half)
    assert len(articles(found[:-1])) == sum(line.encode() in unpacked for line in lines) > 10
    assert isinstance(found[-1], Skipped)
    assert found[-1].reason == "damaged file"


def test_links_in_a_tar_file_are_listed(read: Read) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        link = tarfile.TarInfo("passwords.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert skipped(read("a.tar", packed.getvalue())).detail == "a link or a device, not a file"


def test_an_encrypted_member_is_skipped_and_the_rest_read(read: Read) -> None:
    packed = bytearray(zipped({"a.txt": BODY.encode(), "b.txt": BODY.encode()}))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        packed[packed.find(mark) + offset] |= 1
    found = read("a.zip", bytes(packed))
    assert (skipped(found).reason, skipped(found).location[-6:]) == ("encrypted", "!a.txt")
    assert len(articles(found)) == 1


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_truncated_archive_is_damaged(read: Read, pack: object) -> None:
    assert callable(pack)
    packed = pack({"a.txt": BODY.encode(), "b.txt": os.urandom(4096).hex().encode()})
    found = read("a.packed", packed[: 1024 + 512 + 100])
    assert {each.reason for each in found if isinstance(each, Skipped)} == {"damaged file"}


def test_a_damaged_member_costs_itself_only(read: Read) -> None:
    packed = bytearray(zipped({"a.txt": os.urandom(2048), "b.txt": BODY.encode()}))
    packed[200:300] = bytes(100)
    found = read("a.zip", bytes(packed))
    assert [each.location[-6:] for each in articles(found)] == ["!b.txt"]
    assert skipped(found).reason == "damaged file"


def test_an_empty_archive_is_no_text(read: Read) -> None:
    assert skipped(read("a.zip", zipped({}))).reason == "no text"
    assert skipped(read("a.tar.gz", gzip.compress(tarred({})))).reason == "no text"


class Unseekable(io.BytesIO):
    """A pipe: zip files written into one have the sizes of members behind them."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise io.UnsupportedOperation

    seek = tell  # type: ignore[assignment]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("kind", [io.BytesIO, Unseekable])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_of_a_zip_file_that_ends_early_each_member_is_read_that_is_whole(
    read: Read, method: int, kind: type[io.BytesIO], pack: object
) -> None:
    assert callable(pack)
    written = kind()
    names = ["möle/a.txt", "möle/", ".hidden", "b.jsonl", "a.txt", "c.txt"]
    with zipfile.ZipFile(written, "w", method) as archive:
        for number, name in enumerate(names):
            archive.writestr(name, LINE * 2 if name == "b.jsonl" else f"{number} {BODY}" if name[-1] != "/" else "")
    found = read("a.zip", pack(written.getvalue()[: written.getvalue().find(b"PK\1\2") + 60]))
    if method == zipfile.ZIP_STORED and kind is Unseekable:
        assert "where its member möle/a.txt ends cannot be told" in skipped(found).detail
        return
    assert [each.location.partition("!")[2] for each in articles(found)] == [
        "möle/a.txt", "b.jsonl#1", "b.jsonl#2", "a.txt", "c.txt",
    ]  # fmt: skip
    assert skipped(found).reason == "damaged file"
    assert skipped(found).detail.startswith("its list of members, at the end, cannot be read: ")
    assert skipped(found).detail.endswith("; members up to c.txt were read")


def test_of_the_last_member_of_a_cut_zip_file_what_precedes_the_cut_is_read(read: Read) -> None:
    lines = b"".join(f'{{"title": "Pier {n}", "text": "{n * n} {BODY}"}}\n'.encode() for n in range(500))
    packed = zipped({"a.txt": BODY.encode(), "b.jsonl": lines})
    found = read("a.zip", packed[: len(packed) // 2])
    assert 50 < len(articles(found)) < 500
    assert [each.location.partition("!")[2] for each in found if isinstance(each, Skipped)] == ["b.jsonl", ""]


def test_a_bomb_in_a_cut_zip_file_is_stopped(read: Read) -> None:
    packed = zipped({"a.txt": BODY.encode(), "bomb.txt": b" " * (FREE_BYTES * 4), "b.txt": BODY.encode()})
    found = read("a.zip", packed[:-30])
    assert len(articles(found)) == 1
    assert {each.reason for each in found if isinstance(each, Skipped)} == {"archive limit"}


def test_a_member_of_a_cut_zip_file_that_is_encrypted_ends_what_can_be_read(read: Read) -> None:
    packed = bytearray(zipped({"a.txt": BODY.encode(), "b.txt": BODY.encode()})[:-30])
    packed[packed.rfind(b"PK\3\4") + 6] |= 1
    found = read("a.zip", bytes(packed))
    assert len(articles(found)) == 1
    assert "where its member b.txt ends cannot be told without the list" in skipped(found).detail


@pytest.mark.parametrize("n_bytes", range(4, 200, 7))
def test_a_zip_file_cut_anywhere_is_damaged_and_no_more(read: Read, n_bytes: int) -> None:
    found = read("a.zip", zipped({"a.txt": BODY.encode(), "b.txt": BODY.encode()})[:n_bytes])
    assert {each.reason for each in found if isinstance(each, Skipped)} <= {"damaged file"}
    assert isinstance(found[-1], Skipped)
