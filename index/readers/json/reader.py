"""JSON: a list of records, lines of records, or one object that holds them; lists and lines in bounded memory."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TextIO

from index.encodings import open_text, undecodable
from index.errors import DocumentError
from index.language import language_of
from index.readers.characters import whole
from index.readers.fields import tidy
from index.readers.file import File
from index.readers.json.parts import ELEMENT, TOO_DEEP, BrokenJSONError, elements, value_of
from index.readers.json.text import is_large, paragraphs, title_of
from index.readers.lines import Lines, decoded
from index.types import Paragraph, Place, Reading

LONGEST = 64_000_000
"""Characters of the longest text that is one object; a list or lines may be of any length."""
VALUES = 2_000_000
"""Values in such an object: what each takes in memory is many times what it takes in the file."""
_TEXTLESS = 10_000
"""Elements without a text after which a list is taken for figures."""
_START = 1 << 16
_SHOWN = 200


def read(file: File) -> Reading:
    """Records as paragraphs, each with its number among the elements or lines; called by the stem."""
    found = _by_kind(file)
    first = list(itertools.islice(found, 20))
    language = language_of("\n".join(one.text for one in first)[:20_000])
    return Reading(file.stem, language, itertools.chain(first, found))


def _by_kind(file: File) -> Iterator[Paragraph]:
    text = open_text(file.stream, file.name)
    try:
        start = text.read(_START)
    except UnicodeDecodeError as error:
        raise undecodable(file.name, text.encoding, 0) from error
    finally:
        text.detach()
    if _is_lines(start, file.suffix):
        lines = Lines.of(file, ELEMENT)
        return decoded(_lines(file, lines), file.name, lines)
    return _whole(file, _list if start.lstrip().startswith("[") else _object)


def _is_lines(start: str, suffix: str) -> bool:
    """Whether each line is a value; a list or object over several lines is none in its first."""
    first, _, rest = start.lstrip().partition("\n")
    if not first.startswith(("{", "[")):
        return suffix in {".jsonl", ".ndjson"}
    try:
        value_of(first)
    except BrokenJSONError:
        return suffix in {".jsonl", ".ndjson"} and first[:1] == "{" and len(first.strip()) > 1
    following = rest.lstrip()
    return following.startswith(("{", "[")) or (bool(following) and suffix in {".jsonl", ".ndjson"})


def _lines(file: File, lines: Lines) -> Iterator[Paragraph]:
    """The records of lines; a broken one is left out and told, unless all are."""
    good, first = 0, None
    for number, line in lines:
        if not line.strip():
            continue
        try:
            value = value_of(line)
        except BrokenJSONError as error:
            first = first or BrokenJSONError(error.what, number, error.column)
            file.drop(number, line[:_SHOWN], "broken JSON")
            continue
        good += 1
        yield from paragraphs(value, Place("row", str(number)))
    if first and not good:
        raise _refused(file.name, first)


def _whole(file: File, read_text: Callable[[TextIO, str], Iterator[Paragraph]]) -> Iterator[Paragraph]:
    text = open_text(file.stream, file.name)
    try:
        yield from read_text(text, file.name)
    except BrokenJSONError as error:
        raise _refused(file.name, error) from error
    except UnicodeDecodeError as error:
        raise undecodable(file.name, text.encoding, file.stream.tell()) from error
    finally:
        text.detach()


def _list(text: TextIO, name: str) -> Iterator[Paragraph]:
    textless = True
    for number, value in enumerate(elements(text), 1):
        for paragraph in paragraphs(value, Place("row", str(number))):
            textless = False
            yield paragraph
        if textless and number >= _TEXTLESS:
            raise DocumentError(
                f"{name} is a list of figures, without text to answer from. Nothing was added. Next: wuzhen add ANOTHER_FILE",
                f"{name} 是一列数据，没有可供回答的文字，未添加任何内容。下一步：wuzhen add 另一个文件",
            )


def _object(text: TextIO, name: str) -> Iterator[Paragraph]:
    """One value: an object's large lists hold the records, its other values are one of their own."""
    content = text.read(LONGEST + 1)
    if len(content) > LONGEST or sum(map(content.count, ",{[")) > VALUES:
        raise DocumentError(
            f"{name} is one JSON object of over {LONGEST // 10**6} million characters or {VALUES // 10**6} million values."
            f" Next: write one record a line into a .jsonl file and wuzhen add it",
            f"{name} 是一个超过 {LONGEST // 10**6} 百万字符或 {VALUES // 10**6} 百万个值的 JSON 对象。"
            f"下一步：改成每行一条记录的 .jsonl 文件，再 wuzhen add",
        )
    yield from _held(value_of(content))


def _held(value: object) -> Iterator[Paragraph]:
    """The records that an object holds in its lists, or as its values where all are objects; then what else it says."""
    if not isinstance(value, dict):
        yield from paragraphs(value)
        return
    if len(value) > 1 and all(isinstance(one, dict) for one in value.values()):
        for number, (key, one) in enumerate(value.items(), 1):
            yield from paragraphs(one, Place("row", str(number)), tidy(whole(key)))
        return
    lists = {key: one for key, one in value.items() if isinstance(one, list) and is_large(one)}
    title = title_of(value) if lists else ""
    yield from paragraphs({key: one for key, one in value.items() if key not in {title, *lists}})
    for records in lists.values():
        for number, one in enumerate(records, 1):
            yield from paragraphs(one, Place("row", str(number)), str(value.get(title, "")))


def _refused(name: str, error: BrokenJSONError) -> DocumentError:
    why = "嵌套太深" if error.what == TOO_DEEP else "格式有错"
    return DocumentError(
        f"{name} is not valid JSON: {error.what} (line {error.line}, column {error.column}). Nothing was added."
        f" Next: python3 -m json.tool '{name}'",
        f"{name} 不是有效的 JSON：第 {error.line} 行第 {error.column} 列{why}，未添加任何内容。"
        f"下一步：python3 -m json.tool '{name}'",
    )
