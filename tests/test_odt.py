"""ODT: what a reader of the printed page sees, once, in its order, under its headings."""

from __future__ import annotations

import io
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import bomb, odt, zip_by_hand, zipped

from index.errors import DocumentError
from index.readers import read
from index.readers.file import File
from index.readers.odt import reader as odt_reader
from index.types import Dropped, Paragraph, Reading


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def reading(data: bytes, dropped: list[Dropped] | None = None) -> Reading:
    return read(File(io.BytesIO(data), "mill.odt", None if dropped is None else dropped.append))


def found(body: str, **parts: str) -> list[Paragraph]:
    return list(reading(odt(body, **parts)).paragraphs)


def texts(body: str, **parts: str) -> list[str]:
    return [paragraph.text for paragraph in found(body, **parts)]


def test_headings_are_the_path_of_what_is_under_them() -> None:
    """Also paragraphs in the style of a heading, by the name people see."""
    styles = '<style:style style:name="Heading_20_2" style:display-name="Heading 2"/>'
    automatic = '<style:style style:name="P1" style:parent-style-name="Heading_20_2"/>'
    body = h("The wheel", 1) + p("It turned.") + p("Wood", "P1") + p("Oak.") + h("The end", 1) + p("It stopped.")
    assert found(body, styles=styles, automatic=automatic) == [
        Paragraph("It turned.", "The wheel"),
        Paragraph("Oak.", "The wheel › Wood"),
        Paragraph("It stopped.", "The end"),
    ]


def test_what_it_says_of_itself() -> None:
    """Title, first author, and when it was made."""
    meta = (
        "<dc:title>水车</dc:title><dc:creator>B. Baker</dc:creator><meta:initial-creator>A. Miller</meta:initial-creator>"
        "<meta:creation-date>2021-03-04T05:06:07</meta:creation-date><dc:date>2022-01-01</dc:date>"
    )
    one = reading(odt(p("水车停了。"), meta=meta))
    assert (one.title, one.author, one.published, one.language) == ("水车", "A. Miller", "2021-03-04", "zh")


def test_a_title_is_found_by_its_style() -> None:
    """Where none is said; it is no text then."""
    automatic = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    one = reading(odt(p("The mill", "P1") + p("It turned."), automatic=automatic))
    assert (one.title, list(one.paragraphs)) == ("The mill", [Paragraph("It turned.")])


def test_white_space_counts_as_the_format_counts_it() -> None:
    """Runs are one space; more of them, tabs and line ends have elements; none comes between Han."""
    assert texts(p("  a\n   b <text:span> c</text:span><text:s text:c='2'/>d<text:tab/>e")) == ["a b c  d e"]
    assert texts(p("　　乌<text:span>镇</text:span>在\u00a0浙江<text:soft-page-break/>。")) == ["乌镇在 浙江。"]
    assert texts(p("水车停了。<text:line-break/>　没有人知道。")) == ["水车停了。", "没有人知道。"]
    assert texts(p("<text:s text:c='999999999999'/>x<text:s text:c='no'/>y")) == ["x y"]


def test_lists_and_sections_are_text() -> None:
    """Items stay together, however deep."""
    inner = f"<text:list><text:list-item>{p('ash')}</text:list-item></text:list>"
    body = f"<text:list><text:list-item>{p('oak')}{inner}</text:list-item></text:list><text:section>{p('x.')}</text:section>"
    assert texts(body) == ["- oak\n- ash", "x."]


def cell(*content: str, extra: str = "") -> str:
    return f"<table:table-cell {extra}>{''.join(content)}</table:table-cell>"


def test_tables_are_rows_in_their_place() -> None:
    """Heading rows first, copies as often as they are meant, but not a thousand empty ones."""
    rows = (
        f"<table:table-header-rows><table:table-row>{cell(p('轮'))}{cell(p('size'))}</table:table-row></table:table-header-rows>"
        f"<table:table-row>{cell(p('big'))}{cell(p('3'), extra='table:number-columns-repeated=' + chr(34) + '2' + chr(34))}"
        f"{cell(extra='table:number-columns-repeated=' + chr(34) + '1000' + chr(34))}</table:table-row>"
        '<table:table-row table:number-rows-repeated="99999"><table:table-cell/></table:table-row>'
    )
    copies = "table:number-columns-repeated='99999'"
    many = f"<table:table-row>{cell(p('x'), extra=copies)}</table:table-row>"
    assert len(texts(f"<table:table>{many}</table:table>")[0]) < 100
    assert texts(p("Before.") + f"<table:table>{rows}</table:table>" + p("After.")) == [
        "Before.",
        "轮 | size\nbig | 3 | 3",
        "After.",
    ]


def test_notes_boxes_and_ruby() -> None:
    """A note follows its paragraph without its mark, so does a text box; ruby is its base."""
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('It was low.')}</text:note-body></text:note>"
    box = f"<draw:frame><draw:text-box>{p('In the box.')}</draw:text-box></draw:frame>"
    ruby = "<text:ruby><text:ruby-base>乌</text:ruby-base><text:ruby-text>wū</text:ruby-text></text:ruby>"
    assert texts(p(f"The river{note} rose.{box}") + p(f"{ruby}镇。")) == [
        "The river rose.",
        "In the box.",
        "It was low.",
        "乌镇。",
    ]


@pytest.mark.parametrize(
    "inside",
    [
        '<text:change-start text:change-id="1"/><text:change-end text:change-id="1"/>',
        "<office:annotation><dc:creator xmlns:dc='d'>x</dc:creator><text:p>gone</text:p></office:annotation>",
        '<text:span text:style-name="T1">gone</text:span>',
        "<text:hidden-text>gone</text:hidden-text>",
    ],
)
def test_what_is_not_shown_is_no_text(inside: str) -> None:
    """Marks of changes, comments, hidden spans."""
    automatic = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    assert texts(p(f"Kept{inside}."), automatic=automatic) == ["Kept."]


def test_deleted_text_is_out_and_inserted_text_in() -> None:
    """Deletions are kept before the text, where they are read as such."""
    region = f"<text:changed-region><text:deletion>{p('gone')}</text:deletion></text:changed-region>"
    gone = f"<text:tracked-changes>{region}</text:tracked-changes>"
    assert texts(
        gone + p('It <text:change-start text:change-id="a"/>turned<text:change-end text:change-id="a"/>.')
    ) == ["It turned."]


def test_the_table_of_contents_is_dropped_and_told() -> None:
    """With all its lines."""
    dropped: list[Dropped] = []
    toc = f"<text:table-of-content><text:index-body>{p('The wheel 3')}</text:index-body></text:table-of-content>"
    assert [one.text for one in reading(odt(toc + p("It turned.")), dropped).paragraphs] == ["It turned."]
    assert dropped == [Dropped(1, "The wheel 3", "table of contents")]


def test_an_encrypted_document_is_said_to_be() -> None:
    """Its manifest tells, or the package within the package that newer programs write."""
    content = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "\x93\x01" * 40}
    for name, text in (("META-INF/manifest.xml", "<manifest:encryption-data/>"), ("encrypted-package", "x")):
        with pytest.raises(DocumentError, match="encrypted"):
            reading(zipped({**content, name: text}))


@pytest.mark.parametrize(("kind", "said"), [("spreadsheet", "spreadsheet"), ("presentation", "presentation")])
def test_other_documents_are_named(kind: str, said: str) -> None:
    """Sheets and slides, with what to do instead."""
    with pytest.raises(DocumentError, match=said):
        reading(zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"}))


def test_entities_are_refused() -> None:
    """Before they are followed."""
    content = '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    with pytest.raises(DocumentError, match="declares entities"):
        reading(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}))


def test_a_bomb_is_refused_in_little_memory() -> None:
    """600 MB of spaces in less than 1 MB."""
    packed = bomb(600, before=b"<office:text><text:p>")
    for size, said in ((600_000_000, "unpacks to 600 MB"), (1_000, "damaged")):
        tracemalloc.start()
        with pytest.raises(DocumentError, match=said):
            odt_reader.read(File(io.BytesIO(zip_by_hand("content.xml", packed, size)), "mill.odt"))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 10_000_000


VALID = odt(
    h("The wheel", 1)
    + p("It turned.")
    + f"<table:table><table:table-row>{cell(p('a'))}</table:table-row></table:table>"
)


@given(st.integers(0, len(VALID)), st.binary(max_size=30), st.integers(0, 40))
@settings(max_examples=200, deadline=None)
def test_a_file_with_foreign_bytes_is_read_or_refused(at: int, data: bytes, gone: int) -> None:
    """Anywhere in the archive."""
    with suppress(DocumentError):
        list(reading(VALID[:at] + data + VALID[at + gone :]).paragraphs)


BODY = (
    h("The wheel", 1)
    + p("It<text:s/>turned.")
    + f"<table:table><table:table-row>{cell(p('a'))}</table:table-row></table:table>"
)


@given(st.integers(0, len(BODY)), st.text("<>/:textphcl=\"'-9 乌", max_size=20), st.integers(0, 30))
@settings(max_examples=200, deadline=None)
def test_xml_with_foreign_marks_is_read_or_refused(at: int, marks: str, gone: int) -> None:
    """Anywhere in the text."""
    with suppress(DocumentError):
        list(reading(odt(BODY[:at] + marks + BODY[at + gone :])).paragraphs)
