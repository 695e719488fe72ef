"""A process that parses pages, so that a page which hangs or crashes the parser costs itself only.

Nothing inside a process can stop a C library or a regular expression; ending the process can, on every system.
Messages are a length of four bytes and JSON, on the worker's standard input and output.
"""

from __future__ import annotations

import atexit
import json
import signal
import subprocess
import sys
import threading
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, BinaryIO, cast

from dedup.machine.imports import without
from dedup.machine.processes import start

_LENGTH_BYTES = 4

# trafilatura identifies languages with it where it is asked to, which we do not; it imports numpy, which takes 0.15 s.
_NOT_NEEDED = ("py3langid",)

# Libraries load parts of themselves with their first page; that time must not count as the page's.
_WARM_UP = "<html><title>News</title><p>The council voted on Monday to close the old bridge until spring.</p></html>"


class PageError(Exception):
    """A page gave no article; `args` are the reason and the detail of a `Skipped`."""


class PageWorker:
    """The worker process, started with the first page and anew after one that it could not take."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._asked: SimpleQueue[tuple[Future[dict[str, str]], str, float]] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def ask(self, page: str, max_seconds: float) -> Future[dict[str, str]]:
        """Return what will be what `dedup.read.page.page_values` says of `page`; pages are parsed in turn.

        It is a `PageError` where the page nests too deep, takes longer than `max_seconds`, or crashes the parser.
        """
        asked: Future[dict[str, str]] = Future()
        with self._lock:
            self._asked.put((asked, page, max_seconds))
            if self._thread is None:  # of its own, for a page may be larger than what a pipe holds
                self._thread = threading.Thread(target=self._answer, daemon=True)
                self._thread.start()
        return asked

    def _answer(self) -> None:
        while True:
            with self._lock:
                if self._asked.empty():  # a thread that waited for more would keep the process from being forked
                    self._thread = None
                    return
                asked, page, max_seconds = self._asked.get()
            try:
                asked.set_result(self._values(page, max_seconds))
            except Exception as error:
                asked.set_exception(error)

    def _values(self, page: str, max_seconds: float) -> dict[str, str]:
        process = self._running()
        late = threading.Event()
        timer = threading.Timer(max_seconds, _end, (process, late))
        timer.daemon = True
        timer.start()
        try:
            _send(cast(BinaryIO, process.stdin), page)
            answer = _receive(cast(BinaryIO, process.stdout))
        except (OSError, EOFError, ValueError):  # it has ended, or was closed meanwhile
            self._end()
            if late.is_set():
                raise PageError("took too long", f"more than {max_seconds:g} seconds to parse") from None
            raise PageError("damaged page", "the parser crashed on it") from None
        finally:
            timer.cancel()
        if "error" in answer:
            raise PageError(*answer["error"])
        return cast("dict[str, str]", answer["values"])

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = start(__name__)
            # Loading the libraries must not count as the first page's time.
            _receive(cast(BinaryIO, self._process.stdout))
        return self._process

    def close(self) -> None:
        """End the process, and forget the pages that it has not begun; the next page starts another."""
        with self._lock, suppress(Empty):
            while True:
                self._asked.get_nowait()
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def serve() -> None:
    """Answer pages until there are no more."""
    with without(*_NOT_NEEDED):
        from dedup.read.page import NestingError, page_values

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    page_values(_WARM_UP)
    pages, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    _send(answers, "ready")
    while True:
        try:
            page = _receive(pages)
        except EOFError:
            return
        try:
            answer: dict[str, Any] = {"values": page_values(page)}
        except NestingError as error:
            answer = {"error": ("nested too deeply", str(error))}
        except Exception as error:
            # Libraries raise whatever they like on hostile pages; it ends here, as a reason that names it.
            answer = {"error": ("damaged page", f"{type(error).__name__}: {error}"[:200])}
        _send(answers, answer)


def _send(stream: BinaryIO, message: object) -> None:
    data = json.dumps(message).encode()
    stream.write(len(data).to_bytes(_LENGTH_BYTES, "little") + data)
    stream.flush()


def _receive(stream: BinaryIO) -> Any:
    length = int.from_bytes(_exactly(stream, _LENGTH_BYTES), "little")
    return json.loads(_exactly(stream, length))


def _exactly(stream: BinaryIO, n_bytes: int) -> bytes:
    data = stream.read(n_bytes)
    if len(data) < n_bytes:
        raise EOFError
    return data


WORKER = PageWorker()
"""The one of this process; ends with it."""
atexit.register(WORKER.close)
