"""The table of formats -> what `dedup formats` prints."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from dedup.read.compression import COMPRESSIONS
from dedup.read.extras import EXTRAS, install_command, is_installed
from dedup.read.formats import FORMATS, Format

_INTRODUCTION = (
    "Each file is told by its content, and by its extension where content leaves it open. All may be compressed, and "
    "packed into zip and tar files, also inside one another."
)


def formats_text(width: int) -> str:
    """Return what can be read, and what each extra adds, in lines of at most `width` columns where names allow it."""
    lines = [*textwrap.wrap(_INTRODUCTION, width), ""]
    name_width = max(map(len, FORMATS)) + 2
    for each in FORMATS.values():
        lines += _row(each.name, _told(each), name_width, width)
    lines += ["", "Extras", ""]
    for extra in EXTRAS:
        state = "installed" if is_installed(extra) else install_command(extra)
        lines += _row(extra, f"{', '.join(_added_by(extra))}: {state}", name_width, width)
    return "\n".join(lines) + "\n"


def _told(each: Format) -> str:
    known = f" ({', '.join(filter(None, each.extensions))})" if any(each.extensions) else ""
    return each.holds + known + (f"; needs the extra {each.extra}" if each.extra else "")


def _added_by(extra: str) -> Iterator[str]:
    yield from (each.name for each in FORMATS.values() if each.extra == extra)
    yield from (extension for each in COMPRESSIONS if each.extra == extra for extension in each.extensions)


def _row(name: str, text: str, name_width: int, width: int) -> list[str]:
    return textwrap.wrap(f"{name:{name_width}}{text}", width, subsequent_indent=" " * name_width)
