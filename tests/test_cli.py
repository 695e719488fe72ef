from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedup.cli import main
from dedup.exits import Exit
from dedup.options import SETTINGS
from dedup.read.folders import FILES_OF_ALL_RUNS, FILES_OF_RESULTS
from dedup.report.export import EXPORTS
from dedup.report.files import FILES, STREAMS
from dedup.settings import Settings
from tests.invented import FERRY, MELONS


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "harbour.txt").write_text(FERRY, encoding="utf-8")
    (folder / "tidewater.txt").write_text(FERRY, encoding="utf-8")
    (folder / "valley.txt").write_text(MELONS, encoding="utf-8")
    return folder


def dedup(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="dedup")


def test_help_and_version_are_answered() -> None:
    assert dedup("-h").output == dedup("--help").output
    assert "Exit codes" in dedup("--help").output
    assert dedup("--version").stdout.startswith("dedup, version ")


def test_every_setting_is_an_option_with_its_default() -> None:
    assert list(SETTINGS) == [field.name for field in fields(Settings)]
    shown = " ".join(dedup("scan", "--help").output.split())
    assert "--min-jaccard FLOAT" in shown
    assert f"[default: {Settings.num_perm}]" in shown


def test_profile_goes_to_stderr_with_every_stage_and_the_writing(news: Path, tmp_path: Path) -> None:
    result = dedup("scan", news, "-o", tmp_path / "out", "--quiet", "--profile")
    stages = [line.split()[0] for line in result.stderr.splitlines()]
    assert stages == ["Stage", "read", "clean", "features", "match", "cluster", "evidence", "write", "all"]
    assert result.stdout == ""
    run = json.loads((tmp_path / "out" / "run.json").read_bytes())
    assert list(run["seconds"]) == list(run["peak_memory_bytes"]) == stages[1:-2]


def test_every_format_of_the_table_can_be_asked_for() -> None:
    assert f"[{'|'.join(['text', *STREAMS])}]" in dedup("scan", "--help").output


def test_a_scan_prints_the_summary_to_stdout_alone(news: Path) -> None:
    result = dedup("scan", news)
    assert result.exit_code == Exit.DONE
    assert result.stdout.startswith("Articles    3")
    assert result.stderr == ""


@pytest.mark.parametrize(("form", "file"), [("csv", "articles.csv"), ("jsonl", "stories.jsonl")])
def test_machine_formats_print_the_bytes_of_the_file_and_the_summary_to_stderr(
    news: Path, tmp_path: Path, form: str, file: str
) -> None:
    result = dedup("scan", news, "--format", form, "-o", tmp_path / "run")
    assert result.stdout_bytes == (tmp_path / "run" / file).read_bytes()
    assert result.stderr.startswith("dedup: 3 articles, 1 story of two or more")


def test_an_output_folder_is_filled_and_the_same_on_a_second_run(news: Path, tmp_path: Path) -> None:
    for run in ("first", "second"):
        assert dedup("scan", news, "-o", tmp_path / run, "--quiet").output == ""
    first, second = ({name: (tmp_path / run / name).read_bytes() for name in FILES} for run in ("first", "second"))
    assert json.loads(first.pop("run.json"))["counts"] == json.loads(second.pop("run.json"))["counts"]
    assert first == second


def test_results_are_written_where_nothing_can_be_printed(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    for form in ("text", "csv"):
        with pytest.raises(SystemExit) as ended:
            main(["scan", str(news), "-o", str(tmp_path / form), "--format", form])
        assert ended.value.code == Exit.DONE
        assert (tmp_path / form / "articles.csv").exists()


def test_strict_tells_by_the_exit_code_that_inputs_were_skipped(news: Path) -> None:
    assert dedup("scan", news, "--strict").exit_code == Exit.DONE
    (news / "stub.txt").write_text("Tram", encoding="utf-8")
    assert dedup("scan", news).exit_code == Exit.DONE
    assert dedup("scan", news, "--strict").exit_code == Exit.SKIPPED


def test_what_a_user_can_mend_is_one_line_on_stderr(tmp_path: Path) -> None:
    result = dedup("scan", tmp_path / "missing")
    assert result.exit_code == Exit.FAILED
    assert result.stdout == ""
    assert result.stderr.startswith("dedup: ")
    assert "missing" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_of_texts_that_are_too_short_fails_when_their_list_is_written(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Two words.", encoding="utf-8")
    result = dedup("scan", tmp_path / "news", "--quiet", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (Exit.FAILED, "")
    assert result.stderr.startswith("dedup: no articles to compare: 1 skipped, such as a.txt: too short, 2 words")
    assert "a.txt,too short" in (tmp_path / "out" / "skipped.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        *(["scan"], ["scan", "news", "--min-jaccard", "3"], ["scan", "news", "--format", "xml"], ["compare", "a"]),
        *(["scan", "news", "--model", "nowhere.json"], ["compare", "a", "b", "--model", "."]),
        *(["scan", ""], ["scan", "news", "-o", ""], ["scan", "news", "--write-kept", ""], ["train", "a", "-o", ""]),
        *(["scan", "-"], ["scan", "news", "-o", "-"], ["scan", "news", "--write-kept", "-"], ["train", "a", "-o", "-"]),
    ],
)
def test_wrong_usage_has_its_own_exit_code(arguments: list[str]) -> None:
    result = dedup(*arguments)
    assert result.exit_code == Exit.USAGE
    assert result.stdout == ""
    assert "Usage: dedup" in result.stderr


def test_a_dash_is_no_file(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = dedup("scan", news, "--write-kept", "-")
    assert "Standard input and output cannot be named" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["news"]
    assert dedup("scan", news, "--write-kept", "./-").exit_code == Exit.DONE
    assert (tmp_path / "-").exists()


def test_more_stories_than_there_can_be_are_all_of_them(news: Path) -> None:
    assert dedup("scan", news, "--top", str(10**20)).output == dedup("scan", news).output


TOO_LONG = pytest.param("x" * 300, marks=pytest.mark.skipif(sys.platform == "win32", reason="there it is missing"))


@pytest.mark.parametrize("name", ["link", TOO_LONG])
def test_a_path_that_cannot_be_looked_at_is_wrong_usage(news: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "link").symlink_to("link")
    path = tmp_path / name
    for arguments in ((path,), (news, path), (news, "-o", path), (news, "--cache", path), (news, "--write-kept", path)):
        result = dedup("scan", *arguments)
        assert result.exit_code == Exit.USAGE
        assert f"{name}': " in result.stderr


def test_where_nothing_can_be_written_is_told_before_anything_is_read(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("dedup.report.writing.tempfile.TemporaryFile", refuse)
    monkeypatch.setattr("dedup.read.read_folders", None)
    for option in ("--output", "--write-kept"):
        result = dedup("scan", news, option, tmp_path / option)
        assert (result.exit_code, result.stdout) == (Exit.FAILED, "")
        assert result.stderr == f"dedup: cannot write {tmp_path / option}: Permission denied\n"


def test_results_are_not_written_among_the_articles(news: Path) -> None:
    before = sorted(news.iterdir())
    assert dedup("scan", news, "-o", news).exit_code == Exit.USAGE
    assert sorted(news.iterdir()) == before


def test_what_is_kept_for_later_runs_is_not_written_where_they_read(news: Path, tmp_path: Path) -> None:
    before = sorted(news.iterdir())
    result = dedup("scan", news, "--cache", news / "cache", "-o", tmp_path / "out")
    assert result.exit_code == Exit.USAGE
    assert f"{news / 'cache' / 'pages'} lies in {news}" in result.stderr
    assert sorted(news.iterdir()) == before
    assert not (tmp_path / "out").exists()


def test_results_never_take_the_place_of_what_no_run_wrote(news: Path, tmp_path: Path) -> None:
    table = tmp_path / "articles.csv"
    table.write_text(
        "title,text\nFerry,The ferry ran aground off Marrow Point on Saturday evening.\n", encoding="utf-8"
    )
    before = table.read_bytes()
    for folder in (table, news):
        result = dedup("scan", folder, "-o", tmp_path)
        assert (result.exit_code, table.read_bytes()) == (Exit.USAGE, before)
        assert "would be overwritten" in result.stderr
        assert str(table) in result.stderr
    assert dedup("scan", news, "-o", tmp_path / "out").exit_code == Exit.DONE
    digest = tmp_path / "digest.md"
    digest.write_text("Mine.", encoding="utf-8")
    table.unlink()
    for folder in (digest, news):
        assert dedup("scan", folder, "-o", tmp_path, "--export", "markdown").exit_code == Exit.USAGE
    assert digest.read_text(encoding="utf-8") == "Mine."
    run = tmp_path / "out" / "articles.csv"
    before = run.read_bytes()
    assert dedup("scan", run, "-o", tmp_path / "out").exit_code == Exit.USAGE
    assert dedup("scan", news, "-o", tmp_path / "out", "--write-kept", run).exit_code == Exit.USAGE
    assert run.read_bytes() == before


def test_an_export_made_later_never_overwrites_an_article(tmp_path: Path) -> None:
    out = tmp_path / "out"
    article = out / "digest.md"
    out.mkdir()
    article.write_text(FERRY, encoding="utf-8")
    assert dedup("scan", article, "-o", out).exit_code == Exit.DONE
    result = dedup("report", out, "--export", "markdown")
    assert (result.exit_code, article.read_text(encoding="utf-8")) == (Exit.USAGE, FERRY)
    assert "is read, and would be overwritten" in result.stderr
    assert dedup("report", out, "--export", "rss").exit_code == Exit.DONE


def test_the_files_that_every_run_leaves_are_known_where_folders_are_read() -> None:
    assert FILES.keys() == FILES_OF_ALL_RUNS
    assert {name for files in EXPORTS.values() for name in files} == FILES_OF_RESULTS - FILES_OF_ALL_RUNS


def test_results_in_a_folder_below_are_not_read_by_the_next_run(news: Path) -> None:
    assert dedup("scan", news, "-o", news / "run").exit_code == Exit.DONE
    first = (news / "run" / "articles.csv").read_bytes()
    assert dedup("scan", news, "-o", news / "run").exit_code == Exit.DONE
    assert (news / "run" / "articles.csv").read_bytes() == first


def test_results_may_lie_among_the_folders_that_a_pattern_names(news: Path) -> None:
    (news / "coast").mkdir()
    (news / "harbour.txt").rename(news / "coast" / "harbour.txt")
    out = news / "out"
    assert dedup("scan", *sorted(news.iterdir()), "-o", out).exit_code == Exit.DONE
    first = {path.name: path.read_bytes() for path in out.iterdir() if path.name != "run.json"}
    assert dedup("scan", *sorted(news.iterdir()), "-o", out).exit_code == Exit.DONE
    assert b"coast/harbour.txt" in first["articles.csv"]
    assert dedup("scan", out, "-o", out).exit_code == Exit.USAGE
    assert first == {path.name: path.read_bytes() for path in out.iterdir() if path.name != "run.json"}


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_a_cache_may_lie_among_the_folders_that_a_pattern_names(news: Path, name: str) -> None:
    (news / name).write_text(f"<html><body><p>{FERRY}</p></body></html>", encoding="utf-8")
    for _ in range(2):
        assert dedup("scan", *sorted(news.iterdir()), "--cache", news / "cache").exit_code == Exit.DONE
    (news / "cache" / "a.txt").write_text(MELONS, encoding="utf-8")
    assert dedup("scan", *sorted(news.iterdir()), "--cache", news / "cache").exit_code == Exit.USAGE


def test_exports_that_a_later_run_does_not_write_are_named_and_left_alone(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "not of this run" not in dedup("scan", news, "-o", out, "--export", "graphml", "--export", "rss").stderr
    result = dedup("scan", news, "-o", out, "--export", "rss")
    assert "dedup: graph.graphml in that folder is not of this run" in result.stderr
    assert (out / "graph.graphml").exists()


def test_kept_records_are_written_but_never_among_the_articles(news: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in news.iterdir()}
    result = dedup("scan", news, "--write-kept", tmp_path / "out" / "kept.jsonl", "--keep", "longest")
    assert result.exit_code == Exit.DONE
    assert result.stderr == f"dedup: wrote the kept records to {tmp_path / 'out' / 'kept.jsonl'}\n"
    kept = [json.loads(line)["article"] for line in (tmp_path / "out" / "kept.jsonl").read_text().splitlines()]
    assert kept == ["harbour.txt", "valley.txt"]
    assert dedup("scan", news, "--write-kept", news / "kept.jsonl").exit_code == Exit.USAGE
    assert dedup("scan", news / "valley.txt", "--write-kept", news / "valley.txt").exit_code == Exit.USAGE
    assert {path: path.read_bytes() for path in news.iterdir()} == before


def test_a_reader_that_leaves_early_is_no_failure(news: Path) -> None:
    command = [sys.executable, "-m", "dedup", "scan", str(news), "--format", "csv", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == Exit.DONE


def test_two_files_are_compared_in_text_and_json(news: Path) -> None:
    text = dedup("compare", news / "harbour.txt", news / "tidewater.txt")
    assert text.exit_code == Exit.DONE
    assert text.stdout.startswith("Identical")
    data = dedup("compare", news / "harbour.txt", news / "valley.txt", "--format", "json")
    assert json.loads(data.stdout)["verdict"] not in ("identical", "near-duplicate")


def test_formats_lists_what_can_be_read_and_how_to_install_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dedup.report.formats_text.is_installed", lambda extra: extra != "warc")
    result = dedup("formats")
    assert result.exit_code == Exit.DONE
    lines = " ".join(result.stdout.split())
    assert "nitf one article of a news agency" in lines
    assert "json-lines one article a line (.jsonl, .ndjson, .jl)" in lines
    assert "parquet parquet: installed" in lines
    assert "warc warc: pip install 'news-dedup[warc]'" in lines
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_an_unknown_format_of_input_is_wrong_usage(news: Path) -> None:
    result = dedup("scan", news, "--input-format", "docs")
    assert result.exit_code == Exit.USAGE
    assert "--input-format must be one of text, markdown" in result.stderr


def test_a_pattern_and_a_name_of_a_field_can_be_given(news: Path) -> None:
    (news / "a.dump").write_text(json.dumps({"kop": "Ferry", "words": FERRY}), encoding="utf-8")
    result = dedup("scan", news, "--glob", "*.dump", "--map", "title=kop", "--map", "text=words", "--format", "csv")
    assert result.exit_code == Exit.DONE
    assert len(result.stdout.splitlines()) == 2
    assert ",Ferry," in result.stdout


@pytest.mark.parametrize(("stop", "code"), [(KeyboardInterrupt(), 1), (SystemExit(143), 143)])
def test_a_signal_in_compiled_code_ends_the_run_as_anywhere_else(
    news: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException, code: int
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        try:
            raise SystemError("a call returned a result with an exception set") from stop
        except SystemError as error:
            raise SystemError("returned a result with an exception set") from error

    monkeypatch.setattr("dedup.pipeline.scan_articles", interrupted)
    result = dedup("scan", news)
    assert result.exit_code == code
    assert result.stderr.strip() in ("", "Aborted!")


def test_no_room_for_temporary_files_is_one_line(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unpack(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("dedup.pipeline.scan_articles", unpack)
    result = dedup("scan", news)
    assert (result.exit_code, result.stdout) == (Exit.FAILED, "")
    assert result.stderr.startswith("dedup: cannot write a temporary file in ")
    assert result.stderr.endswith("No space left on device; make room there, or name another folder in TMPDIR\n")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 1), (signal.SIGTERM, 143)])
def test_a_signal_is_put_off_while_compiled_code_hands_over_its_result(
    news: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    done: list[int] = []

    def raise_signal(number: int) -> None:  # also a frame below: another signal may come while one is put off
        signal.raise_signal(number)

    def hand_over(*_: object, **__: object) -> None:
        exec("raise_signal(number); done.append(1)", {"__name__": "numba.core.serialize", **named})
        time.sleep(9)

    named = {"raise_signal": raise_signal, "number": number, "done": done}
    monkeypatch.setattr("dedup.pipeline.scan_articles", hand_over)
    assert dedup("scan", news).exit_code == code
    assert done == [1]
