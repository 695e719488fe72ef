from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from typing import Any

import numpy as np
import pytest

from dedup.errors import DedupError, SettingsError
from dedup.settings import Settings


def test_defaults_are_within_their_ranges() -> None:
    assert Settings() == Settings(**{field.name: field.default for field in fields(Settings)})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("min_jaccard", 0), ("min_jaccard", 1.01), ("min_jaccard", float("nan"))),
        *(("shingle_size", 0), ("shingle_size", 21), ("num_perm", 15), ("num_perm", 1025), ("min_words", 0)),
        *(("min_probability", 0), ("min_probability", 1), ("min_related", 0), ("min_related", 0.51)),
        *(("min_containment", 0), ("min_containment", 1.01), ("max_days_apart", 0), ("jobs", -1)),
        *(("min_boilerplate_share", 0), ("min_boilerplate_share", 1.01), ("jobs", 1025)),
        *((f"max_{limit}", float("inf")) for limit in ("days_apart", "record_mb", "document_mb", "page_seconds")),
    ],
)
def test_value_outside_its_range_is_an_error_that_names_it(name: str, value: float) -> None:
    given: dict[str, Any] = {name: value}
    with pytest.raises(SettingsError, match=f"{name} must be .*, got {value}"):
        Settings(**given)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        *(("num_perm", 128.0, "a whole number"), ("shingle_size", "5", "a whole number")),
        *(("min_words", True, "a whole number"), ("jobs", None, "a whole number")),
        *(("min_jaccard", "0.5", "a number"), ("max_days_apart", None, "a number")),
        *(("boilerplate", "no", "True or False"), ("lossless", 1, "True or False")),
    ],
)
def test_a_value_of_another_type_is_an_error_that_names_both(name: str, value: object, expected: str) -> None:
    given: dict[str, Any] = {name: value}
    with pytest.raises(SettingsError, match=f"{name} must be {expected}, got {value!r}"):
        Settings(**given)


def test_numbers_of_numpy_are_numbers() -> None:
    given: dict[str, Any] = {"num_perm": np.int64(64), "min_jaccard": np.float32(0.75)}
    assert Settings(**given) == Settings(num_perm=64, min_jaccard=0.75)


@pytest.mark.parametrize("name", ["glob", "map", "prefer_outlet"])
def test_what_is_no_text_among_several_is_an_error_that_names_them(name: str) -> None:
    given: dict[str, Any] = {name: [1]}
    with pytest.raises(SettingsError, match=f"{name} must hold texts alone"):
        Settings(**given)


@pytest.mark.parametrize("name", ["glob", "map", "prefer_outlet"])
def test_an_empty_text_of_several_is_an_error_that_names_them(name: str) -> None:
    given: dict[str, Any] = {name: ("", "title=headline")}
    with pytest.raises(SettingsError, match=f"{name} must not hold an empty text"):
        Settings(**given)


@pytest.mark.parametrize(
    ("name", "value"),
    [("min_jaccard", 1), ("shingle_size", 1), ("shingle_size", 20), ("num_perm", 16), ("num_perm", 1024)],
)
def test_ends_of_a_range_are_allowed(name: str, value: int) -> None:
    given: dict[str, Any] = {name: value}
    assert getattr(Settings(**given), name) == value


def test_error_is_one_a_user_can_mend() -> None:
    assert issubclass(SettingsError, DedupError)
    assert issubclass(SettingsError, ValueError)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().min_words = 3  # type: ignore[misc]
