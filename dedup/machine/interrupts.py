"""Ctrl-C, SIGTERM and SIGHUP: how a stopped run ends, without leaving anything half written."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer, main_thread
from types import FrameType
from typing import Final

# The one module in Python that numba's compiled code calls: to find the types of the arrays it returns.
_HANDS_OVER: Final = "numba.core.serialize"
_PUT_OFF_S: Final = 0.01
_UNLESS_IGNORED: Final = {signal.SIGINT: signal.default_int_handler} | (
    {signal.SIGHUP: signal.SIG_DFL} if sys.platform != "win32" else {}
)
"""Signals that may be ignored, and what they do where nobody has set anything."""


@contextmanager
def ended_by_ctrl_c() -> Iterator[None]:
    """Let Ctrl-C end the process at once and silently within the block: nothing has been begun yet."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Leave the block through all its `finally` blocks where a signal asks for it.

    They remove what is half written; by default SIGTERM and SIGHUP, of a terminal that is closed, skip them, and
    compiled code may not survive any of these signals. What is ignored stays so: SIGINT in the background, SIGHUP under
    nohup.

    Raises:
        KeyboardInterrupt: on SIGINT.
        SystemExit: on the others, with 128 plus the signal's number, as shells have it.
    """
    before = {signal.SIGTERM: signal.signal(signal.SIGTERM, _stop)}
    for number, by_default in _UNLESS_IGNORED.items():
        if signal.getsignal(number) is by_default:
            before[number] = signal.signal(number, _stop)
    try:
        yield
    except SystemError as error:
        if stopped := _stop_behind(error):
            raise stopped from None
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop_behind(error: BaseException) -> KeyboardInterrupt | SystemExit | None:
    """Return what a signal raised, where it struck while compiled code handed over its result.

    Python then puts a `SystemError` before it, and another for each call in C on the way out.
    """
    cause: BaseException | None = error
    while isinstance(cause, SystemError):
        cause = cause.__cause__ or cause.__context__
    return cause if isinstance(cause, KeyboardInterrupt | SystemExit) else None


def _stop(number: int, frame: FrameType | None) -> None:
    """Raise what ends the run; while compiled code hands over its result, where that would crash, a moment later."""
    if _is_handing_over(frame):
        again = Timer(_PUT_OFF_S, _send_again, (number,))
        again.daemon = True
        again.start()
    elif number == signal.SIGINT:
        raise KeyboardInterrupt
    else:
        raise SystemExit(128 + number)


def _is_handing_over(frame: FrameType | None) -> bool:
    """Whether compiled code hands over its result in `frame`, or in one that called it.

    Callers count because this signal may arrive while an earlier one is being put off.
    """
    while frame is not None and frame.f_globals.get("__name__") != _HANDS_OVER:
        frame = frame.f_back
    return frame is not None


def _send_again(number: int) -> None:
    """Send the signal to the main thread again, which interrupts what it waits for, except on Windows."""
    if hasattr(signal, "pthread_kill") and (main := main_thread().ident):
        signal.pthread_kill(main, number)
    else:
        signal.raise_signal(number)
