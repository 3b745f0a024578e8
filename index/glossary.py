"""A file of people's own terms and names becomes pairs of terms: lines of text or TBX, told apart by their content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index import glossary_tbx, glossary_tsv
from index.encodings import chinese_encoding_of, other_kind
from index.errors import GlossaryError
from index.glossary_entries import Entry, Fault, broken, refused
from index.types import Glossary, Term

__all__ = ["LARGEST", "MOST", "Glossary", "GlossaryError", "Term", "read_glossary"]

LARGEST = 10_000_000
"""Bytes of the largest file: it is read at once."""
MOST = 100_000
"""Terms of the longest glossary, each with one translation: all of them are at hand for every question."""

_MARKUP = re.compile(r"\s*<[?!A-Za-z]")


def read_glossary(data: bytes, name: str) -> tuple[Term, ...]:
    """The terms of a file, each pair once, in its order; ``name`` is what errors call it.

    Raises ``GlossaryError`` for what is no glossary, for broken or contradicting lines, and for one too large.
    """
    if len(data) > LARGEST:
        raise refused(name, f"is larger than {LARGEST // 1_000_000} MB", f"超过 {LARGEST // 1_000_000} MB")
    text = _decoded(data, name)
    marked_up = bool(_MARKUP.match(text))
    entries, faults = glossary_tbx.read(text, name) if marked_up else glossary_tsv.read(text)
    if sum(len(entry.english) * len(entry.chinese) for entry in entries) > MOST:
        raise refused(name, f"has more than {MOST:,} terms", f"的术语超过 {MOST:,} 条")
    if not marked_up and not faults:
        # concepts of a TBX file may share a word, a bank of money and one of a river; lines of text that do are a slip
        faults = _contradictions(entries)
    if faults:
        raise broken(name, faults)
    if not entries:
        raise refused(name, "holds no English term with a Chinese one", "中没有英汉对应的术语")
    return _distinct(entries)


def _decoded(data: bytes, name: str) -> str:
    if not data.strip(b" \t\r\n\x0b\x0c"):
        raise refused(name, "is empty", "是空的")
    if kind := other_kind(data):
        raise refused(name, f"is a {kind} file, not text", f"是 {kind} 文件，不是文本")
    encoding = chinese_encoding_of(data)
    if encoding is None:
        raise refused(name, "is binary, not text", "是二进制文件，不是文本")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refused(
            name, f"has bytes that are not {encoding}, in line {line}", f"第 {line} 行有不属于 {encoding} 的字节"
        ) from error


def _contradictions(entries: Iterable[Entry]) -> list[Fault]:
    """Lines that give an English term other translations than an earlier line does."""
    first: dict[str, tuple[int, frozenset[str]]] = {}
    faults: list[Fault] = []
    for entry in entries:
        said = frozenset(chinese.casefold() for chinese in entry.chinese)
        for english in entry.english:
            line, before = first.setdefault(english.casefold(), (entry.line, said))
            if before != said:
                faults.append(_contradiction(english, line, entry.line))
    return faults


def _contradiction(english: str, before: int, line: int) -> Fault:
    return Fault(
        line,
        f"“{english}” has another translation than in line {before}, put both on one line, separated by “;”",
        f"“{english}”的译法与第 {before} 行不同，请把两种译法写在同一行，用“;”隔开",
    )


def _distinct(entries: Iterable[Entry]) -> tuple[Term, ...]:
    kept: dict[tuple[str, str], Term] = {}
    for term in _pairs(entries):
        kept.setdefault((term.english.casefold(), term.chinese.casefold()), term)
    return tuple(kept.values())


def _pairs(entries: Iterable[Entry]) -> Iterator[Term]:
    for entry in entries:
        for english in entry.english:
            for chinese in entry.chinese:
                yield Term(english, chinese)
