from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
from py3langid.modelio import load_model as unpack

from dedup.machine import kept
from dedup.read import language_model
from dedup.read.language_model import LanguageModel, load_language_model

from .builders import BODY, TEXTS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "cache_folders", lambda: [tmp_path / "a file" / "cache", tmp_path / "cache"])
    (tmp_path / "a file").touch()  # nothing can be kept below it
    return tmp_path / "cache"


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The models that were unpacked so far."""
    found: list[object] = []

    def noted(packed: Path) -> object:
        found.append(packed)
        return unpack(packed)

    monkeypatch.setattr(language_model, "unpack", noted)
    return found


STARTS = [
    *(text[:n_chars] for text in [BODY, *TEXTS.values()] for n_chars in (1, 7, 30, 500)),
    *("", "Ferry", "\ud800", "МОСТ ЗАКРЫТ", "12 345", "e\u0301te\u0301", "zxx", "\U0001f6a2 Ferry"),
]


def answers(model: LanguageModel) -> list[tuple[str, float]]:
    return model.classify(STARTS)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("min_together", [1, len(STARTS) + 1])
def test_one_by_one_and_together_the_model_tells_what_the_library_does(
    min_together: int, unpacked: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    whole.set_languages([code for code in whole.labels if len(code) == 2 or code == "zxx"])
    whole.nb_ptc = np.ascontiguousarray(whole.nb_ptc)
    monkeypatch.setattr(language_model, "_MIN_TOGETHER", min_together)
    monkeypatch.setattr(language_model, "_MAX_TOGETHER", 15)
    expected = list(map(whole.classify, STARTS))
    assert answers(load_language_model()) == answers(load_language_model()) == expected
    assert len(unpacked) == 1


@pytest.mark.usefixtures("folder")
def test_tables_of_another_model_are_unpacked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = answers(load_language_model())
    asked: list[Path] = []

    def noted(packed: Path) -> object:
        asked.append(packed)
        return unpack(MODEL_DIR / MODEL_FILE)

    (tmp_path / MODEL_FILE).parent.mkdir()
    (tmp_path / MODEL_FILE).write_bytes(b"another model")
    monkeypatch.setattr(language_model, "MODEL_DIR", tmp_path)
    monkeypatch.setattr(language_model, "unpack", noted)
    assert answers(load_language_model()) == answers(load_language_model()) == expected
    assert asked == [tmp_path / MODEL_FILE]
