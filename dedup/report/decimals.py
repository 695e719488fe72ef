"""Numbers -> text with 4 decimals, many at a time."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_MAX: Final = 200_000.0
"""Numbers below are written digit by digit: their ten-thousandths have 32 bits."""


def decimals(values: NDArray[np.floating]) -> list[str]:
    """Return each row of `values`, (n, k), as text: 4 decimals each, commas between them; unknown ones (NaN) are empty.

    Rounded as Python rounds them, in a fifth of the time.

    >>> decimals(np.array([[0.25, np.nan], [-1.00005, 31.0]]))
    ['0.2500,', '-1.0001,31.0000']
    """
    values = values.astype(np.float64)
    magnitude = np.abs(values)
    scaled = np.minimum(magnitude, _MAX) * 10_000
    whole = np.rint(scaled)
    # Nearer to a half the digits behind decide, which the product has lost.
    is_sure = ((np.abs(scaled - whole) < 0.4999) & (magnitude < _MAX)).all(axis=1)
    written = _written(np.where(is_sure[:, None], whole, 0).astype(np.int32), np.signbit(values))
    for row in np.flatnonzero(~is_sure).tolist():
        written[row] = ",".join("" if value != value else f"{value:.4f}" for value in values[row].tolist())
    return written


def _written(whole: NDArray[np.int32], is_negative: NDArray[np.bool_]) -> list[str]:
    """Return rows of numbers as text: `whole` has their ten-thousandths without their signs."""
    n_digits = max(len(str(whole.max(initial=0))), 5)
    # A sign, the digits with the point among them, and a comma; where a number has none of these stands a zero byte.
    cells = np.zeros((n_digits + 3, *whole.shape), np.uint8)
    cells[0] = is_negative * np.uint8(ord("-"))
    cells[-6] = ord(".")
    cells[-1] = ord(",")
    cells[-1, :, -1:] = ord("\n")
    for place, column in enumerate([-2, -3, -4, -5, *range(-7, -3 - n_digits, -1)]):
        rest = whole // np.int32(10)
        digit = (whole - rest * np.int32(10)).astype(np.uint8) + np.uint8(ord("0"))
        cells[column] = digit if place < 5 else digit * (whole > 0)
        whole = rest
    return np.moveaxis(cells, 0, -1).tobytes().translate(None, b"\0").decode("ascii").split("\n")[:-1]
