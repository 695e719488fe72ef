from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

SHARED = Path(__file__).resolve().parents[2] / "shared"

# No deadline: the first example loads what was compiled, or compiles it.
settings.register_profile("default", deadline=None)
settings.load_profile("default")
# Some 20 minutes over all properties, for a run by hand; by default each is tried 100 times.
settings.register_profile("long", deadline=None, max_examples=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests marked `shared` where the folder of real articles is not beside the checkout."""
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason="needs the folder `shared` beside the checkout"))
