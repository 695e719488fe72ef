from __future__ import annotations

from dedup.report.profile_text import profile_text
from dedup.stages import Stages


def test_profile_is_a_table_of_the_stages_and_their_sum() -> None:
    stages = Stages({"read": 61.257, "clean": 2.5}, {"read": 1_234_567_890, "clean": None})
    assert profile_text(stages).splitlines() == [
        "Stage            seconds  peak memory",
        "read               61.26     1,235 MB",
        "clean               2.50      unknown",
        "all                63.76     1,235 MB",
    ]
