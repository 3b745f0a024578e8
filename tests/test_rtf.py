"""RTF: Chinese in every way it is written, paragraphs and headings told apart, what is not shown out."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import escaped, rtf, units

from index.errors import DocumentError
from index.readers import read
from index.readers.file import File
from index.types import Dropped, Paragraph, Reading

CHINESE = "乌镇是一座水乡古镇。"
FONTS = r"\ansi\ansicpg%d\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fnil\fcharset134 SimSun;}{\f2\fcharset136 MingLiU;}}"


def reading(data: bytes, dropped: list[Dropped] | None = None) -> Reading:
    return read(File(io.BytesIO(data), "mill.rtf", None if dropped is None else dropped.append))


def found(body: str, head: str = FONTS % 1252) -> list[Paragraph]:
    return list(reading(rtf(body, head)).paragraphs)


def texts(body: str, head: str = FONTS % 1252) -> list[str]:
    return [paragraph.text for paragraph in found(body, head)]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (units(CHINESE), FONTS % 1252),
        (r"\uc2 " + "".join(units(c, escaped(c, "gbk")) for c in CHINESE), FONTS % 936),
        (r"\uc2 " + "".join(units(c, " " + escaped(c, "gbk")) for c in CHINESE), FONTS % 936),
        (r"\uc0 " + units(CHINESE, " "), FONTS % 1252),
        (r"\f1 " + escaped(CHINESE, "gbk"), FONTS % 1252),
        (r"\f2 " + escaped("烏鎮是一座水鄉古鎮。", "big5"), FONTS % 1252),
        (escaped(CHINESE, "gbk"), r"\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset0 Arial;}}"),
        (escaped(CHINESE, "gbk"), r"\ansi\ansicpg936\deff0{\fonttbl{\f0 Arial;}}"),
        (escaped(CHINESE * 3, "gbk"), r"\ansi\deff0{\fonttbl{\f0 Arial;}}"),
        (CHINESE.encode("gbk").decode("latin-1"), FONTS.replace(r"\deff0", r"\deff1") % 1252),
        (
            r"\loch\af0\hich\af0\dbch\f1 " + escaped(CHINESE[:4], "gbk") + r"{\f0 }\f1 " + escaped(CHINESE[4:], "gbk"),
            FONTS % 936,
        ),
    ],
    ids=[
        "unicode",
        "unicode-2",
        "unicode-2-spaced",
        "unicode-0",
        "font",
        "big5",
        "ansi",
        "unnamed",
        "guessed",
        "raw",
        "word",
    ],
)
def test_chinese_is_read_however_it_is_written(body: str, head: str) -> None:
    """In Unicode with one, two or no characters for old programs; in bytes of the font, of the file, or of nobody says what."""
    (text,) = texts(body + r"\par", head)
    assert text in {CHINESE, CHINESE * 3, "烏鎮是一座水鄉古鎮。"}


def test_the_second_byte_of_a_character_may_be_a_letter() -> None:
    """Where it is ASCII, it is written as text."""
    raw = "岪峽".encode("gbk")
    assert raw[1::2] == b"\x40\x7b"
    assert texts(r"\f1 \'8d@\'8d\{\'8d\'7b\par") == ["岪峽峽"]


def test_characters_beyond_the_first_plane() -> None:
    """Come in halves and are put together; half of one is replaced."""
    assert texts(units("𠮷野") + r"\par x\u-10179?y\par") == ["𠮷野", "x\ufffdy"]


def test_western_text_beside_chinese() -> None:
    """Each font in its own encoding, and signs with names of their own."""
    body = r"{\f0 caf\'e9\emdash }{\f1 " + escaped("水", "gbk") + r"}\ldblquote x\rdblquote\~y\_z\-w\par"
    assert texts(body) == ["café—水“x” y-zw"]


def test_paragraphs_and_soft_line_ends() -> None:
    """Groups, properties and line ends of the file part nothing."""
    assert texts("{\\b The\n wheel} turned.\\par\\pard\\line It \\i stopped\\i0 .\\line\\par a\\line b") == [
        "The wheel turned.",
        "It stopped.",
        "a\nb",
    ]


@pytest.mark.parametrize(
    ("body", "title", "left"),
    [
        (r"{\pard\qc\b\fs36 The mill\par}{\pard\ql\par}{\pard It stood still.\par}", "The mill", ["It stood still."]),
        (r"\pard\plain\qc{\fs36 The mill}\par\pard\plain It stood still.\par", "The mill", ["It stood still."]),
        (r"\pard\qc\fs24 The mill\par\pard It stood still.\par", "mill", ["The mill", "It stood still."]),
        (r"\pard\qc{\fs36 The} mill\par\pard It stood still.\par", "mill", ["The mill", "It stood still."]),
        (r"\pard\fs36 The mill\par\pard It stood still.\par", "mill", ["The mill", "It stood still."]),
        (r"\pard It stood.\par\pard\qc\fs36 The mill\par", "mill", ["It stood.", "The mill"]),
    ],
)
def test_a_first_line_that_is_centred_and_large_is_the_title(body: str, title: str, left: list[str]) -> None:
    """Pandoc writes titles without a style; only all of the first paragraph, centred and from 14 points, counts as one."""
    one = reading(rtf(body))
    assert (one.title, [paragraph.text for paragraph in one.paragraphs]) == (title, left)


def test_headings_and_title_by_their_styles() -> None:
    """Named in English or Chinese, or by outline level; numbers of lists belong to them."""
    styles = (
        r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2{\*\keycode x} \f1 "
        + escaped("标题 2", "gbk")
        + r";}{\s3 Title;}{\s4 toc 1;}}"
    )
    body = (
        styles
        + r"\pard\s3 The mill\par\pard\s4 The wheel 3\par\pard\s1{\listtext 1.\tab}The wheel\par\pard It turned.\par"
        + r"\pard\s2 Wood\par\pard Oak.\par\pard\outlinelevel0 The end\par\pard It stopped.\par"
    )
    dropped: list[Dropped] = []
    one = reading(rtf(body, FONTS % 1252), dropped)
    assert one.title == "The mill"
    assert list(one.paragraphs) == [
        Paragraph("It turned.", "1. The wheel"),
        Paragraph("Oak.", "1. The wheel › Wood"),
        Paragraph("It stopped.", "The end"),
    ]
    assert dropped == [Dropped(1, "The wheel 3", "table of contents")]


def test_what_it_says_of_itself() -> None:
    """Title and author in whatever way they are written, and the date."""
    info = (
        r"{\info{\upr{\title ??}{\*\ud{\title " + units("水车") + r"}}}{\author A. Miller}{\operator B. Baker}"
        r"{\creatim\yr2021\mo3\dy4\hr5}{\revtim\yr2022\mo1\dy1}}"
    )
    one = reading(rtf(info + r"It turned.\par"))
    assert (one.title, one.author, one.published) == ("水车", "A. Miller", "2021-03-04")
    assert [paragraph.text for paragraph in one.paragraphs] == ["It turned."]


def test_tables_are_rows_in_their_place() -> None:
    """Several paragraphs of a cell are on its line."""
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row ".format
    body = r"\pard Before.\par " + row("a", r"b\par c") + row("", "d") + r"\pard After.\par"
    assert texts(body) == ["Before.", "a | b c\n | d", "After."]


def test_lists() -> None:
    """With the mark or number that the file itself shows."""
    body = r"\pard{\pntext\'b7\tab}oak\par{\listtext\u8226?\tab}ash\par\pard{\listtext 3.\tab}water\par\pard\bullet\tab low\par"
    assert texts(body) == ["- oak\n- ash", "3. water", "- low"]


def test_notes_and_boxes_follow_their_paragraph() -> None:
    """Without their marks; a box that is there twice is read once."""
    box = r"{\shp{\*\shpinst{\sp{\sn gone}{\sv gone}}{\shptxt \pard In the box.\par}}{\shprslt{\pard gone\par}}}"
    body = (
        r"The river{\super\chftn{\footnote\pard\plain{\super\chftn} It was low.\par}} rose." + box + r"\par Then.\par"
    )
    assert texts(body) == ["The river rose.", "It was low.", "In the box.", "Then."]


@pytest.mark.parametrize(
    "inside",
    [
        r"{\v gone}",
        r"\v gone\v0 ",
        r"{\deleted gone}",
        r"{\*\anything gone{\more gone}}",
        r"{\pict\wmetafile8 0102ab}",
        "{\\pict\\bin5 a}}}b}",
        r"{\header gone\par}",
        r'{\field{\*\fldinst HYPERLINK "gone"}{\fldrslt }}',
        r"{\object{\*\objdata 0102}{\result }}",
        r"{\*\bkmkstart gone}",
        r"{\xe gone}",
        r"{\annotation gone}",
    ],
)
def test_what_is_not_shown_is_no_text(inside: str) -> None:
    """Hidden, deleted, of other programs, pictures (in bytes too), running heads, fields, marks."""
    assert texts(f"Kept{inside}.\\par") == ["Kept."]


def test_results_of_fields_and_objects_are_text() -> None:
    """What is shown of them."""
    assert texts(r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt It}} {\object{\*\objdata 01}{\result turned}}.\par') == [
        "It turned."
    ]


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    """And says so."""
    dropped: list[Dropped] = []
    one = reading(rb"{\rtf1 It turned.\par {\b It st", dropped)
    assert [paragraph.text for paragraph in one.paragraphs] == ["It turned.", "It st"]
    assert [drop.reason for drop in dropped] == ["the file breaks off here"]
    assert [one.text for one in reading(rb"{\rtf1 It turned.\par").paragraphs] == ["It turned."]
    assert [one.text for one in reading(rb"{\rtf1 It turned.\par}}{\b more\par}").paragraphs] == ["It turned."]


def test_groups_without_end_are_refused() -> None:
    """100,000 within each other."""
    with pytest.raises(DocumentError, match="damaged"):
        reading(rb"{\rtf1 " + b"{" * 100_000)


VALID = rtf(
    r"{\stylesheet{\s1 heading 1;}}{\info{\title x}}\pard\s1 One\par\pard\intbl a\cell\row\pard "
    + units(CHINESE)
    + r"{\footnote b}\par",
    FONTS % 936,
)


@given(
    st.integers(5, len(VALID)), st.text("\\{}'*;0123456789abcdefuparcelltrow -\n\xd0", max_size=30), st.integers(0, 40)
)
@settings(max_examples=500, deadline=None)
def test_a_file_with_foreign_marks_is_read_or_refused(at: int, marks: str, gone: int) -> None:
    """Anywhere in it."""
    with suppress(DocumentError):
        list(reading(VALID[:at] + marks.encode("latin-1") + VALID[at + gone :]).paragraphs)


@pytest.mark.parametrize(
    "word",
    [
        r"\u",
        r"\u999999999?",
        r"\uc-5\u20320x",
        r"\bin99999999 ",
        r"\bin-4 ",
        r"\ansicpg99999 \'d0",
        r"\f-3 ",
        r"\'zz",
        "\\",
    ],
)
def test_words_with_odd_numbers_are_harmless(word: str) -> None:
    """Whatever they are given."""
    assert texts(r"It turned.\par " + word + "x")[0] == "It turned."
