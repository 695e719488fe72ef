from __future__ import annotations

from collections.abc import Iterator

import pytest

from dedup.machine import threads
from dedup.machine.threads import in_order


@pytest.mark.parametrize("n_threads", [1, 3])
def test_results_come_in_order_and_threads_run_only_a_little_ahead(
    n_threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "get_num_threads", lambda: n_threads)
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(30):
            taken.append(item)
            yield item

    for n, result in enumerate(in_order(lambda item: item * item, items()), 1):
        assert result == (n - 1) ** 2
        assert len(taken) == min(n + n_threads + 1, 30)
    assert n == len(taken) == 30


def test_an_error_of_a_thread_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda item: 1 // item, [1, 0, 2]))
