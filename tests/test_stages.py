from __future__ import annotations

import sys

import pytest

from dedup.stages import Stages, peak_memory_bytes


def test_parts_of_a_stage_are_added_up() -> None:
    stages = Stages({"read": 1.0})
    for name in ("read", "clean", "read"):
        with stages.stage(name):
            pass
    assert list(stages.seconds) == ["read", "clean"]
    assert 1.0 < stages.seconds["read"] < 2.0


def test_stage_that_fails_is_counted() -> None:
    stages = Stages()
    with pytest.raises(ValueError, match="broken"), stages.stage("read"):
        raise ValueError("broken")
    assert stages.seconds.keys() == stages.peak_memory_bytes.keys() == {"read"}


@pytest.mark.skipif(sys.platform == "win32", reason="Python does not ask Windows")
def test_peak_is_in_bytes_and_holds_what_was_taken() -> None:
    before = peak_memory_bytes()
    taken = b"x" * 200_000_000
    after = peak_memory_bytes()
    assert before is not None
    assert after is not None
    assert len(taken) <= after < 100 * len(taken)
    assert before > 5_000_000


def test_memory_is_unknown_where_the_system_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    assert peak_memory_bytes() is None
