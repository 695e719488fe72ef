"""`dedup evaluate` and `dedup train`: exit codes, standard output and standard error."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedup.cli import main
from dedup.exits import Exit
from dedup.match.model import load_model
from dedup.read import read_folders
from dedup.settings import Settings

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
LABELS = CORPUS / "labels.csv"


def dedup(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="dedup")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    assert dedup("scan", CORPUS / "news", "-o", folder, "--quiet").exit_code == Exit.DONE
    return folder


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented articles in one file, each with its label."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        story_of = {row["article"]: row["story"] for row in csv.DictReader(file)}
    path = tmp_path_factory.mktemp("labelled") / "invented.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for article in read_folders([CORPUS / "news"], Settings())[0]:
            story = story_of[article.location.removeprefix(f"{(CORPUS / 'news').as_posix()}/")]
            published = article.published.isoformat() if article.published else None
            record = {"title": article.title, "text": article.text, "date": published, "story": story or None}
            lines.write(json.dumps(record) + "\n")
    return path


def test_a_run_over_the_invented_articles_is_evaluated(run: Path) -> None:
    result = dedup("evaluate", LABELS, run, "--worst", "2")
    assert result.exit_code == Exit.DONE
    assert result.stderr == ""
    assert "106 articles with a label and a found story" in result.stdout
    assert "Worst stories (2 of" in result.stdout
    assert "expected calibration error" in result.stdout
    assert "not in pairs.csv" in " ".join(result.stdout.split())
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_json_holds_what_the_text_shows(run: Path) -> None:
    found = json.loads(dedup("evaluate", LABELS, run, "--format", "json", "--worst", "2").stdout)
    text = dedup("evaluate", LABELS, run).stdout
    assert f"F1 {found['b_cubed']['f1']:.3f}" in text
    assert f"{found['pairwise']['pairs_wrong']:,} wrong" in text
    assert [story["label"] in text for story in found["worst_stories"]] == [True, True]
    assert sum(row["n_pairs"] for row in found["reliability"]["bins"]) == found["reliability"]["pairs"] > 0


def test_labels_of_other_articles_are_one_line_on_stderr(run: Path, tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text("article,story\nelsewhere.txt,pier\n")
    result = dedup("evaluate", tmp_path / "labels.csv", run)
    assert (result.exit_code, result.stdout) == (Exit.FAILED, "")
    assert result.stderr.startswith("dedup: no article of ")
    assert result.stderr.count("\n") == 1


def test_a_trained_model_can_be_used_and_training_again_gives_the_same_file(labelled: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join(labelled.read_text(encoding="utf-8").splitlines(keepends=True)[:20]), encoding="utf-8")
    for name, files in (("first.json", (labelled, few)), ("second.json", (few, labelled))):
        result = dedup("train", *files, "-o", tmp_path / name)
        assert (result.exit_code, result.stdout) == (Exit.DONE, "")
        assert result.stderr == f"dedup: wrote the model to {tmp_path / name}\n"
    assert (tmp_path / "first.json").read_bytes() == (tmp_path / "second.json").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["few.jsonl", "first.json", "second.json"]
    made_from = load_model(tmp_path / "first.json").made_from["files"]
    assert [source["file"] for source in made_from] == ["few.jsonl", "invented.jsonl"]
    assert dedup("scan", labelled, "--model", tmp_path / "first.json").exit_code == Exit.DONE


def test_a_model_replaces_an_earlier_one_only_when_training_is_done(labelled: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.json"
    model.write_text("an earlier model")
    (tmp_path / "unlabelled.jsonl").write_text('{"text": "The pier is to be rebuilt before the winter."}\n')
    failed = dedup("train", tmp_path / "unlabelled.jsonl", "-o", model)
    assert failed.exit_code == Exit.FAILED
    assert "`story` or `label`" in failed.stderr
    assert model.read_text() == "an earlier model"
    assert dedup("train", labelled, "-o", model).exit_code == Exit.DONE
    assert load_model(model).curves


def test_a_model_never_overwrites_what_it_learns_from(labelled: Path) -> None:
    before = labelled.read_bytes()
    assert dedup("train", labelled, "-o", labelled).exit_code == Exit.USAGE
    assert labelled.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said_before_training(labelled: Path, tmp_path: Path) -> None:
    result = dedup("train", labelled, "-o", tmp_path / "missing" / "model.json")
    assert result.exit_code == Exit.FAILED
    assert result.stderr.startswith("dedup: cannot write ")


@pytest.mark.parametrize(
    "arguments", [["train"], ["train", "a.jsonl"], ["evaluate", "labels.csv"], ["evaluate", "a", "b", "--worst", "-1"]]
)
def test_wrong_usage_has_its_own_exit_code(arguments: list[str]) -> None:
    assert dedup(*arguments).exit_code == Exit.USAGE
