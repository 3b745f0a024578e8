"""The gate behind every reader: no passage of characters that mean nothing, however a reader came by them.

Measured on 4,000 characters each: the real article and the seeds have no odd character at all; random bytes decoded as
any text have 13 to 56 % of them, UTF-8 taken for GB18030 or cp1252 7 %, CJK of a font without its table 93 %. Without
odd ones, but told: GB18030 taken for Latin-1 (more than half of it accented letters, German 10 %), and UTF-8 taken for
GB18030 (88 % of its bytes turn back into UTF-8, real Chinese at most 21 %). Not told: GB18030 taken for Big5 (3 %).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from index.errors import DocumentError
from index.readers.file import File
from index.types import Paragraph, Reading

SAMPLE = 4_000
"""Characters that are held back until they are judged; from then on every paragraph is weighed as it comes."""
BAD = 0.2
"""Share of odd characters from which a paragraph is left out."""
SHARE = 0.05
"""Share of odd characters in what is left, and half of all left out, from which the document is refused."""
_ODD = frozenset({"Cc", "Cn", "Co", "Cs"})
_HALF = re.compile("[\ud800-\udfff]")
_ACCENTED = re.compile("[\x80-\xff]")
REASON = "gibberish"


def sound(reading: Reading, file: File) -> Reading:
    """The same reading without paragraphs of odd characters; iterating raises ``DocumentError`` where most are."""
    return replace(reading, title=whole(reading.title), paragraphs=_judged(reading.paragraphs, file))


def odd(text: str) -> int:
    """How many characters of ``text`` mean nothing: control, private use, unassigned, half ones, and U+FFFD."""
    count = text.count("\ufffd")
    if not text.isprintable():
        unprintable = [c for c in text if not c.isprintable() and c not in "\n\t \u3000\u00a0\u200b\r\f\v\ufeff"]
        count += sum(unicodedata.category(c) in _ODD for c in unprintable)
    return count


def whole(text: str) -> str:
    """``text`` with U+FFFD for halves of characters, which no database keeps."""
    return text if text.isprintable() else _HALF.sub("\ufffd", text)


class _Scales:
    """What was seen so far of a document, in characters."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._number = self.kept = self._left_out = self._odd = 0

    def weigh(self, paragraph: Paragraph) -> Paragraph | None:
        """The paragraph, or None where it is dropped; drops are said with the page, or the paragraph's number."""
        self._number += 1
        strange, length = odd(paragraph.text), len(paragraph.text)
        if strange >= 3 and strange > BAD * length:
            self._left_out += length
            place = paragraph.place
            line = int(place.at) if place and place.at.isdecimal() else self._number
            self._file.drop(line, paragraph.text, REASON)
            return None
        self.kept += length
        self._odd += strange
        if paragraph.text.isprintable() and paragraph.heading.isprintable():
            return paragraph
        return replace(paragraph, text=whole(paragraph.text), heading=whole(paragraph.heading))

    @property
    def seen(self) -> int:
        """All characters so far."""
        return self.kept + self._left_out

    def judge(self) -> None:
        """Raise ``DocumentError`` where what was seen is no text."""
        if self._left_out > self.kept or (self._odd >= 3 and self._odd > SHARE * self.kept):
            raise _refused(self._file.name)


def _judged(paragraphs: Iterator[Paragraph], file: File) -> Iterator[Paragraph]:
    scales, held = _Scales(file), list[Paragraph]()
    for paragraph in paragraphs:
        if (good := scales.weigh(paragraph)) is not None:
            held.append(good)
        if scales.seen >= SAMPLE:
            break
    scales.judge()
    if is_mojibake("\n".join(paragraph.text for paragraph in held)[: 4 * SAMPLE]):
        raise _refused(file.name)
    yield from held
    held.clear()
    for paragraph in paragraphs:
        good = scales.weigh(paragraph)
        scales.judge()
        if good is not None:
            yield good


def is_mojibake(text: str) -> bool:
    """Whether a text was decoded by the wrong table: its characters are real, their order is nobody's language."""
    signs = len(text) - sum(map(text.count, " \n\t"))
    if 2 * len(_ACCENTED.findall(text)) > max(signs, 40):
        return True
    beyond = [c for c in text.encode("gb18030", "ignore").decode("utf-8", "replace") if c > "\x7f"]
    return len(beyond) >= 40 and beyond.count("\ufffd") < 0.4 * len(beyond)


def _refused(name: str) -> DocumentError:
    return DocumentError(
        f"{name} holds no readable text: its characters come out as gibberish, as from a wrong encoding or a font "
        "without its table of characters. Nothing was added. Next: wuzhen add --explain FILE",
        f"{name} 中没有可读的文字：解出的字符是乱码，可能是编码不符，或字体缺少字符对照表。"
        "未添加任何内容。下一步：wuzhen add --explain 文件",
    )
