"""Training is repeatable: the same files give the same model, and the shipped model is what its files give."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedup.cli import main
from dedup.match import model
from dedup.match.model import load_model

from .sets import is_present, path_of

pytestmark = pytest.mark.skipif(
    not is_present(), reason="the labelled sets are not in the folder `shared` beside the checkout"
)


def train(output: Path, *names: str) -> Result:
    arguments = [str(path_of(name)) for name in names]
    return CliRunner().invoke(main, ["train", *arguments, "-o", str(output)], catch_exceptions=False)


def test_training_again_gives_the_same_file(tmp_path: Path) -> None:
    for attempt in ("first", "second"):  # of texts that several threads share; `energy` is one thread's work
        assert train(tmp_path / attempt, "g5w1h").exit_code == 0
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_the_shipped_model_is_what_its_files_give(tmp_path: Path) -> None:
    shipped = load_model(None).made_from["files"]
    names = [source["file"].removesuffix(".jsonl.gz") for source in shipped]
    assert train(tmp_path / "again.json", *names).exit_code == 0
    again = load_model(tmp_path / "again.json").made_from["files"]
    assert [source["sha256"] for source in again] == [source["sha256"] for source in shipped]
    assert (tmp_path / "again.json").read_bytes() == Path(model.__file__).with_name("model.json").read_bytes()
