"""A zip of documents as one document: each member's paragraphs under its name; members that cannot be read are told.

Its members are read right here, in the process that the archive itself was given.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from index.encodings import encoding_of, other_kind
from index.errors import DocumentError
from index.readers.file import HEAD, File
from index.readers.formats import PLAIN, format_of
from index.readers.refusing import refused
from index.readers.zip.members import Archive, Member, MemberFile, TooLargeError
from index.types import Language, Paragraph, Reading

DEPTH = 1
"""Archives within an archive that are opened."""
_OF_SYSTEMS = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class _Read:
    language: Language
    paragraphs: list[Paragraph]


def read(file: File) -> Reading:
    """Called by its stem; raises ``DocumentError`` where no member can be read."""
    if isinstance(file, MemberFile) and file.depth > DEPTH:
        raise refused(file.name, "is an archive within an archive within an archive", "是压缩包中的压缩包中的压缩包")
    members = _members(Archive.open(file), file)
    first = next(members, None)
    if first is None:
        raise refused(file.name, "holds no file that can be read", "中没有可读的文件")
    paragraphs = (paragraph for one in chain([first], members) for paragraph in one.paragraphs)
    return Reading(file.stem, first.language, paragraphs)


def _members(archive: Archive, file: File) -> Iterator[_Read]:
    for number, member in enumerate(archive.members, 1):
        if member.info.is_dir():
            continue
        if _is_of_a_system(member.name):
            file.drop(number, member.name, "file of a system")
            continue
        try:
            yield _member(archive, member, file)
        except TooLargeError:
            raise
        except DocumentError as error:
            file.drop(number, f"{_short(error.en)} / {_short(error.zh)}", "unreadable")


def _member(archive: Archive, member: Member, file: File) -> _Read:
    """All of a member, or nothing: one that breaks off in the middle leaves none of its paragraphs."""
    inner = _opened(archive, member, file)
    reading = format_of(inner).load()(inner)
    paragraphs = [
        Paragraph(one.text, " › ".join(filter(None, (_shown(member.name), one.heading))), one.place)
        for one in reading.paragraphs
    ]
    if not paragraphs:
        raise refused(member.name, "has no text", "没有文字")
    return _Read(reading.language, paragraphs)


def _opened(archive: Archive, member: Member, file: File) -> MemberFile:
    """The member as a file; pictures and the like are told by their beginning and not unpacked."""
    parts = archive.chunks(member)
    head = next(parts, b"")
    depth = file.depth + 1 if isinstance(file, MemberFile) else 1

    def drop(line: int, text: str, reason: str) -> None:
        file.drop(line, f"{member.name}: {text}", reason)

    def opened(data: bytes) -> MemberFile:
        return MemberFile(
            io.BytesIO(data),
            member.name,
            lambda one: drop(one.line, one.text, one.reason),
            file.password,
            file.ocr,
            budget=archive.budget,
            depth=depth,
        )

    beginning = opened(head[:HEAD])
    if format_of(beginning) is PLAIN:
        _refuse_binary(head, member.name)
    return opened(b"".join(chain([head], parts)))


def _refuse_binary(head: bytes, name: str) -> None:
    kind = other_kind(head)
    if kind:
        raise refused(name, f"is a {kind} file, not text", f"是 {kind} 文件，不是文本")
    if head and encoding_of(head) is None:
        raise refused(name, "is binary, not text", "是二进制文件，不是文本")


def _is_of_a_system(name: str) -> bool:
    plain = name.lower()
    return plain.startswith(_OF_SYSTEMS[0]) or plain.rpartition("/")[2] in _OF_SYSTEMS or "/._" in f"/{plain}"


def _shown(name: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())


def _short(text: str) -> str:
    """What is wrong, without what to do next: that is for whole files."""
    for end in (" Nothing was added", "，未添加", " Next:", "下一步"):
        text = text.partition(end)[0]
    return text.rstrip("。. ")
