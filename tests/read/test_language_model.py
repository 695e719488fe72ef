from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from py3langid.modelio import load_model

from dedup.read import language_model
from dedup.read.language_model import load_identifier

from .builders import TEXTS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(language_model, "cache_folders", lambda: [tmp_path / "a file" / "cache", tmp_path / "cache"])
    (tmp_path / "a file").touch()  # nothing can be kept below it
    return tmp_path / "cache"


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The models that were unpacked so far."""
    found: list[object] = []

    def noted(packed: Path) -> object:
        found.append(packed)
        return load_model(packed)

    monkeypatch.setattr(language_model, "load_model", noted)
    return found


def answers(identifier: Any) -> list[tuple[str, float]]:
    return [identifier.classify(text) for text in [*TEXTS.values(), "", "Ferry", "\ud800", "МОСТ ЗАКРЫТ"]]


@pytest.mark.usefixtures("folder")
def test_tables_that_were_kept_tell_what_the_whole_model_does(unpacked: list[object]) -> None:
    whole = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    whole.set_languages([code for code in whole.labels if len(code) == 2 or code == "zxx"])
    whole.nb_ptc = np.ascontiguousarray(whole.nb_ptc)
    assert answers(load_identifier()) == answers(load_identifier()) == answers(whole)
    assert len(unpacked) == 1


def test_tables_of_another_model_and_broken_ones_are_replaced(folder: Path, unpacked: list[object]) -> None:
    (folder / "languages-0").mkdir(parents=True)
    load_identifier()
    (kept,) = folder.iterdir()
    (kept / "rows.npy").write_bytes(b"")
    expected = answers(load_identifier())
    assert answers(load_identifier()) == expected
    assert len(unpacked) == 2


def test_where_nothing_can_be_kept_languages_are_told(folder: Path, unpacked: list[object]) -> None:
    folder.touch()
    assert answers(load_identifier()) == answers(load_identifier())
    assert len(unpacked) == 2
