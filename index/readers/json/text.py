"""A JSON record as paragraphs: its text under its title, the other values after their names, nothing but ids left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from index.normalise import HAN
from index.readers.characters import whole
from index.readers.fields import between, joined, label, tidy
from index.types import Paragraph, Place

_T = TypeVar("_T")


def _ranked(names: str) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(names.split())}


TEXTS = _ranked(
    "text content body passage context paragraph paragraphs 正文 内容 內容 文本 段落 answer response 答案 回答 "
    "abstract summary 摘要 description 描述 简介 簡介 message comment"
)
"""Names under which the text of a record is looked for, in this order."""
TITLES = _ranked("title heading headline subject name 标题 標題 题目 題目 名称 名稱 question 问题 問題")
"""Names of its heading, in this order."""
_NOISE = re.compile(r"_*id|.*_id|uuid|guid|hash|sha\d*|md5|.*embeddings?|.*vectors?", re.IGNORECASE)
_LONG = 80
"""Characters from which a string is a text, whatever its name."""
_HEADING = 200
"""Characters of the longest title that is a heading."""
_INLINE = 600
"""Characters up to which what is nested stands in its record's paragraph; more becomes paragraphs of its own."""
_FIELDS = 30
_DEEP = 20
"""Levels of nesting that are looked into."""
_HAN = re.compile(f"[{HAN}]")


class Number(str):
    """A number as it is written in the file."""

    __slots__ = ()


def paragraphs(value: object, place: Place | None = None, heading: str = "", depth: int = 0) -> Iterator[Paragraph]:
    """The paragraphs of one record under ``heading``; none for what holds no text."""
    if isinstance(value, str) and not isinstance(value, Number):
        if text := tidy(whole(value)):
            yield Paragraph(text, heading, place)
    elif isinstance(value, Sequence) and not isinstance(value, str) and depth < _DEEP:
        for one in value:
            yield from paragraphs(one, place, heading, depth + 1)
    elif isinstance(value, Mapping) and depth < _DEEP:
        yield from _record(value, place, heading, depth)


def is_large(value: object) -> bool:
    """Whether what is nested has too much text to stand in its record's paragraph."""
    return isinstance(value, list | dict) and _size(value, _INLINE) > _INLINE


def title_of(record: Mapping[str, object]) -> str:
    """The name under which a record holds its heading, or ""."""
    title = _named(record, TITLES)
    return title if title and sum(map(len, _strings(record[title]))) <= _HEADING else ""


def under(heading: str, title: str) -> str:
    """The path one step further."""
    return f"{heading} › {title}" if heading and title else heading or title


def _record(record: Mapping[str, object], place: Place | None, heading: str, depth: int) -> Iterator[Paragraph]:
    large = {key: value for key, value in record.items() if is_large(value)}
    text = _text_key(record, large)
    title = title_of(record) if text or large else ""
    apart = {text, title, *large}
    parts = [part for key in record if key not in apart for part in _parts(key, record[key], depth)]
    path = under(heading, " ".join(_strings(record[title]))) if title else heading
    if text:
        known = _plain(text) in TEXTS
        parts = [("" if known else _label(text)) + "\n".join(_strings(record[text])), *parts]
    yield from (Paragraph(one, path, place) for one in _together(parts, bool(text), _between(record)))
    for key, value in large.items():
        if key != text:
            own = under(path, tidy(whole(key))) if isinstance(value, dict) else path
            yield from paragraphs(value, place, own, depth + 1)


def _together(parts: list[str], has_text: bool, parted: str) -> list[str]:
    """One paragraph for a record; one for each value of what is no record but a long list of names and texts."""
    if not has_text and (len(parts) > _FIELDS or sum(len(part) > _LONG for part in parts) > 2):
        return parts
    return [joined(parts, parted)] if parts else []


def _text_key(record: Mapping[str, object], large: Mapping[str, object]) -> str:
    """The name of the record's text: a known one, else that of its longest string if it is a long one among few."""
    if found := _named(record, TEXTS):
        return found
    strings = (
        (key, value) for key, value in record.items() if isinstance(value, str) and not isinstance(value, Number)
    )
    long = {key: len(value) for key, value in strings if len(value) >= _LONG}
    return max(long, key=lambda key: long[key]) if 0 < len(long) <= 2 and not large else ""


def _named(record: Mapping[str, object], names: Mapping[str, int]) -> str:
    found = [(names[plain], key) for key in record if (plain := _plain(key)) in names and _strings(record[key])]
    return min(found)[1] if found else ""


def _remembered(function: Callable[[str], _T]) -> Callable[[str], _T]:
    """The same function, quicker for the few short names that come in every record."""
    kept = lru_cache(10_000)(function)
    return lambda key: kept(key) if len(key) < _LONG else function(key)


@_remembered
def _plain(key: str) -> str:
    return key.casefold().strip("_ ")


@_remembered
def _is_noise(key: str) -> bool:
    return _NOISE.fullmatch(key) is not None


@_remembered
def _label(key: str) -> str:
    return label(tidy(whole(key)))


@_remembered
def _parted(key: str) -> str:
    return between([key])


def _between(record: Mapping[str, object]) -> str:
    return max(map(_parted, record), default="; ")  # the Chinese one if any is


def _strings(value: object) -> list[str]:
    """The text of a value that is a string, or a list of nothing but strings."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(one, str) and not isinstance(one, Number) for one in value):
        return []
    return [text for one in value if (text := tidy(whole(one)))]


def _parts(key: str, value: object, depth: int) -> list[str]:
    """``key: value``, or one such part for each value of an object."""
    if value is None or _is_noise(key) or depth >= _DEEP:
        return []
    name = _label(key)
    if isinstance(value, Mapping):
        return [part for one in value for part in _parts(f"{key} › {one}", value[one], depth + 1)]
    if isinstance(value, list):
        text = _listed(value, depth)
    else:
        text = str(value).lower() if isinstance(value, bool) else tidy(whole(str(value)))
    return [name + text] if text else []


def _listed(values: list[object], depth: int) -> str:
    if not any(isinstance(one, list | dict) for one in values):
        scalars = [tidy(whole(str(one))) for one in values if one is not None]
        return ("、" if _HAN.search("".join(scalars)) else ", ").join(filter(None, scalars))
    return "\n".join(filter(None, (_line(one, depth + 1) for one in values)))


def _line(value: object, depth: int) -> str:
    """What is nested as one line."""
    if not isinstance(value, Mapping):
        return " ".join(_parts("", value, depth))
    return _between(value).join(part.replace("\n", " ") for key in value for part in _parts(key, value[key], depth))


def _size(value: object, enough: int) -> int:
    """Characters of the strings in ``value``, a little for all else; stops counting when there are enough."""
    waiting, size = [value], 0
    while waiting and size <= enough:
        one = waiting.pop()
        if isinstance(one, str):
            size += len(one)
        elif isinstance(one, list):
            waiting += one[: enough + 1]
            size += 1
        elif isinstance(one, Mapping):
            waiting += one.values()
            size += 2 * len(one)
    return size
