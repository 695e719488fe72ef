"""What compiled functions will read soon is asked for ahead: a row at random takes longer to come than to be read.

The processor looks ahead by itself, but not as far as the next row, which is some hundred entries away.
"""

from __future__ import annotations

from typing import Final

from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

AHEAD: Final = 2
"""Rows ahead of the one that is read: on rows of 170 entries one and two are about as good."""

AHEAD_KNOWN: Final = 4 * AHEAD
"""Rows ahead of which what is known of an article is asked for: it is a few numbers, and soon dealt with."""

_LINE: Final = 64
"""Bytes that come from memory at once: 128 on some processors, which are asked twice."""


@njit(cache=True, nogil=True)
def prefetch(array, start, stop):  # type: ignore[no-untyped-def]
    """Ask for the elements of `array`, which is contiguous, from `start` to `stop`, counted as if it had one dimension.

    Nothing waits for them, and nothing else changes.
    """
    for k in range(start, stop, _LINE // array.itemsize):
        _prefetch(array, k)


@intrinsic
def _prefetch(_, array, place):  # type: ignore[no-untyped-def]
    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        from llvmlite import ir

        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        address = builder.bitcast(builder.gep(data, [arguments[1]]), cgutils.voidptr_t)
        number = ir.IntType(32)
        function = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
        asked = builder.module.declare_intrinsic("llvm.prefetch", [cgutils.voidptr_t], function)
        to_read, in_all_caches, data_cache = number(0), number(3), number(1)
        builder.call(asked, [address, to_read, in_all_caches, data_cache])
        return context.get_dummy_value()

    return types.void(array, place), generate
