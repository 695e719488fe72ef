from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from dedup.cli import main
from dedup.errors import InputError
from dedup.exits import Exit
from dedup.pipeline import scan
from dedup.records import Copies, Report, Story
from dedup.report.export import EXPORTS
from dedup.report.folder import write_exports, write_folder
from dedup.report.remake import remake
from dedup.settings import Settings

NEWS = Path(__file__).resolve().parents[1] / "corpus" / "news"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("remade") / "news"
    shutil.copytree(NEWS, folder)
    return folder


@pytest.fixture(scope="module")
def report(news: Path) -> Report:
    return scan([news])


@pytest.fixture
def out(report: Report, tmp_path: Path) -> Path:
    write_folder(report, tmp_path / "out")
    return tmp_path / "out"


def test_the_reasons_come_back_exactly(report: Report, out: Path) -> None:
    remade = remake(out).report.reasons
    assert remade is not None
    assert report.reasons is not None
    assert (remade.prior, remade.names) == (report.reasons.prior, report.reasons.names)
    assert remade.log_odds.tolist() == report.reasons.log_odds.tolist()
    assert remade.unknown.tolist() == report.reasons.unknown.tolist()


def test_a_run_that_kept_no_reasons_is_remade_without_them(out: Path) -> None:
    (out / "reasons.csv").unlink()
    assert remake(out).report.reasons is None
    assert CliRunner().invoke(main, ["report", str(out)]).exit_code == Exit.DONE
    assert '"reasons":null' in (out / "report.html").read_text(encoding="utf-8")


def test_texts_that_cannot_be_looked_at_are_left_out(out: Path, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    is_file = Path.is_file

    def refuse(path: Path) -> bool:
        if path.suffix == ".md":
            raise PermissionError(13, "Permission denied")
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", refuse)
    gone = remake(out).gone
    assert list(gone) == sorted(path.relative_to(news).as_posix() for path in news.rglob("*.md"))


def test_reasons_of_another_run_are_not_taken_for_those_of_this_one(out: Path) -> None:
    lines = (out / "reasons.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (out / "reasons.csv").write_text("".join([lines[0], lines[2], lines[1], *lines[3:]]), encoding="utf-8")
    with pytest.raises(InputError, match=r"reasons\.csv is of other pairs"):
        remake(out)


def unweighed(groups: tuple[Story, ...] | tuple[Copies, ...]) -> list[object]:
    """Everything but the weakest links, whose strengths the files round."""
    return [(type(group), group.articles, getattr(group, "terms", None)) for group in groups]


def test_the_files_of_a_run_hold_its_report(report: Report, out: Path) -> None:
    remade = remake(out)
    assert remade.gone == ()
    for name in ("settings", "articles", "skipped", "decisions", "set_aside"):
        assert getattr(remade.report, name) == getattr(report, name), name
    assert unweighed(remade.report.stories) == unweighed(report.stories)
    assert unweighed(remade.report.copies) == unweighed(report.copies)
    assert len(remade.report.matches) == len(report.matches)
    assert remade.report.passages is not None
    assert report.passages is not None
    for name in report.passages.__slots__:
        assert getattr(remade.report.passages, name).tolist() == getattr(report.passages, name).tolist()


def test_the_page_made_again_is_the_same_to_the_byte(out: Path) -> None:
    before = (out / "report.html").read_bytes()
    (out / "report.html").unlink()
    done = CliRunner().invoke(main, ["report", str(out)])
    assert done.exit_code == Exit.DONE
    assert done.stderr == f"dedup: wrote the page to {out / 'report.html'}\n"
    assert (out / "report.html").read_bytes() == before


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_made_later_is_that_of_the_run(report: Report, out: Path, name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow.parquet", reason="needs pyarrow: pip install '.[parquet]'")
    before = set(out.iterdir())
    write_exports(report, [name], out)
    written = {path: path.read_bytes() for path in set(out.iterdir()) - before}
    assert written
    done = CliRunner().invoke(main, ["report", str(out), "--export", name])
    assert done.exit_code == Exit.DONE
    assert {path: path.read_bytes() for path in written} == written


def test_originals_that_are_gone_or_changed_are_told(news: Path, report: Report, out: Path) -> None:
    changed = news / "sallow-courier" / "harbour-dredging.txt"
    gone = news / "merrow-tv" / "ferry-reef-norway.html"
    texts = changed.read_bytes(), gone.read_bytes()
    try:
        changed.write_text("Something else altogether stands here now, in quite other words.")
        gone.unlink()
        done = CliRunner().invoke(main, ["report", str(out)])
        roles = remake(out).roles
    finally:
        changed.write_bytes(texts[0])
        gone.write_bytes(texts[1])
    assert done.exit_code == Exit.DONE
    assert "left out 2 of 106 texts" in done.stderr
    assert gone.name in done.stderr
    assert '"gone":2' in (out / "report.html").read_text(encoding="utf-8")
    assert len(roles) == len(report.articles)


def test_a_run_of_another_version_is_not_guessed_at(out: Path) -> None:
    run = json.loads((out / "run.json").read_text())
    (out / "run.json").write_text(json.dumps({**run, "version": "0.0.1"}))
    with pytest.raises(InputError, match=r"written by dedup 0\.0\.1.*scan again"):
        remake(out)


@pytest.mark.parametrize("name", ["run.json", "articles.csv", "stories.jsonl", "passages.jsonl"])
def test_a_folder_that_lacks_a_file_is_no_run(out: Path, name: str) -> None:
    (out / name).unlink()
    with pytest.raises(InputError, match="name a folder that `dedup scan -o` wrote"):
        remake(out)


def test_files_of_two_runs_are_not_mixed(out: Path) -> None:
    lines = (out / "articles.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (out / "articles.csv").write_text("".join(lines[:5]), encoding="utf-8")
    with pytest.raises(InputError, match="do not fit together"):
        remake(out)


def test_open_shows_the_page(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def show(address: str) -> bool:
        shown.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", show)
    assert CliRunner().invoke(main, ["report", str(out), "--open"]).exit_code == Exit.DONE
    assert CliRunner().invoke(main, ["scan", str(NEWS), "-o", str(out), "--open", "--quiet"]).exit_code == Exit.DONE
    assert shown == [(out / "report.html").resolve().as_uri()] * 2


def test_open_without_a_browser_says_where_the_page_is(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    done = CliRunner().invoke(main, ["report", str(out), "--open"])
    assert done.exit_code == Exit.DONE
    assert f"no browser could be started; open {(out / 'report.html').resolve()}" in done.stderr


def test_open_needs_an_output_folder() -> None:
    done = CliRunner().invoke(main, ["scan", str(NEWS), "--open"])
    assert done.exit_code == Exit.USAGE
    assert "name a folder with -o" in done.stderr


def test_another_working_folder_is_told_what_the_scan_was_given(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news.parent)
    write_folder(scan([Path("news/sallow-courier")]), tmp_path / "relative")
    write_folder(scan([news / "sallow-courier"]), tmp_path / "absolute")
    page = (tmp_path / "relative" / "report.html").read_bytes()
    monkeypatch.chdir(tmp_path)
    astray = CliRunner().invoke(main, ["report", "relative"])
    assert astray.exit_code == Exit.FAILED
    assert "the scan was given news/sallow-courier, which is not there" in astray.stderr
    assert (tmp_path / "relative" / "report.html").read_bytes() == page
    assert "left out" not in CliRunner().invoke(main, ["report", "absolute"]).stderr
    monkeypatch.chdir(news.parent)
    assert "left out" not in CliRunner().invoke(main, ["report", str(tmp_path / "relative")]).stderr
    assert (tmp_path / "relative" / "report.html").read_bytes() == page


def test_where_all_texts_are_gone_exports_are_written_and_a_page_only_if_there_is_none(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(news)
    out = tmp_path / "out"
    write_folder(scan([Path("sallow-courier")]), out)
    page = (out / "report.html").read_bytes()
    shutil.copytree(NEWS / "merrow-tv", tmp_path / "sallow-courier")
    monkeypatch.chdir(tmp_path)
    exported = CliRunner().invoke(main, ["report", "out", "--export", "graphml"])
    assert exported.exit_code == Exit.DONE
    assert "report.html stays as it is, since a new one would have no texts: their originals" in exported.stderr
    assert (out / "graph.graphml").exists()
    assert (out / "report.html").read_bytes() == page
    (out / "report.html").unlink()
    bare = CliRunner().invoke(main, ["report", "out"])
    assert bare.exit_code == Exit.DONE
    assert "left out 7 of 7 texts, for their originals are gone or have changed" in bare.stderr
    assert (out / "report.html").exists()


def test_the_page_of_a_run_without_articles_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(NEWS.parent)
    scanned = CliRunner().invoke(main, ["scan", NEWS.name, "--min-words", "9999", "-o", str(tmp_path)])
    assert scanned.exit_code == Exit.FAILED
    again = CliRunner().invoke(main, ["report", str(tmp_path)], catch_exceptions=False)
    assert (again.exit_code, "left out" in again.stderr) == (Exit.DONE, False)


def test_originals_are_read_again_as_the_run_read_them(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for number in (1, 2):
            text = f"The council of Sallow voted on Monday to close bridge {number} until spring, officials said."
            archive.writestr(f"{number}.jsonl", json.dumps({"top": "Bridge", "by": "Ida Holm", "main": {"t": text}}))
    (folder / "notes.txt").write_text("Not to be read, whatever it says about the council of Sallow and its bridge.")
    settings = Settings(glob=("*.zip",), map=("title=top", "text=main.t"), input_format="json-lines")
    report = scan([folder], settings)
    write_folder(report, tmp_path / "out")
    remade = remake(tmp_path / "out")
    assert remade.gone == ()
    assert remade.report.settings == settings
    assert remade.report.articles == report.articles
    assert [article.author for article in remade.report.articles] == ["Ida Holm"] * 2
    assert [article.location for article in report.articles] == ["a.zip!1.jsonl#1", "a.zip!2.jsonl#1"]
