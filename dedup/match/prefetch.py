"""Prefetching in compiled functions: a row at random takes longer to arrive from memory than to be read.

The processor prefetches by itself, but not as far ahead as the next row, some hundred entries away.
"""

from __future__ import annotations

from typing import Final

from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

AHEAD: Final = 2
"""How many rows ahead to prefetch: on rows of 170 entries one and two are about as good."""

AHEAD_KNOWN: Final = 4 * AHEAD
"""How many rows ahead the few numbers known of an article are prefetched: they are quickly dealt with."""

_LINE: Final = 64
"""Bytes that come from memory at once: 128 on some processors, which are asked twice."""


@njit(cache=True, nogil=True)
def prefetch(array, start, stop):  # type: ignore[no-untyped-def]
    """Ask for the elements `start` to `stop` of `array`, which is contiguous, counted as if it had one dimension.

    Nothing waits for them, and no result depends on it.
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
