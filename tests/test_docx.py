"""DOCX: what a reader of the printed page sees, once, in its order, under its headings."""

from __future__ import annotations

import io
import shutil
import subprocess
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import bomb, docx, p, zip_by_hand, zipped

from index.errors import DocumentError
from index.readers import read
from index.readers.docx import reader as docx_reader
from index.readers.file import File
from index.types import Dropped, Paragraph, Reading

CORE = "<dc:title>The mill</dc:title><dc:creator>A. Miller</dc:creator><dcterms:created>2021-03-04T05:06:07Z</dcterms:created>"


def reading(data: bytes, name: str = "mill.docx", dropped: list[Dropped] | None = None) -> Reading:
    return read(File(io.BytesIO(data), name, None if dropped is None else dropped.append))


def found(body: str, **parts: str) -> list[Paragraph]:
    return list(reading(docx(body, **parts)).paragraphs)


def texts(body: str, **parts: str) -> list[str]:
    return [paragraph.text for paragraph in found(body, **parts)]


def test_headings_are_the_path_of_what_is_under_them() -> None:
    """By outline level, by the name of the style behind its number, and by a Chinese name; a level ends those below."""
    body = (
        p("The wheel", "1")
        + p("It turned.")
        + p("Wood", "2")
        + p("Oak.")
        + p("橡木", "BiaoTi3")
        + p("很硬。")
        + p("Water", extra='<w:outlineLvl w:val="1"/>')
        + p("Low.")
        + p("The end", "1")
        + p("It stopped.")
    )
    assert found(body) == [
        Paragraph("It turned.", "The wheel"),
        Paragraph("Oak.", "The wheel › Wood"),
        Paragraph("很硬。", "The wheel › Wood › 橡木"),
        Paragraph("Low.", "The wheel › Water"),
        Paragraph("It stopped.", "The end"),
    ]


def test_styles_are_inherited() -> None:
    """A style based on a heading is one, also through another; styles based on each other in a circle are none."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Mine"/><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="x"/><w:basedOn w:val="d"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="d"><w:name w:val="y"/><w:basedOn w:val="c"/></w:style>'
    )
    body = p("Before.") + p("Wood", "a") + p("Oak.") + p("Not a heading.", "c")
    assert found(body, styles=styles) == [
        Paragraph("Before."),
        Paragraph("Oak.", "Wood"),
        Paragraph("Not a heading.", "Wood"),
    ]


def test_a_document_without_styles_is_read() -> None:
    """Ids are taken for names; no style at all is text."""
    assert found(p("Wood", "Heading1") + p("Oak.") + p("Ash."), styles="")[0] == Paragraph("Oak.", "")
    data = zipped({"[Content_Types].xml": "", "word/document.xml": f'<x xmlns:w="w"><w:body>{p("Oak.")}</w:body></x>'})
    assert [one.text for one in reading(data).paragraphs] == ["Oak."]


def test_what_it_says_of_itself() -> None:
    """Title, author and date; the title styled as one is not repeated in paths."""
    one = reading(docx(p("The mill", "Title") + p("It turned."), core=CORE))
    assert (one.title, one.author, one.published, one.language) == ("The mill", "A. Miller", "2021-03-04", "en")
    assert list(one.paragraphs) == [Paragraph("It turned.")]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (p("The mill", "Title") + p("x."), "The mill"),
        (p("水车", "1") + p("x."), "水车"),
        (p("One", "1") + p("x.") + p("Two", "1") + p("y."), "mill"),
        (p("x.") + p("One", "1"), "mill"),
        (p("x."), "mill"),
    ],
)
def test_a_title_is_found_where_none_is_said(body: str, title: str) -> None:
    """The one styled so, the only highest heading if it begins the document, else the file's name."""
    assert reading(docx(body)).title == title


def test_names_that_programs_fill_in_are_none() -> None:
    """Nobody is called python-docx, nothing Document1."""
    core = "<dc:title>Document1</dc:title><dc:creator>python-docx</dc:creator>"
    one = reading(docx(p("x."), core=core))
    assert (one.title, one.author, one.published) == ("mill", "", "")


def test_author_and_date_under_the_title_are_no_text() -> None:
    """Where they can be read as such; an author further below is text."""
    body = p("The mill", "Title") + p("A. Miller", "Author") + p("It turned.") + p("B. Baker", "Author")
    one = reading(docx(body))
    assert (one.author, [paragraph.text for paragraph in one.paragraphs]) == ("A. Miller", ["It turned.", "B. Baker"])


def test_a_paragraph_of_many_runs_is_one() -> None:
    """Links, inserted text, smart tags, fields and content controls are part of it."""
    run = "<w:r><w:t>{}</w:t></w:r>".format
    inside = (
        run("世界")
        + f"<w:hyperlink>{run('互联网')}</w:hyperlink>"
        + f"<w:ins>{run('大会')}</w:ins>"
        + f"<w:smartTag>{run('在')}</w:smartTag>"
        + f"<w:fldSimple>{run('乌')}</w:fldSimple>"
        + f"<w:sdt><w:sdtContent>{run('镇')}</w:sdtContent></w:sdt>"
        + f"<w:moveTo>{run('。')}</w:moveTo>"
    )
    assert texts(f"<w:p>{inside}</w:p>") == ["世界互联网大会在乌镇。"]


@pytest.mark.parametrize(
    "inside",
    [
        "<w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>gone</w:t></w:r>",
        '<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>gone</w:t></w:r>',
        "<w:r><w:instrText>gone</w:instrText></w:r>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>gone</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:r><w:footnoteReference w:id="9"/><w:t></w:t></w:r>',
    ],
)
def test_what_is_not_shown_is_no_text(inside: str) -> None:
    """Deleted, moved away, hidden, what a field is made of, what a form says to type."""
    assert texts(f"<w:p><w:r><w:t>Kept</w:t></w:r>{inside}<w:r><w:t>.</w:t></w:r></w:p>") == ["Kept."]


def test_what_is_hidden_no_more_is_text() -> None:
    """A property that says no."""
    inside = '<w:r><w:rPr><w:rStyle w:val="Secret"/><w:vanish w:val="0"/></w:rPr><w:t>Seen.</w:t></w:r>'
    assert texts(f"<w:p>{inside}</w:p>") == ["Seen."]


def test_paragraphs_whose_end_was_deleted_are_one() -> None:
    """As Word shows them."""
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert texts(p("水车", extra=deleted) + p("停", extra=deleted) + p("了。") + p("End.")) == ["水车停了。", "End."]


def test_soft_line_ends_part_sentences_and_hold_verses_together() -> None:
    """After a sentence a line is a paragraph of its own; lines without one stay together."""
    line = "</w:t><w:br/><w:t>"
    assert texts(p(f"水车停了。{line}　　没有人知道为什么。")) == ["水车停了。", "没有人知道为什么。"]
    assert texts(p(f"春眠不觉晓{line}处处闻啼鸟")) == ["春眠不觉晓\n处处闻啼鸟"]


def test_spaces_of_layout_go_and_others_stay() -> None:
    """Ideographic ones indent, unbreakable ones are spaces, soft hyphens are nothing; none appears between Han."""
    assert texts(p("　　乌镇　在\u00a0浙江。\u00a0")) == ["乌镇　在 浙江。"]
    assert texts(p("long\u00adest")) == ["longest"]
    assert texts(
        "<w:p><w:r><w:t>乌\n</w:t><w:softHyphen/><w:tab/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>"
    ) == ["乌  a-b"]


def test_ruby_is_its_base() -> None:
    """How a character sounds is not said between it and the next."""
    ruby = "<w:ruby><w:rt><w:r><w:t>wū</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>乌</w:t></w:r></w:rubyBase></w:ruby>"
    assert texts(f"<w:p><w:r>{ruby}</w:r><w:r><w:t>镇</w:t></w:r></w:p>") == ["乌镇"]


def test_text_boxes_are_read_once() -> None:
    """There are two of each, one for old programs; the text is a paragraph after the one it hangs on."""
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    inside = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert texts(f"<w:p><w:r><w:t>Around it.</w:t>{inside}</w:r></w:p>") == ["Around it.", "In the box."]
    only = inside[inside.index("<mc:Fallback>") : inside.index("</mc:AlternateContent>")]
    assert texts(f"<w:p><w:r><mc:AlternateContent>{only}</mc:AlternateContent></w:r></w:p>") == ["In the box."]


def test_notes_follow_their_paragraph() -> None:
    """Their marks are not glued to words; the lines that part notes from text are none."""
    notes = f'<w:footnote w:id="0" w:type="separator">{p("---")}</w:footnote><w:footnote w:id="2">{p("It was low.")}</w:footnote>'
    body = '<w:p><w:r><w:t>The river</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t> rose.</w:t></w:r></w:p>'
    assert texts(body + p("Then.", ""), notes=notes) == ["The river rose.", "It was low.", "Then."]


def row(*cells: str, extra: str = "") -> str:
    return f"<w:tr>{extra}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_tables_are_rows_in_their_place() -> None:
    """Cells parted by bars; deleted and empty rows are none; a table within a cell is in its line."""
    inner = f"<w:tbl>{row(p('in'), p('ner'))}</w:tbl>"
    rows = (
        row(p("轮"), p("size"))
        + row(p("小轮"), p("1") + p("米"))
        + row(p("gone"), extra="<w:trPr><w:del/></w:trPr>")
        + row(p(""), "")
        + row(p("big"), inner)
    )
    assert texts(p("Before.") + f"<w:tbl>{rows}</w:tbl>" + p("After.")) == [
        "Before.",
        "轮 | size\n小轮 | 1 米\nbig | in | ner",
        "After.",
    ]


def test_tables_that_lay_out_a_page_are_text() -> None:
    """One column, or cells as long as a text: their paragraphs and headings are those of the document."""
    table = f"<w:tbl>{row(p('Wood', '2') + p('Oak.'))}</w:tbl>"
    assert found(p("Before.") + table) == [Paragraph("Before."), Paragraph("Oak.", "Wood")]
    long = "It turned. " * 80
    assert texts(f"<w:tbl>{row(p(long), p('Aside.'))}</w:tbl>") == [long.strip(), "Aside."]


def test_long_tables_are_divided_between_rows() -> None:
    """No row is torn."""
    rows = "".join(row(p(f"row {number}"), p("x" * 80)) for number in range(30))
    parts = texts(f"<w:tbl>{rows}</w:tbl>")
    assert len(parts) > 2
    assert "\n".join(parts).split("\n") == [f"row {number} | {'x' * 80}" for number in range(30)]


def test_lists_stay_together_while_they_are_short() -> None:
    """Short items are one paragraph, long ones one each."""
    item = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    long = "It turned all night. " * 10
    assert texts(p("wood", extra=item) + p("water", extra=item) + p("Text.", extra=none) + p(long, extra=item)) == [
        "- wood\n- water",
        "Text.",
        long.strip(),
    ]


def test_the_table_of_contents_is_dropped_and_told() -> None:
    """By its style, or by what the control around it is called; headers never come up."""
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = (
        p("The wheel 3", "TOC1")
        + f"<w:sdt>{gallery}<w:sdtContent>{p('Wood 4')}</w:sdtContent></w:sdt>"
        + p("It turned.")
    )
    dropped: list[Dropped] = []
    assert [one.text for one in reading(docx(body), dropped=dropped).paragraphs] == ["It turned."]
    assert dropped == [Dropped(1, "The wheel 3", "table of contents"), Dropped(2, "Wood 4", "table of contents")]


def test_code_keeps_its_lines() -> None:
    """And the spaces they begin with."""
    styles = '<w:style w:styleId="C"><w:name w:val="Source Code"/></w:style>'
    assert texts(p("if a:</w:t><w:br/><w:t>    b.</w:t><w:br/><w:t>c", "C"), styles=styles) == ["if a:\n    b.\nc"]


def test_the_other_namespace_is_read() -> None:
    """Word writes "strict" documents with other names for the same."""
    data = docx(p("Wood", "2") + p("Oak."), space="http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert reading(data).title == "Wood"
    assert [one.text for one in reading(data).paragraphs] == ["Oak."]


def document(xml: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": "", "word/document.xml": xml})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (document("<w:document><w:body>"), "damaged"),
        (document(""), "damaged"),
        (document('<?xml version="1.0" encoding="gbk"?><x/>'), "damaged"),
        (document('<?xml version="1.0" encoding="nonsense"?><x/>'), "damaged"),
        (zipped({"[Content_Types].xml": "", "word/styles.xml": "<x/>"}), "damaged"),
        (document("<a>" * 100_000), "damaged"),
        (document("<x><body>" + "<sdt>" * 300 + "</sdt>" * 300 + "</body></x>"), "damaged"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), r"spreadsheet.*\.csv"),
        (zipped({"[Content_Types].xml": "", "ppt/slides/a.xml": ""}), r"presentation.*\.pdf"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, said: str) -> None:
    """Each with a line for people, in both languages, and a way on."""
    with pytest.raises(DocumentError, match=said) as error:
        reading(data)
    assert "Next: " in error.value.en
    assert "下一步：" in error.value.zh


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("EncryptedPackage", "is encrypted by an office program"),
        ("WordDocument", r"old Word document.*\.docx"),
        ("Workbook", r"old spreadsheet.*\.csv"),
        ("PowerPoint Document", r"old presentation.*\.pdf"),
    ],
)
def test_files_of_the_old_wrapping_are_named(entry: str, said: str) -> None:
    """A DOCX with a password is in it too."""
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entry.encode("utf-16-le") + bytes(40)
    with pytest.raises(DocumentError, match=said) as error:
        reading(data)
    assert "下一步：" in error.value.zh


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10))


@pytest.mark.parametrize(
    "prolog",
    [
        f"<!DOCTYPE x [{ENTITIES}]>",
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!-- > --><?x > ?><!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declarations_are_refused_before_they_are_followed(prolog: str, encoding: str) -> None:
    """Entities that grow to a gigabyte, and those that fetch: whatever encoding they hide in."""
    xml = f"{prolog}<w:document><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(DocumentError, match="declares entities"):
        reading(document(xml.encode(encoding)))


def test_a_bomb_is_refused_in_little_memory() -> None:
    """600 MB of spaces in one paragraph: by what it declares, or where that is false by what comes out."""
    packed = bomb(600, before=b"<w:document><w:body><w:p><w:r><w:t>")
    for size, said in ((600_000_000, "unpacks to 600 MB"), (1_000, "damaged")):
        data = zip_by_hand("word/document.xml", packed, size)
        tracemalloc.start()
        with pytest.raises(DocumentError, match=said):
            docx_reader.read(File(io.BytesIO(data), "mill.docx"))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 10_000_000


def test_memory_is_bounded_by_the_text() -> None:
    """20 MB of XML in 100,000 paragraphs take less than 60 MB: elements are forgotten when they are read."""
    extra = "<w:keepNext/><w:spacing w:after='1'/>"
    data = docx("".join(p(f"{number**7} It turned.", "", extra) for number in range(100_000)))
    tracemalloc.start()
    assert sum(1 for _ in reading(data).paragraphs) == 100_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


VALID = docx(p("The wheel", "1") + p("It turned.") + f"<w:tbl>{row(p('a'), p('b'))}</w:tbl>", core=CORE)


@given(st.integers(0, len(VALID)), st.binary(max_size=30), st.integers(0, 40))
@settings(max_examples=300, deadline=None)
def test_a_file_with_foreign_bytes_is_read_or_refused(at: int, data: bytes, gone: int) -> None:
    """Anywhere in the archive."""
    with suppress(DocumentError):
        list(reading(VALID[:at] + data + VALID[at + gone :]).paragraphs)


XML = f"<w:document><w:body>{p('The wheel', '1')}{p('It turned.')}<w:tbl>{row(p('a'))}</w:tbl></w:body></w:document>"


@given(st.integers(0, len(XML)), st.text("<>/w:ptblcr&;\"'=![]-? 乌", max_size=20), st.integers(0, 30))
@settings(max_examples=300, deadline=None)
def test_xml_with_foreign_marks_is_read_or_refused(at: int, marks: str, gone: int) -> None:
    """Anywhere in the text."""
    with suppress(DocumentError):
        list(reading(document(XML[:at] + marks + XML[at + gone :])).paragraphs)


MARKDOWN = """---
title: The mill
author: A. Miller
---

# The wheel

The wheel turned all night.[^1] Nobody knew *why* it did.

[^1]: It was heard as far as the church.

水车整夜都在转动。没有人知道**为什么**，因为河水很浅。

## Sizes

| wheel | size |
|-------|------|
| 小轮  | 1 米 |

- oak
- [ash](http://example.org)

# 木头

The wood came from the hills.
"""
WRITTEN = [
    Paragraph("The wheel turned all night. Nobody knew why it did.", "The wheel"),
    Paragraph("It was heard as far as the church.", "The wheel"),
    Paragraph("水车整夜都在转动。没有人知道为什么，因为河水很浅。", "The wheel"),
    Paragraph("wheel | size\n小轮 | 1 米", "The wheel › Sizes"),
    Paragraph("- oak\n- ash", "The wheel › Sizes"),
    Paragraph("The wood came from the hills.", "木头"),
]


def written_by_pandoc(folder: Path, suffix: str) -> Path:
    """MARKDOWN as pandoc writes it."""
    target = folder / f"mill.{suffix}"
    subprocess.run(
        ["pandoc", "-s", "-f", "markdown", "-o", str(target)], input=MARKDOWN.encode(), check=True, timeout=60
    )
    return target


@pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc is not installed")
@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "rtf"])
def test_what_pandoc_writes_is_read(tmp_path: Path, suffix: str) -> None:
    """Every format of it, paragraph for paragraph; notes come where the format has them."""
    with written_by_pandoc(tmp_path, suffix).open("rb") as stream:
        one = read(File(stream, f"mill.{suffix}"))
        paragraphs = list(one.paragraphs)
    if suffix == "rtf":  # the title is told by its looks; nothing says that the line below is the author
        assert (one.title, paragraphs[0].text) == ("The mill", "A. Miller")
        assert paragraphs[1:] == WRITTEN
        return
    assert (one.title, one.author) == ("The mill", "A. Miller")
    if suffix == "epub":  # all notes of a chapter are at its end
        assert paragraphs == [
            WRITTEN[0],
            *WRITTEN[2:5],
            Paragraph(f"1. {WRITTEN[1].text}", WRITTEN[4].heading),
            WRITTEN[5],
        ]
    else:
        assert paragraphs == WRITTEN


@pytest.mark.skipif(not shutil.which("pandoc") or not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf"])
def test_what_libreoffice_writes_is_read(tmp_path: Path, suffix: str) -> None:
    """The same document once more, as the other office program writes it."""
    source = written_by_pandoc(tmp_path, "odt" if suffix == "docx" else "docx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    with (tmp_path / "out" / f"mill.{suffix}").open("rb") as stream:
        one = read(File(stream, f"mill.{suffix}"))
        assert list(one.paragraphs) == WRITTEN
    assert (one.title, one.author) == ("The mill", "A. Miller")
