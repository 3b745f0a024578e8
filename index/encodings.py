"""Which encoding bytes are in, decided by their content; and a text view of them in bounded memory."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO

from index.errors import DocumentError

SAMPLE = 1 << 16
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP / DOCX / EPUB",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "ELF",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "DOC / XLS / PPT",
    b"SQLite format 3": "SQLite",
}
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
    "這個們來為國說時會對過發後裡經麼學現沒動還進樣軍從無與長機關點業將兩間問並應戰向頭體見產爾話給門員題氣條數總電報結處義認變統區隊場計據強務動邊達節華團書語馬觀術領確傳師導爭運證實際歷聯網資訊臺灣縣與縣選舉黨歲億萬"
    "，。、“”；：？！「」（）"
)


def open_text(stream: BinaryIO, name: str) -> io.TextIOWrapper:
    """A text view of ``stream`` from its start; reading it raises ``UnicodeDecodeError`` where bytes do not fit.

    Raises ``DocumentError`` for what is no text at all.
    """
    stream.seek(0)
    sample = stream.read(SAMPLE)
    stream.seek(0)
    if not sample.strip(b" \t\r\n\x0b\x0c"):
        raise _refused(name, "is empty", "是空的")
    if kind := other_kind(sample):
        raise _refused(name, f"is a {kind} file, not text", f"是 {kind} 文件，不是文本")
    encoding = encoding_of(sample)
    if encoding is None:
        raise _refused(name, "is binary, not text", "是二进制文件，不是文本")
    return io.TextIOWrapper(stream, encoding, errors="strict", newline=None)


def other_kind(sample: bytes) -> str | None:
    """What people call a file that begins so and is no text, or None."""
    return next((kind for magic, kind in _MAGIC.items() if sample.startswith(magic)), None)


def undecodable(name: str, encoding: str, characters: int) -> DocumentError:
    """What is said where a text stops being one."""
    return _refused(
        name,
        f"has bytes that are not {encoding}, after about {characters:,} characters",
        f"在约 {characters:,} 个字符之后有不属于 {encoding} 的字节",
    )


def _refused(name: str, en: str, zh: str) -> DocumentError:
    return DocumentError(
        f"{name} {en}. Nothing was added. Next: wuzhen add TEXT_OR_MARKDOWN_FILE",
        f"{name} {zh}，未添加任何内容。下一步：wuzhen add 文本或Markdown文件",
    )


def encoding_of(sample: bytes) -> str | None:
    """The encoding of a sample of a text, which may end within a character; None for what is no text."""
    for bom, encoding in _BOMS:
        if sample.startswith(bom):
            return encoding
    if b"\0" in sample:
        return _utf16(sample)
    if _control_share(sample) > 0.02:
        return None
    if _decodes(sample, "utf-8"):
        return "utf-8"
    scored = [
        (score, encoding)
        for encoding in ("gb18030", "big5hkscs", "cp1252")
        if (score := _score(sample, encoding)) is not None
    ]
    best = max(scored, default=(0.0, None))
    if best[0] > 0:
        return best[1]
    # mostly UTF-8 with some broken bytes: say so when they come, rather than show another text
    return "utf-8" if len(sample.decode("utf-8", "ignore").encode()) > 0.5 * len(sample) else None


def chinese_encoding_of(sample: bytes) -> str | None:
    """The same for a text that must hold Chinese, maybe a few rare words beside much English: never a Western one."""
    marked = any(sample.startswith(bom) for bom, _ in _BOMS)
    if marked or b"\0" in sample or _control_share(sample) > 0.02 or _decodes(sample, "utf-8"):
        return encoding_of(sample)
    beyond, good = _beyond_ascii(sample), _beyond_ascii(sample.decode("utf-8", "ignore").encode())
    if 2 * good > beyond:
        return "utf-8"  # with some broken bytes, which are told when they come
    scored = [
        (score, encoding) for encoding in ("big5hkscs", "gb18030") if (score := _score(sample, encoding)) is not None
    ]
    return max(scored, default=(0.0, encoding_of(sample)))[1]


def _beyond_ascii(sample: bytes) -> int:
    return sum(byte > 127 for byte in sample)


def _utf16(sample: bytes) -> str | None:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for zeros, other, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > max(3, 10 * other) and zeros * 5 > len(sample) and _decodes(sample, encoding):
            return encoding
    return None


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _control_share(sample: bytes) -> float:
    return sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b" for byte in sample) / len(sample)


def _score(sample: bytes, encoding: str) -> float | None:
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(sample)
    except UnicodeDecodeError:
        return None
    beyond = [c for c in text if c > "\x7f"]
    if not beyond:
        return 1.0
    odd = sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" or "\x80" <= c <= "\x9f" for c in beyond)
    if encoding == "cp1252":
        letters = sum(c.isalpha() and c.isascii() for c in text)
        return (letters / (letters + 3 * len(beyond))) * 0.9 - odd / len(beyond)
    return sum(c in _COMMON for c in beyond) / len(beyond) - 3 * odd / len(beyond)
