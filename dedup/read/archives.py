"""Zip and tar files -> their members, each a file to read; nothing is ever written to disk under a member's name."""

from __future__ import annotations

import io
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, TypeVar, cast

from dedup.read.compression import FREE_BYTES, HEAD, Budget, DamagedError, budgeted
from dedup.read.cut_zip import FoundMember, members_found
from dedup.read.locations import location_of_name
from dedup.read.records import Unreadable
from dedup.settings import Settings

MEMBER = "!"
"""Parts the path of an archive from that of its member, as in `news.zip!may/1.txt`."""

# An archive inside an archive is kept in memory up to this size, and then in a temporary file without a name.
_IN_MEMORY = 1 << 26
_ENCRYPTED = 0x1
_Member = TypeVar("_Member", zipfile.ZipInfo, FoundMember, tarfile.TarInfo)
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file, or a member of an archive, open for reading; its stream can show `HEAD` bytes before they are read."""

    location: str
    name: str
    stream: io.BufferedReader
    depth: int = 0
    """How many archives and compressions it stands in."""


Archive = Callable[[OpenedFile, Budget, Settings], Iterator["OpenedFile | tuple[str, Unreadable]"]]
"""Yields the members of an archive in their order there, and the location of each that cannot be read.

Members are read while they are yielded: a stream is not to be used when the next member has come.
"""


def is_system_file(name: str) -> bool:
    """Return whether a file of this name is not meant to be read: hidden, a lock file, or the system's own."""
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Return a stream of the same bytes in which a reader can go back and forth."""
    if stream.seekable():
        yield stream
        return
    with _Copy(max_size=_IN_MEMORY) as copy:
        while data := stream.read(HEAD):
            copy.write(data)
        copy.seek(0)
        yield cast(BinaryIO, copy)


class _Copy(tempfile.SpooledTemporaryFile[bytes]):
    def seekable(self) -> bool:  # Python 3.10 has no such method, and `zipfile` asks
        return True


def zip_members(
    source: OpenedFile, budget: Budget, settings: Settings
) -> Iterator[OpenedFile | tuple[str, Unreadable]]:
    """Yield the members of a zip file; an encrypted one, or one that unpacks to far too much, is not opened.

    Raises:
        DamagedError: where its list of members cannot be read, as in one that is cut off at its end; the members that
            can be found without it were yielded.
    """
    with seekable(source.stream) as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            told = f"its list of members, at the end, cannot be read: {error}"
            stream.seek(0)
            try:
                yield from _unlisted_members(stream, source, budget, settings)
            except DamagedError as damage:
                told += f"; {damage}"
            raise DamagedError(told) from error
        with archive:
            yield from _listed_members(archive, source, budget, settings)


def _listed_members(
    archive: zipfile.ZipFile, source: OpenedFile, budget: Budget, settings: Settings
) -> Iterator[OpenedFile | tuple[str, Unreadable]]:
    locate = _Locations(source.location)
    for member in _limited(iter(archive.infolist()), source, settings):
        if isinstance(member, tuple):
            yield member
            continue
        location = locate(member.filename)
        if member.filename.endswith("/") or _is_passed_over(member.filename):  # `is_dir` fails on an empty name
            continue
        if refusal := _refusal(member, settings):
            yield location, refusal
            continue
        try:
            packed = archive.open(member)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
            yield location, Unreadable(0, "damaged file", str(error))
            continue
        with budgeted(cast(BinaryIO, packed), budget) as unpacked:
            yield OpenedFile(location, member.filename, unpacked, source.depth + 1)


def _unlisted_members(
    stream: BinaryIO, source: OpenedFile, budget: Budget, settings: Settings
) -> Iterator[OpenedFile | tuple[str, Unreadable]]:
    locate = _Locations(source.location)
    for member in _limited(members_found(stream), source, settings):
        if isinstance(member, tuple):
            yield member
            continue
        location = locate(member.name)
        with budgeted(cast(BinaryIO, member.content), budget) as unpacked:
            if not member.name.endswith("/") and not _is_passed_over(member.name):
                yield OpenedFile(location, member.name, unpacked, source.depth + 1)
            try:
                while unpacked.read1(HEAD):  # the next member begins where this one ends
                    pass
            except DamagedError:  # as the member's reader was told
                return


def _refusal(member: zipfile.ZipInfo, settings: Settings) -> Unreadable | None:
    if member.flag_bits & _ENCRYPTED:
        return Unreadable(0, "encrypted", "unpack it with its password first")
    if member.file_size > max(FREE_BYTES, member.compress_size * settings.max_ratio):
        times = member.file_size // max(member.compress_size, 1)
        detail = f"unpacks to {times:,} times its size, and --max-ratio is {settings.max_ratio}"
        return Unreadable(0, "archive limit", detail)
    return None


def tar_members(
    source: OpenedFile, budget: Budget, settings: Settings
) -> Iterator[OpenedFile | tuple[str, Unreadable]]:
    """Yield the files of a tar file, which is read once from start to end; links and devices are listed as such.

    Raises:
        DamagedError: where it is damaged or ends early; the members before that were yielded.
    """
    locate = _Locations(source.location)
    try:
        with tarfile.open(fileobj=source.stream, mode="r|", errorlevel=1) as archive:
            for member in _limited(_members(archive), source, settings):
                if isinstance(member, tuple):
                    yield member
                elif member.isfile() and not _is_passed_over(member.name):
                    packed = archive.extractfile(member)
                    if packed is None:  # not for a file; the library's type leaves it open
                        continue
                    with budgeted(cast(BinaryIO, packed), budget) as stream:
                        yield OpenedFile(locate(member.name), member.name, stream, source.depth + 1)
                elif not member.isdir() and not _is_passed_over(member.name):
                    yield locate(member.name), Unreadable(0, "not readable", "a link or a device, not a file")
    except (tarfile.TarError, EOFError) as error:
        raise DamagedError(str(error)) from error


def _members(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for member in archive:
        yield member
        # It keeps all it has seen, 2 kB each: a tar of a million articles would not fit into memory.
        archive.members = []  # type: ignore[attr-defined]


def _limited(
    members: Iterator[_Member], source: OpenedFile, settings: Settings
) -> Iterator[_Member | tuple[str, Unreadable]]:
    for number, member in enumerate(members, 1):
        if number > settings.max_members:
            detail = f"more than {settings.max_members:,} members; those before were read: raise --max-members"
            yield source.location, Unreadable(0, "archive limit", detail)
            return
        yield member


def _is_passed_over(name: str) -> bool:
    return any(is_system_file(part) for part in name.split("/") if part not in ("", ".", ".."))


class _Locations:
    """Names members, no two alike; of several that have one name, the second is `name(2)`."""

    def __init__(self, archive: str) -> None:
        self._archive = archive
        self._times: Counter[str] = Counter()
        self._taken: set[str] = set()

    def __call__(self, name: str) -> str:
        name = given = location_of_name(name)
        while name in self._taken or not self._times[given]:
            self._times[given] += 1
            name = f"{given}({self._times[given]})" if self._times[given] > 1 else given
        self._taken.add(name)
        return f"{self._archive}{MEMBER}{name}"


ARCHIVES: dict[str, Archive] = {"zip": zip_members, "tar": tar_members}
