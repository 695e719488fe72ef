from __future__ import annotations

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from dedup.errors import InputError
from dedup.read import read_folders
from dedup.report.export import EXPORTS
from dedup.report.files import FILES
from dedup.settings import Settings

from .builders import BODY

CONTENTS = {".jsonl": '{"text": "a"}\n' * 11, ".html": f"<html><body><article><p>{BODY}</p></article></body></html>"}


def fill(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CONTENTS.get(path.suffix, BODY))


def locations(*folders: Path) -> list[str]:
    return [article.location for article in read_folders(folders, Settings())[0]]


def test_articles_come_in_the_order_of_paths_and_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("news"), "b.txt", "a/c.txt", "a.jsonl")
    expected = [*(f"a.jsonl#{n}" for n in range(1, 12)), "a/c.txt", "b.txt"]
    assert locations(Path("news")) == locations(tmp_path / "news") == locations(Path("news/a/../")) == expected


def test_what_is_skipped_comes_in_the_same_order(tmp_path: Path) -> None:
    fill(tmp_path, "b.docx", "c.txt")
    (tmp_path / "a.jsonl").write_text("null\n" * 11)
    skipped = read_folders([tmp_path], Settings())[1]
    assert [Path(each.location).name for each in skipped] == [*(f"a.jsonl#{n}" for n in range(1, 12)), "b.docx"]


def test_a_folder_may_be_a_file_and_no_path_is_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("news"), "b.txt", "sub/a.txt")
    assert locations(Path("news/sub"), Path("news"), Path("news/b.txt")) == ["news/b.txt", "news/sub/a.txt"]
    assert locations(Path("news/b.txt")) == ["b.txt"]


def test_a_folder_and_links_to_it_or_into_it_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("news"), "a.txt", "sub/b.txt")
    Path("other").symlink_to("news")
    Path("some").symlink_to("news/sub")
    Path("one.txt").symlink_to("news/a.txt")
    assert locations(Path("other"), Path("news")) == locations(Path("news")) == ["a.txt", "sub/b.txt"]
    assert locations(Path("some"), Path("news"), Path("one.txt")) == ["news/a.txt", "news/sub/b.txt"]


def test_locations_in_several_folders_begin_with_what_tells_the_folders_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("may"), "news/a.txt")
    fill(Path("june"), "news/a.txt", "extra/b.txt")
    assert locations(Path("may"), Path("june")) == ["june/extra/b.txt", "june/news/a.txt", "may/news/a.txt"]
    assert locations(Path("may/news"), Path("june/news")) == ["june/news/a.txt", "may/news/a.txt"]


def test_files_nobody_means_are_passed_over(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", ".hidden.txt", ".git/b.txt", "__MACOSX/c.txt", "~$d.txt", ".~lock.a.csv#", "Thumbs.db")
    fill(tmp_path, "page.html", "page_files/e.txt", "other_files/f.txt")
    articles, skipped = read_folders([tmp_path], Settings())
    names = [Path(article.location).name for article in articles]
    assert (names, skipped) == (["a.txt", "f.txt", "page.html"], [])


def test_results_of_an_earlier_run_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(Path("news"), "a.txt", "out/articles.csv", "out/pairs.csv", "out/run.json", "out/old/b.txt")
    assert locations(Path("news")) == ["a.txt"]
    assert read_folders([Path("news")], Settings())[1] == []


def test_results_are_passed_over_in_a_folder_that_is_named_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    results = [*FILES, *(file for files in EXPORTS.values() for file in files)]
    fill(Path("news"), "monday/a.txt", "out/notes.txt", *(f"out/{name}" for name in results))
    assert locations(Path("news/monday"), Path("news/out")) == ["monday/a.txt", "out/notes.txt"]


def test_links_to_files_are_read_and_links_to_folders_are_listed(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    (tmp_path / "link.txt").symlink_to("a.txt")
    (tmp_path / "loop").symlink_to("..")
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    articles, skipped = read_folders([tmp_path], Settings())
    assert [Path(article.location).name for article in articles] == ["a.txt", "link.txt"]
    assert [each.reason for each in skipped] == ["not readable", "link to a folder"]


def test_links_that_lead_to_themselves_are_listed(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "page.html")
    (tmp_path / "here").symlink_to("there")
    (tmp_path / "there").symlink_to("here")
    (tmp_path / "page_files").symlink_to("page_files")
    articles, skipped = read_folders([tmp_path], Settings())
    assert [article.location for article in articles] == ["a.txt", "page.html"]
    assert [(each.location, each.reason) for each in skipped] == [
        ("here", "not readable"),
        ("page_files", "not readable"),
        ("there", "not readable"),
    ]


def test_a_link_out_of_the_folder_is_not_read_but_listed(tmp_path: Path) -> None:
    fill(tmp_path, "news/a.txt", "secret.txt")
    (tmp_path / "news" / "b.txt").symlink_to(tmp_path / "secret.txt")
    articles, skipped = read_folders([tmp_path / "news"], Settings())
    assert [article.location for article in articles] == ["a.txt"]
    assert [(each.location, each.reason) for each in skipped] == [("b.txt", "link out of the folder")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_skipped_without_waiting_for_it(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [each.reason for each in read_folders([tmp_path], Settings())[1]] == ["not readable"]


def test_a_folder_that_cannot_be_listed_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, "a.txt", "locked/b.txt")
    listed = os.scandir

    def refuse(folder: Path) -> object:
        if folder.name == "locked":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr("dedup.read.folders.os.scandir", refuse)
    articles, skipped = read_folders([tmp_path], Settings())
    assert (len(articles), [each.detail for each in skipped]) == (1, ["Permission denied"])


def test_names_in_any_bytes_are_read(tmp_path: Path) -> None:
    try:
        (tmp_path / "caf\udce9.txt").write_text(BODY)
    except (OSError, UnicodeError):
        pytest.skip("this file system takes UTF-8 names only")
    fill(tmp_path, "new\nline.txt", "-rf.txt", "a#1.txt")
    names = [location.removeprefix(f"{tmp_path.as_posix()}/") for location in locations(tmp_path)]
    assert names == ["-rf.txt", "a#1.txt", "caf\\xe9.txt", "new\\x0aline.txt"]


def test_a_file_called_like_a_member_of_another_has_a_location_of_its_own(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b!c.txt", BODY)
    fill(tmp_path, "a.zip!b!c.txt", "Stop!.txt", "!d.txt")
    assert locations(tmp_path) == ["!d.txt", "Stop!.txt", "a.zip!b!c.txt", "a.zip\\x21b!c.txt"]


def test_a_pattern_picks_files_by_name_or_path_and_reads_them_whatever_their_extension(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "b.wire", "may/c.txt", "may/d.md")

    def names(*patterns: str) -> list[str]:
        found = read_folders([tmp_path], Settings(glob=patterns))
        assert not found[1]
        return [Path(article.location).name for article in found[0]]

    assert names("*.wire") == ["b.wire"]
    assert names("may/*", "a.*") == ["a.txt", "c.txt", "d.md"]
    with pytest.raises(InputError, match=r"only files that fit \*\.xml were looked at"):
        names("*.xml")


def test_what_is_missing_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere does not exist"):
        read_folders([tmp_path / "nowhere"], Settings())


def test_nothing_to_read_is_an_error_that_says_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no articles in .*`dedup formats` lists what can be read"):
        read_folders([tmp_path], Settings())
    fill(tmp_path, "a.py", "b.py")
    with pytest.raises(InputError, match=r"skipped 2 \(format not supported\), such as .*a\.py: \.py"):
        read_folders([tmp_path], Settings())


def test_progress_counts_files(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "b.docx", "c.jsonl")
    calls: list[tuple[str, int, int]] = []
    read_folders([tmp_path], Settings(), lambda *call: calls.append(call))
    assert calls == [("read", 1, 3), ("read", 2, 3), ("read", 3, 3)]
