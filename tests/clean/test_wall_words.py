from __future__ import annotations

import pytest

from dedup.clean.wall_words import CREDITS, MAX_CREDIT


@pytest.mark.parametrize("label", ["foto av", "photographs", "φωτογραφία", "photos", "immagine", "fotoğraf"])
def test_no_credit_that_starts_with_a_letter_is_longer_than_the_limit(label: str) -> None:
    longest = f"{label}{' ' * 9}:{'x' * 60}"
    assert len(longest) <= MAX_CREDIT
    assert not CREDITS.fullmatch(longest + "x")
