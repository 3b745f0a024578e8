"""The test set of readers: one text of ours in two languages, as each program that people have writes it.

News pages, PDFs and texts come from the makers that the tests have (``tests/pages.py``, ``tests/pdf_files.py``).
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzz_seeds import TESTS

sys.path.insert(0, str(TESTS))

import pages
import pdf_files
from pdf_files import CHINESE, ENGLISH

__all__ = ["CHINESE", "ENGLISH", "Absent", "Sample", "pages", "pdf_files", "samples"]  # of the tests' own as well
TRADITIONAL = (
    "河邊的小鎮每逢清晨就有霧氣升起，船夫們撐著長篙從石橋下經過，岸上的人家已經開始生火做飯。",
    "鎮上的圖書館最初只有兩間平房和三千多冊書。後來幾位退休教師捐出自己的藏書，讀者才慢慢多了起來。",
    "冬天的時候，河面很少結冰，但是風從北面的山口吹來，總帶著一股松木的氣味。",
    "“你若不急，就坐下喝杯茶。”店主把爐子往裡挪了挪，又添了一塊炭。",
    "學校後面的試驗田裡種著七種水稻，學生們按照老師的要求，每隔三天量一次株高，把數字記在表格裡。",
    "到了晚上，燈光落在水面上，槳聲越來越遠，整個鎮子像是慢慢沉進了水裡。",
)
_ITEMS = {
    "zh": ("一只木船，两支长篙", "三卷旧书", "四米粗布"),
    "en": ("a boat with two oars", "three logbooks", "a coil of rope"),
}
_STEPS = {
    "zh": ("先把石板编号，再拆下来。", "清洗以后放回原处。"),
    "en": ("Number the slates, then take them down.", "Put them back when they are clean."),
}
_ROWS = {
    "zh": (("名字", "高度", "年代"), ("钟楼", "二十六米", "道光年间"), ("石桥", "四米", "清代中期")),
    "en": (("Name", "Height", "Built"), ("Lighthouse", "31 metres", "1904"), ("Sea wall", "4 metres", "1877")),
}
_HEADINGS = {
    "zh": ("小镇的日子", "河边", "手艺人", "物件与修缮"),
    "en": ("Days at the harbour", "The water", "The trades", "Things and repairs"),
}
_TEXTS = {"zh": CHINESE, "en": ENGLISH}
_LANGUAGES = ("zh", "en")
_OFFICE = {"docx": "docx:MS Word 2007 XML", "odt": "odt", "rtf": "rtf"}


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of the set: ``kind`` is its row in the table; ``gold`` are its paragraphs, items and rows in order.

    ``headings`` are lines that are not wrong to have as text, but that nobody looks for.
    """

    kind: str
    name: str
    data: bytes
    gold: tuple[str, ...]
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """What was left out, and why."""

    kind: str
    why: str


def samples() -> Iterator[Sample | Absent]:
    """The whole set, and what of it this machine cannot make."""
    yield from _pages()
    yield from _texts()
    yield from _records()
    yield from _pdfs()
    yield from _printed()
    for language in _LANGUAGES:
        yield from _office(language)


def _pages() -> Iterator[Sample]:
    for number, page in enumerate(pages.pages()):
        headings = (page.title, *filter(None, page.headings.values()))
        yield Sample(f"HTML, news page, {page.layout}", f"{page.layout}-{number}.html", page.data, page.lines, headings)


def _texts() -> Iterator[Sample]:
    title = _HEADINGS["zh"][0]
    for encoding in ("utf-8", "gb18030", "utf-16"):
        data = "\n".join((title, "", *CHINESE)).encode(encoding)
        yield Sample(f"text, {encoding.upper()}", f"{encoding}.txt", data, CHINESE, (title,))
    data = "\r\n".join(("小鎮的日子", "", *TRADITIONAL)).encode("big5")
    yield Sample("text, BIG5", "big5.txt", data, TRADITIONAL, ("小鎮的日子",))
    yield Sample("text, UTF-8", "english.txt", "\n\n".join(ENGLISH).encode(), ENGLISH)
    data = "\r\n".join(ENGLISH).encode("utf-16")
    yield Sample("text, UTF-16", "english-16.txt", data, ENGLISH)
    for language in _LANGUAGES:
        yield Sample("Markdown", f"{language}.md", _markdown(language).encode(), _gold(language), _HEADINGS[language])


def _records() -> Iterator[Sample]:
    for language in _LANGUAGES:
        texts = _TEXTS[language]
        keys = ("题", "文") if language == "zh" else ("name", "text")
        table = io.StringIO()
        csv.writer(table).writerows([keys, *((f"T{n}", text) for n, text in enumerate(texts))])
        rows = tuple(f"T{n} | {text}" for n, text in enumerate(texts))
        yield Sample("CSV", f"{language}.csv", table.getvalue().encode("utf-8-sig"), rows, (" ".join(keys),))
        records = (json.dumps({"title": f"T{n}", "text": text}, ensure_ascii=False) for n, text in enumerate(texts))
        yield Sample("JSONL", f"{language}.jsonl", "\n".join(records).encode(), texts)
        yield Sample("SRT", f"{language}.srt", _subtitles(texts).encode(), texts)
        yield Sample("EML", f"{language}.eml", _mail(texts), texts)


def _subtitles(texts: Sequence[str]) -> str:
    """Captions of some 20 Han characters or 8 words, a second each; ten seconds of silence between paragraphs."""
    captions: list[str] = []
    second = 0
    for text in texts:
        parts = text.split(" ") if text.isascii() else list(text)
        size, join = (8, " ") if text.isascii() else (20, "")
        for at in range(0, len(parts), size):
            times = f"00:{second // 60:02}:{second % 60:02},000 --> 00:{second // 60:02}:{second % 60:02},900"
            captions.append(f"{len(captions) + 1}\n{times}\n{join.join(parts[at : at + size])}\n")
            second += 1
        second += 10
    return "\n".join(captions)


def _mail(texts: Sequence[str]) -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "News"
    message["Date"] = "Wed, 1 Jan 2020 10:00:00 +0000"
    message.set_content("\n\n".join(texts) + "\n")
    message.add_alternative("".join(f"<p>{text}</p>\n" for text in texts), subtype="html")
    return message.as_bytes()


def _pdfs() -> Iterator[Sample]:
    columns: dict[str, Callable[[str], pdf_files.Made]] = {
        "one column": lambda language: pdf_files.chinese() if language == "zh" else pdf_files.english(),
        "two columns": pdf_files.two_columns,
        "two columns, painted row by row": lambda language: pdf_files.two_columns(language, by_rows=True),
    }
    for name, maker in columns.items():
        for language in _LANGUAGES:
            made = maker(language)
            yield Sample(
                f"PDF, reportlab, {name}", f"{name.replace(' ', '-')}-{language}.pdf", made.data, made.paragraphs
            )


def _printed() -> Iterator[Sample | Absent]:
    for name, css in (("one column", ""), ("two columns", "main{columns:2;font-size:13px}p{text-align:justify}")):
        kind = f"PDF, Chromium, {name}"
        for language in _LANGUAGES:
            texts = pdf_files.repeated(_TEXTS[language], 3)
            data = pdf_files.by_chromium(pdf_files.article(texts, css))
            if data is None:
                yield Absent(kind, "chromium is not on the PATH")
                break
            headings = ("小镇", "One 一", "Two 二", "Three 三")
            yield Sample(kind, f"printed-{name.replace(' ', '-')}-{language}.pdf", data, texts, headings)


def _gold(language: str) -> tuple[str, ...]:
    rows = (" | ".join(row) for row in _ROWS[language])
    return (*_TEXTS[language], *_ITEMS[language], *_STEPS[language], *rows)


def _markdown(language: str) -> str:
    """The text in three parts, the last with a list, numbered steps and a table."""
    texts, (title, *headings) = _TEXTS[language], _HEADINGS[language]
    cuts = (0, 4, 8, len(texts))
    parts = ["\n\n".join((f"## {name}", *texts[a:b])) for name, a, b in zip(headings, cuts[:-1], cuts[1:], strict=True)]
    items = "\n".join(f"- {item}" for item in _ITEMS[language])
    steps = "\n".join(f"{n}. {step}" for n, step in enumerate(_STEPS[language], 1))
    head, *rows = (f"| {' | '.join(row)} |" for row in _ROWS[language])
    table = "\n".join((head, "|---|---|---|", *rows))
    return "\n\n".join((f"---\ntitle: {title}\nlang: {language}\n---", *parts, items, steps, table)) + "\n"


def _office(language: str) -> Iterator[Sample | Absent]:
    """By pandoc, and by LibreOffice from what pandoc made."""
    pandoc, office = shutil.which("pandoc"), shutil.which("soffice") or shutil.which("libreoffice")
    if pandoc is None:
        yield Absent("office files", "pandoc is not on the PATH")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "text.md"
        source.write_text(_markdown(language), encoding="utf-8")
        for suffix in ("docx", "odt", "epub", "rtf"):
            made = folder / f"text.{suffix}"
            subprocess.run([pandoc, "-s", source, "-o", made], check=True, capture_output=True, timeout=60)
            yield _made("pandoc", language, made)
        if office is None:
            yield Absent("office files by LibreOffice", "soffice is not on the PATH")
            return
        for suffix, wanted in _OFFICE.items():
            options = [f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", wanted]
            command: list[str | Path] = [office, *options, "--outdir", folder / "office", folder / "text.odt"]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            yield _made("LibreOffice", language, folder / "office" / f"text.{suffix}")


def _made(maker: str, language: str, path: Path) -> Sample:
    kind = f"{path.suffix[1:].upper()}, {maker}"
    name = f"{maker.lower()}-{language}{path.suffix}"
    return Sample(kind, name, path.read_bytes(), _gold(language), _HEADINGS[language])
