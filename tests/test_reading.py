"""From bytes to paragraphs: encodings by their content, titles and menus out, nothing else lost."""

from __future__ import annotations

import io
import re
import tracemalloc
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encodings import encoding_of
from index.errors import DocumentError
from index.language import language_of
from index.normalise import HAN, for_encoder, for_search, simplified
from index.readers import read
from index.readers.file import File
from index.types import Dropped, Paragraph
from index.units import units_of

ARTICLE = Path(__file__).parents[2] / "shared" / "seeds" / "wic-article.txt"
SIMPLIFIED = "乌镇是一座水乡古镇，位于浙江省北部，这里的人们世代以养蚕和织布为生。"
TRADITIONAL = "烏鎮是一座水鄉古鎮，位於浙江省北部，這裡的人們世代以養蠶和織布為生。"


def paragraphs(text: str | bytes, name: str = "notes.txt", dropped: list[Dropped] | None = None) -> list[Paragraph]:
    data = text if isinstance(text, bytes) else text.encode()
    on_dropped = None if dropped is None else dropped.append
    return list(read(File(io.BytesIO(data), name, on_dropped)).paragraphs)


def texts(text: str | bytes, name: str = "notes.txt") -> list[str]:
    return [paragraph.text for paragraph in paragraphs(text, name)]


def title(text: str, name: str = "notes.txt") -> str:
    return read(File(io.BytesIO(text.encode()), name)).title


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5hkscs"),
        (TRADITIONAL, "gb18030"),
        ("Der Zug fährt über München nach Köln, wo die Straße schön ist. " * 3, "cp1252"),
        ("Plain English text.", "ascii"),
    ],
)
def test_an_encoding_is_told_by_the_content(text: str, encoding: str) -> None:
    """Whatever a file was written in, its text comes back."""
    assert texts(text.encode(encoding)) == [text.strip()]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
@pytest.mark.parametrize("text", ["世界互联网大会在乌镇", "我们要去北京看他们的学生", "时间和地点都已经决定了"])
def test_ten_characters_are_enough(encoding: str, text: str) -> None:
    """Big5 bytes decode as GB18030 without an error, into another text: only the characters tell."""
    import opencc

    written = opencc.OpenCC("s2t").convert(text) if encoding == "big5hkscs" else text
    assert encoding_of(written.encode(encoding)) == encoding


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing but a DocumentError ever comes out of a reader."""
    for name in ("notes.txt", "notes.md"):
        with suppress(DocumentError):
            paragraphs(data, name)


@given(st.text(alphabet="# -*_`|>[]()!~=+\n\tab。，乌镇1.:", max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_markdown_is_read(text: str) -> None:
    """Marks in any order raise nothing, and the text before them stays."""
    found = "".join(paragraph.text + paragraph.heading for paragraph in paragraphs(f"x\n\n{text}", "notes.md"))
    assert found.startswith("x")


@pytest.mark.parametrize("marks", ["[", "![", "*", "<", "`", "|", "<br", "<p ", "[^", "<sup>", "&a"])
def test_a_line_of_marks_takes_time_in_proportion(marks: str) -> None:
    """200,000 of them are read, not fought with."""
    assert paragraphs(marks * 200_000 + "\nEnd.\n", "notes.md")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\t ", "is empty"),
        (b"%PDF-1.7 ...", "is a damaged or incomplete PDF"),
        (b"\x7fELF\x02\x01", "is a ELF"),
        (bytes(range(32)) * 30, "is binary"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, said: str) -> None:
    """The message says what the file is instead."""
    with pytest.raises(DocumentError, match=said):
        paragraphs(data)


def test_bytes_that_end_to_fit_are_refused_with_their_place() -> None:
    """A UTF-8 text that breaks far behind the sample: refused as a whole, the encoding and place named."""
    with pytest.raises(DocumentError, match=r"not utf-8, after about \d"):
        paragraphs((SIMPLIFIED + "\n").encode() * 3000 + b"\xff\xfa" + SIMPLIFIED.encode())


def test_an_unknown_format_lists_the_known_ones() -> None:
    """A text that calls itself something else is not taken for its tags."""
    with pytest.raises(DocumentError, match=r"Known are text, Markdown, HTML"):
        paragraphs("<note><to>Hello there.</to></note>", "page.xml")


@pytest.mark.skipif(not ARTICLE.exists(), reason="the real article is not beside the project")
def test_the_real_article() -> None:
    """Breadcrumb dropped, advertising cut off the title, titles no passages: the 18 paragraphs remain."""
    dropped: list[Dropped] = []
    reading = read(File(io.BytesIO(ARTICLE.read_bytes()), ARTICLE.name, dropped.append))
    found = [paragraph.text for paragraph in reading.paragraphs]
    lines = ARTICLE.read_text(encoding="utf-8").splitlines()
    assert found == [line.strip() for line in lines[4:]]
    assert len(found) == 18
    assert reading.title == lines[1].removesuffix("-2024欧洲杯投注官网")
    assert reading.language == "zh"
    assert [(line.line, line.reason) for line in dropped] == [(1, "breadcrumb")]


def test_lines_are_paragraphs_and_the_first_short_one_is_the_title() -> None:
    """As in a saved article."""
    text = "The old mill\n\nThe mill stood still for years. Nobody knew why.\nThen it rained.\n"
    assert title(text) == "The old mill"
    assert texts(text) == ["The mill stood still for years. Nobody knew why.", "Then it rained."]


def test_without_a_title_the_file_name_is_one() -> None:
    """Its stem."""
    assert title("It rained all night.\n", "diary.txt") == "diary"


def test_wrapped_lines_are_joined() -> None:
    """English with a space and without its hyphen, Chinese with nothing between."""
    english = "The mill stood still for years and no-\nbody knew why, since the river\nwas full.\n\nThen it rained for\na week.\n"
    assert texts(english) == [
        "The mill stood still for years and nobody knew why, since the river was full.",
        "Then it rained for a week.",
    ]
    chinese = "乌镇是一座水乡\n古镇，位于浙江省\n北部。\n\n这里的人们世代以\n养蚕为生。\n"
    assert texts(chinese) == ["乌镇是一座水乡古镇，位于浙江省北部。", "这里的人们世代以养蚕为生。"]


@pytest.mark.parametrize(
    "text",
    ["milk\nbread\neggs\n", "春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n花落知多少\n", "one\ntwo\nthree\nfour\nfive\nsix\n"],
)
def test_short_lines_alone_are_text(text: str) -> None:
    """A list or a poem does not vanish as a row of titles."""
    assert "\n".join(texts(text)).split() == text.split()


@pytest.mark.parametrize(
    "line",
    [
        "if a > b and c > d: return x",
        "著作权法规定，版权所有人享有复制权。",
        "| name | age | town |",
        "2023年 > 2022年 > 2021年，增长很快。",
        "Home is where the heart is.",
        "Home: where the heart is.",
        "您的位置：请站在黄线以内。",
        "编辑部昨天搬到了新楼",
    ],
)
def test_lines_that_only_look_like_boilerplate_stay(line: str) -> None:
    """Code, sentences about copyright, tables and comparisons are text."""
    dropped: list[Dropped] = []
    found = paragraphs(f"{line}\nIt rained all night in the valley.\n" * 2, dropped=dropped)
    assert not dropped
    assert line in "\n".join([title(f"{line}\nIt rained all night.\n"), *(paragraph.text for paragraph in found)])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("当前位置：首页 > 新闻 > 要闻", "breadcrumb"),
        ("首页 > 新闻 > 要闻", "breadcrumb"),
        ("责任编辑：王小明", "credit"),
        ("© 2024 Example Ltd", "credit"),
    ],
)
def test_boilerplate_is_dropped_and_told(line: str, reason: str) -> None:
    """With its line number and the reason."""
    dropped: list[Dropped] = []
    assert len(paragraphs(f"{line}\n昨天夜里下了一场大雨。今天早上天晴了。\n", dropped=dropped)) == 1
    assert [(one.line, one.text, one.reason) for one in dropped] == [(1, line, reason)]


MARKDOWN = """---
title: "The mill"
---
# Heading one

A *first* paragraph with a [link](http://example.org) and `code`,
wrapped over two lines.

## Wheels

- the big wheel
- the **small** wheel

| wheel | size |
|-------|------|
| big   | 3 m  |

### Wood

> quoted words

```python
if a > b:
    pass
```

Setext
------
The end.
"""


def test_markdown() -> None:
    """Title from the front matter, heading paths, lists, tables, code and quotes as readable text."""
    assert title(MARKDOWN, "mill.md") == "The mill"
    assert paragraphs(MARKDOWN, "mill.md") == [
        Paragraph("A first paragraph with a link and code, wrapped over two lines."),
        Paragraph("- the big wheel\n- the small wheel", "Wheels"),
        Paragraph("wheel | size\nbig | 3 m", "Wheels"),
        Paragraph("quoted words", "Wheels › Wood"),
        Paragraph("if a > b:\n    pass", "Wheels › Wood"),
        Paragraph("The end.", "Setext"),
    ]


def test_markdown_without_front_matter_is_called_after_its_first_heading() -> None:
    """And one without headings after its file."""
    assert title("# 乌镇\n\n水乡古镇。\n", "town.md") == "乌镇"
    assert title("It rained.\n", "rain.md") == "rain"


def test_headings_of_level_one_beside_the_title_are_in_the_path() -> None:
    """A text of chapters; the one heading that is the document's own is not repeated, nor is a comment in code one."""
    chapters = "# Town\n\nOld.\n\n## Bridge\n\nHigh.\n\n# River\n\nWide.\n"
    assert [one.heading for one in paragraphs(chapters, "a.md")] == ["", "Bridge", "River"]
    titled = f"---\ntitle: Wuzhen\nauthor: Anna\ndate: 2024-03-05 10:00\n---\n{chapters}"
    assert [one.heading for one in paragraphs(titled, "a.md")] == ["Town", "Town › Bridge", "River"]
    reading = read(File(io.BytesIO(titled.encode()), "a.md"))
    assert (reading.title, reading.author, reading.published) == ("Wuzhen", "Anna", "2024-03-05")
    assert title("```sh\n# a comment\n```\n\n# Real\n\nText.\n", "a.md") == "Real"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("乌镇[^1]是古镇<sup>[2]</sup>。", "乌镇是古镇。"),
        ("Silk[^note] and paper [1].", "Silk and paper [1]."),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>", "漢字"),
        ("10<sup>2</sup> of H<sub>2</sub>O", "10^2 of H2O"),
        ("salt &amp; pepper&nbsp;&lt;3", "salt & pepper\xa0<3"),
        ("one<br>two<br />three", "one\ntwo\nthree"),
        ("one  \ntwo\\\nthree\nfour", "one\ntwo\nthree four"),
        ("[[Page|the words]] and [[Town]]", "the words and Town"),
        ("~~old~~ ==new==", "old new"),
        ("<p>One.</p>\n<p>Two.</p>", "One.\nTwo."),
        ("<tr><th>a</th><th>b</th></tr>\n<tr><td>1</td>\n<td>2</td></tr>", "a | b\n1 | 2"),
        ("| a | b |\n|---|---|\n| x \\| y | z |", "a | b\nx | y | z"),
        ("古镇——\n水乡", "古镇——水乡"),
        ("古镇\n⸺水乡", "古镇⸺水乡"),
        ("　　乌镇是\n　　古镇", "乌镇是古镇"),
    ],
)
def test_marks_glue_and_part_no_words(written: str, read_as: str) -> None:
    """Footnotes, readings, tags and entities; lines are joined as each script wants it."""
    assert texts(f"Before.\n\n{written}\n", "a.md") == ["Before.", read_as]


def test_footnotes_are_paragraphs_and_addresses_are_none() -> None:
    """Each note its own, even without blank lines between them."""
    found = texts(
        "Text[^1] and [link][w].\n\n[^1]: First\n    goes on.\n[^b]: Second.\n\n[w]: http://example.org 'T'\n", "a.md"
    )
    assert found == ["Text and link.", "First goes on.", "Second."]


def test_comments_and_scripts_are_told_as_dropped() -> None:
    """Over several lines and blank ones; one that is never closed was none, and its text stays."""
    dropped: list[Dropped] = []
    text = "One.\n\n<!-- a\n\ncomment --> Two.\n\n<script>\nvar x = 1;\n</script>\n\n<!-- Three.\n"
    assert "".join(one.text for one in paragraphs(text, "a.md", dropped)).replace("<!-- ", "") == "One.Two.Three."
    assert [(one.line, one.reason) for one in dropped] == [
        *((3, "comment"), (5, "comment")),
        *((line, "script") for line in (7, 8, 9)),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "name    town      year\nAnna    Wuzhen    1991",
        "a\tb\nx\ty",
        "| a | b |\n| x | y |",
        "Anna      Wuzhen\nBob       Xitang",
    ],
)
def test_rows_of_a_table_in_plain_text_stay_apart(rows: str) -> None:
    """Between wrapped lines, which are joined."""
    before = "The mill stood still for years and\nnobody knew why, since the river\nwas full."
    text = f"{before}\n\n{rows}\n\nThen it rained for\na week.\n"
    assert texts(text)[1] == rows
    assert texts(text)[2] == "Then it rained for a week."


def test_wrapped_chinese_is_joined_at_dashes_and_radicals() -> None:
    """Without a space, as it is written."""
    text = "乌镇是一座水乡古镇——\n它位于浙江省北部的⻓\n江边，历史悠久⸺\n有一千年。\n\n这里的人们世代以\n养蚕为生。\n"
    assert texts(text)[0] == "乌镇是一座水乡古镇——它位于浙江省北部的⻓江边，历史悠久⸺有一千年。"


class Repeated(io.RawIOBase):
    """A line over and over, up to ``size`` bytes, made while it is read."""

    def __init__(self, line: bytes, size: int) -> None:
        self.line, self.size, self.at = line, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, _whence: int = 0) -> int:
        self.at = offset
        return offset

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = min(len(buffer), self.size - self.at)
        start = self.at % len(self.line)
        many = self.line * (count // len(self.line) + 2)
        buffer[:count] = many[start : start + count]
        self.at += count
        return count


@pytest.mark.parametrize(
    "line", ["乌镇是一座水乡古镇。这里常常下雨。\n".encode(), b"It rained all night in the valley, they said. "]
)
def test_files_larger_than_memory_are_read_piece_by_piece(line: bytes) -> None:
    """30 MB, in lines or as one single line, in less than 10 MB."""
    stream = io.BufferedReader(cast("io.RawIOBase", Repeated(line, 30_000_000 // len(line) * len(line))))
    tracemalloc.start()
    longest = max(len(paragraph.text) for paragraph in read(File(stream, "long.txt")).paragraphs)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert longest <= 20_000
    assert peak < 10_000_000


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("什么是 HTTP/2 multiplexing?", "zh"),
        ("WIC 是什么时候成立的?", "zh"),
        ("What does 乌镇 mean?", "en"),
        ("when did WIC become an international organization?", "en"),
        ("2022", "en"),
        (SIMPLIFIED, "zh"),
    ],
)
def test_language(text: str, language: str) -> None:
    """A few names of the other language do not change a text's own."""
    assert language_of(text) == language


def test_search_sees_one_form() -> None:
    """Full-width, ligatures, radicals, dashes and spaces between Han; Traditional becomes Simplified only for words."""
    assert for_search("Ｗｉｎｄｏｗｓ ﬁle") == "Windows file"
    assert for_search("⻚⾯ 乌　镇") == "页面乌镇"
    assert for_search("古镇⸺水乡――") == "古镇——水乡——"
    assert simplified(TRADITIONAL) == SIMPLIFIED
    assert simplified("plain") == "plain"


def test_every_radical_that_has_a_character_is_that() -> None:
    """Of the radicals and Kangxi radicals all but five strokes that are no character."""
    radicals = [chr(code) for code in range(0x2E80, 0x2FD6) if unicodedata.name(chr(code), "")]
    assert [one for one in radicals if not re.fullmatch(f"[{HAN}]", for_search(one))] == list("⺂⺎⺏⺐⺑")


@pytest.mark.parametrize(
    ("written", "encoded"),
    [
        ("网⻚⸺首⻓", "网页——首长"),
        ("乌 镇 古 镇", "乌镇古镇"),
        ("姓　名：王　小明", "姓名：王小明"),
        ("乌镇 西塘 周庄", "乌镇 西塘 周庄"),
        ("标题\n乌 镇，ｗｗｗ", "标题\n乌镇，ｗｗｗ"),
        ("a b", "a b"),
    ],
)
def test_the_encoder_sees_what_its_tokenizer_would_not_know(written: str, encoded: str) -> None:
    """Radicals and characters spaced out; words that a space parts stay parted, and nothing else is touched."""
    assert for_encoder(written) == encoded
    assert units_of(written, "", [], ()) == [encoded]


def test_what_is_shown_stays_as_it_was_written() -> None:
    """Radicals, dashes, full-width forms and spaces alike."""
    line = "网⻚ 首⻓⸺古镇――水乡，ＷＩＣ　ﬁle。"
    assert texts(f"{line}\n") == texts(f"{line}\n", "a.md") == [line]
