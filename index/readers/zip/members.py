"""The only door to zip files: no reader sees a member before its number, sizes, packing and encryption are in order.

Nothing is ever written to disk, so that a name such as ``../../x`` is a name and no more. Sizes are what the archive
declares, checked first, and what really comes out, counted while it does: either may lie.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from index.encodings import encoding_of
from index.errors import DocumentError
from index.readers.file import File
from index.readers.refusing import damaged, encrypted, refused

MEMBERS = 10_000
MEMBER = 100_000_000
"""Bytes of one member, unpacked."""
TOGETHER = 200_000_000
"""Bytes of all members that are read, unpacked, those of archives within archives included."""
RATIO = 200
"""How many times smaller a member may be packed; text packs 3 to 10 times, a sheet of equal rows 100 times."""
SMALL = 10_000_000
"""Bytes up to which the ratio does not matter."""
DIRECTORY = 4 << 20
"""Bytes of the list of members: it is read as a whole before anything can be counted."""
CHUNK = 1 << 16
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError, RuntimeError)
_UTF8 = 0x800
_AES = 99


class TooLargeError(DocumentError):
    """The members read so far are all that may be read of one file."""


class Budget:
    """Bytes that may still be unpacked for one file."""

    def __init__(self, left: int = TOGETHER) -> None:
        self.left = left


@dataclass(frozen=True, slots=True)
class MemberFile(File):
    """A file that was in an archive, ``depth`` archives deep; it shares the archive's budget."""

    budget: Budget = field(default_factory=Budget)
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """One member; ``name`` is as people wrote it, whatever encoding the archive keeps it in."""

    name: str
    info: zipfile.ZipInfo


class _Directory:
    """A stream that gives no list of members larger than ``DIRECTORY``: zipfile asks for it in one piece."""

    def __init__(self, file: File) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.stream.seek, file.stream.tell, file.stream.seekable

    def read(self, size: int = -1) -> bytes:
        """As for any file, up to ``DIRECTORY`` bytes."""
        if size > DIRECTORY:
            raise _too_many(self._file.name)
        return self._file.stream.read(size)


class Archive:
    """The members of a zip file; what is unpacked is taken from its budget."""

    def __init__(self, opened: zipfile.ZipFile, file: File, members: tuple[Member, ...], budget: Budget) -> None:
        self._opened = opened
        self._file = file
        self.members = members
        self.budget = budget
        self._by_name = {member.name.lower(): member for member in members} | {one.name: one for one in members}

    @classmethod
    def open(cls, file: File) -> Archive:
        """Raises ``DocumentError`` for what is no whole archive, or one of too many members."""
        file.stream.seek(0)
        try:
            opened = zipfile.ZipFile(cast("BinaryIO", _Directory(file)))
            infos = opened.infolist()
        except _BROKEN as error:
            raise damaged(file.name) from error
        if len(infos) > MEMBERS:
            raise _too_many(file.name)
        if not infos:
            raise refused(file.name, "is an archive without files", "是空的压缩包")
        members = tuple(Member(name, info) for name, info in zip(_names(infos), infos, strict=True))
        return cls(opened, file, members, file.budget if isinstance(file, MemberFile) else Budget())

    def find(self, name: str) -> Member | None:
        """The member of that name, capitals alike where none is written so."""
        return self._by_name.get(name) or self._by_name.get(name.lower())

    def read(self, name: str) -> bytes:
        """All bytes of the member of that name, b"" where there is none."""
        member = self.find(name)
        return b"".join(self.chunks(member)) if member else b""

    def chunks(self, member: Member) -> Iterator[bytes]:
        """Its bytes, part by part; raises ``DocumentError`` for what may not or cannot be unpacked."""
        info = member.info
        self._check(member)
        given = 0
        try:
            with self._opened.open(info, pwd=self._file.password.encode() or None) as stream:
                while part := stream.read(CHUNK):
                    given += len(part)
                    self.budget.left -= len(part)
                    if given > MEMBER or self.budget.left < 0:
                        raise self._too_large(member)
                    yield part
        except _BROKEN as error:
            raise self._unreadable(member, error) from error

    def _check(self, member: Member) -> None:
        info = member.info
        if info.file_size > MEMBER or (info.file_size > SMALL and info.file_size > RATIO * info.compress_size):
            raise refused(
                self._file.name,
                f"holds {member.name}, which unpacks to {info.file_size / 1e6:,.0f} MB",
                f"中的 {member.name} 解压后有 {info.file_size / 1e6:,.0f} MB",
            )
        if info.file_size > self.budget.left:
            raise self._too_large(member)
        if info.compress_type == _AES:
            raise refused(
                self._file.name,
                f"holds {member.name}, encrypted in a way that is not read (AES)",
                f"中的 {member.name} 以不支持的方式（AES）加密",
            )
        # other methods are unpacked without bound by the library, and no office program uses them
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise refused(
                self._file.name,
                f"holds {member.name}, packed in a way that is not read (method {info.compress_type})",
                f"中的 {member.name} 以不支持的方式（方法 {info.compress_type}）压缩",
            )
        if info.flag_bits & 1 and not self._file.password:
            raise encrypted(self._file.name)

    def _too_large(self, member: Member) -> DocumentError:
        small = refused(
            self._file.name,
            f"unpacks to more than {TOGETHER / 1e6:,.0f} MB (at {member.name})",
            f"解压后超过 {TOGETHER / 1e6:,.0f} MB（至 {member.name}）",
        )
        return TooLargeError(small.en, small.zh)

    def _unreadable(self, member: Member, error: Exception) -> DocumentError:
        if member.info.flag_bits & 1 and "assword" in str(error):
            return refused(self._file.name, "is not opened by this password", "无法用此密码打开")
        return damaged(self._file.name, member.name)


def _too_many(name: str) -> DocumentError:
    return refused(name, f"holds more than {MEMBERS:,} files", f"中的文件超过 {MEMBERS:,} 个")


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """Names as they were written: old programs leave them in the encoding of their system without saying so."""
    raw = [None if info.flag_bits & _UTF8 else info.orig_filename.encode("cp437", "replace") for info in infos]
    told = encoding_of(b"\n".join(name for name in raw if name)) if any(raw) else None
    encoding = told if told and told != "cp1252" else "cp437"  # the Western code page of archives is this one
    names = [
        name.decode(encoding, "replace") if name is not None else info.orig_filename
        for name, info in zip(raw, infos, strict=True)
    ]
    return [name.partition("\0")[0].replace("\\", "/").removeprefix("/") for name in names]
