from __future__ import annotations

import pytest
import wordfreq

from dedup.features.word_lists import packed_list, word_list


@pytest.mark.parametrize("language", sorted(wordfreq.available_languages("small")))
def test_lists_are_those_that_wordfreq_gives(language: str) -> None:
    assert word_list(packed_list(language)) == wordfreq.get_frequency_dict(language, "small")


def test_language_without_a_list_has_no_words() -> None:
    assert word_list(packed_list("xx")) == {}
