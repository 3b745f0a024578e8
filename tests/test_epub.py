"""EPUB: a book's text in the order it is read, under its chapters; notes, menus and sound of characters out."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import epub, xhtml, zipped

from index.errors import DocumentError
from index.readers import read
from index.readers.epub.markup import Tag, cut
from index.readers.epub.xhtml import page_of
from index.readers.file import File
from index.readers.outline import Block
from index.types import Dropped, Paragraph, Reading

ABOUT = (
    "<dc:title>The mill</dc:title><dc:creator>A. Miller</dc:creator><dc:creator>B. Baker</dc:creator>"
    "<dc:date>2021-03-04T00:00:00Z</dc:date><dc:language>en</dc:language>"
)


def reading(data: bytes, dropped: list[Dropped] | None = None) -> Reading:
    return read(File(io.BytesIO(data), "mill.epub", None if dropped is None else dropped.append))


def texts(body: str) -> list[str]:
    return [block.text for block in page_of(xhtml(body)).blocks]


def test_a_book_is_read_in_its_order_under_its_chapters() -> None:
    """Chapters are called as in the table of contents; a heading that says the same again is not repeated."""
    pages = {
        "b.xhtml": xhtml(
            "<h1>The wheel</h1><p>It turned all night and nobody knew why it did.</p><h2>Wood</h2><p>Oak.</p>"
        ),
        "a 1.xhtml": xhtml("<h1>第二章</h1><p>水车停了。</p>"),
    }
    toc = '<li><a href="b.xhtml">1. The wheel</a></li><li><a href="a%201.xhtml">第二章 停</a></li>'
    one = reading(epub(pages, toc=toc, metadata=ABOUT))
    assert (one.title, one.author, one.published, one.language) == (
        "The mill",
        "A. Miller, B. Baker",
        "2021-03-04",
        "en",
    )
    assert list(one.paragraphs) == [
        Paragraph("It turned all night and nobody knew why it did.", "1. The wheel"),
        Paragraph("Oak.", "1. The wheel › Wood"),
        Paragraph("水车停了。", "第二章 停 › 第二章"),
    ]


def test_chapters_of_the_old_table_of_contents() -> None:
    """Several on one page, by the places they begin at; entries within chapters are headings already."""
    page = xhtml("<h2 id='one'>One</h2><p>A.</p><h3 id='in'>Inner</h3><p>B.</p><div id='two'/><p>C.</p>")
    point = '<navPoint><navLabel><text>{}</text></navLabel><content src="x.xhtml#{}"/>{}</navPoint>'.format
    ncx = point("First", "one", point("Inner", "in", "")) + point("Second", "two", "")
    assert list(reading(epub({"x.xhtml": page}, ncx=ncx, metadata=ABOUT)).paragraphs) == [
        Paragraph("A.", "First › One"),
        Paragraph("B.", "First › One › Inner"),
        Paragraph("C.", "Second"),
    ]


def test_chapters_without_a_table_of_contents() -> None:
    """The first heading of a page; a page without one goes on with the chapter before."""
    pages = {
        "a.xhtml": xhtml("<h1>One</h1><p>A.</p>"),
        "b.xhtml": xhtml("<p>B.</p>"),
        "c.xhtml": xhtml("<h1>Two</h1><p>C.</p>"),
    }
    assert list(reading(epub(pages)).paragraphs) == [
        Paragraph("A.", "One"),
        Paragraph("B.", "One"),
        Paragraph("C.", "Two"),
    ]


def test_navigation_and_cover_are_passed_over_and_told() -> None:
    """What the book calls so, and a page that is nearly all links."""
    links = "".join(f'<p><a href="c.xhtml#{n}">Chapter {n}</a></p>' for n in range(5))
    pages = {"cover.xhtml": xhtml("<p>Cover</p>"), "list.xhtml": xhtml(links), "c.xhtml": xhtml("<p>It turned.</p>")}
    guide = '<guide><reference type="cover" href="cover.xhtml"/></guide>'
    dropped: list[Dropped] = []
    one = reading(epub(pages, toc='<li><a href="c.xhtml">One</a></li>', guide=guide), dropped)
    assert [paragraph.text for paragraph in one.paragraphs] == ["It turned."]
    assert {(drop.line, drop.reason) for drop in dropped} == {
        (1, "navigation"),
        (2, "table of contents"),
        (4, "navigation"),
    }


@pytest.mark.parametrize(
    ("algorithm", "locked"),
    [("http://www.w3.org/2001/04/xmlenc#aes128-cbc", True), ("http://www.idpf.org/2008/embedding", False)],
)
def test_a_locked_book_is_said_to_be(algorithm: str, locked: bool) -> None:
    """Fonts may be hidden in any book; text that is belongs to its seller."""
    lock = f'<encryption><EncryptedData><EncryptionMethod Algorithm="{algorithm}"/></EncryptedData></encryption>'
    data = epub({"a.xhtml": xhtml("<p>A.</p>")}, others={"META-INF/encryption.xml": lock})
    if locked:
        with pytest.raises(DocumentError, match="DRM") as error:
            reading(data)
        assert "数字版权" in error.value.zh
    else:
        assert [one.text for one in reading(data).paragraphs] == ["A."]


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"mimetype": "application/epub+zip"}, "damaged"),
        ({"META-INF/container.xml": "<x><rootfile full-path='no.opf'/></x>"}, "damaged"),
        ({"META-INF/container.xml": "<x>"}, "damaged"),
        ({"META-INF/container.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "declares entities"),
        ({"META-INF/container.xml": "<x/>", "a.opf": "<package/>"}, "no text, only pictures"),
    ],
)
def test_what_is_no_whole_book_is_said(members: dict[str, str], said: str) -> None:
    """Each with its reason."""
    with pytest.raises(DocumentError, match=said):
        reading(zipped(members))


def test_blocks_are_told_apart_and_inline_marks_are_not() -> None:
    """In whatever nesting; line ends of the source are spaces, but nothing between Han."""
    assert texts("<div>One <b>t</b>wo\n three<p>four</p>five<section><p>六\n  七</p></section></div>") == [
        "One two three",
        "four",
        "five",
        "六七",
    ]
    assert texts("<p>　　乌\u00a0镇&nbsp;&mdash;&#20013;&amp;lt;</p>") == ["乌 镇 —中&lt;"]
    assert texts("<p>水车停了。<br/>　　没有人知道。</p>") == ["水车停了。\n没有人知道。"]


@pytest.mark.parametrize(
    "mark",
    [
        '<a epub:type="noteref" href="#n1">1</a>',
        '<a href="#n1" role="doc-noteref">x</a>',
        '<sup><a href="#n1">1</a></sup>',
        '<a href="#n1"><sup>12</sup></a>',
        '<a href="n.xhtml#n1">[3]</a>',
        '<a class="footnote" href="#n1">*</a>',
        "<sup>[4]</sup>",
        '<a href="#n1">①</a>',
        '<a class="duokan-footnote" href="#n"><img alt="note"/></a>',
        "<ruby><rp>(</rp><rt>wu</rt><rp>)</rp></ruby>",
        '<span style="display: none">x</span>',
        "<script>if (a < b) {}</script>",
        "<!-- x --><?y z?>",
        '<span epub:type="pagebreak">17</span>',
    ],
)
def test_marks_are_not_glued_to_words(mark: str) -> None:
    """Of notes, of pages, of sound; and what is not shown."""
    assert texts(f"<p>The river{mark} rose.</p>") == ["The river rose."]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("x<sup>2</sup>", "x2"),
        ('see <a href="c2.xhtml#s">chapter 2</a>', "see chapter 2"),
        ('in <a href="#y1998">1998</a>', "in 1998"),
        ("<ruby>乌<rt>wū</rt>镇<rt>zhèn</rt></ruby>", "乌镇"),
        ("<![CDATA[a < b]]>", "a < b"),
        ("a < b & c", "a < b & c"),
    ],
)
def test_what_only_looks_like_a_mark_stays(inside: str, text: str) -> None:
    """Powers, words of links, bases of ruby."""
    assert texts(f"<p>{inside}</p>") == [text]


def test_tables_lists_and_code() -> None:
    """Readable rows, counted items, lines of code as they are."""
    body = (
        "<table><tr><th>轮</th><th>size</th></tr><tr><td><p>big</p></td><td>3<br/>m</td></tr></table>"
        "<ol start='3'><li><p>wood</p><p>more</p></li><li>water<ul><li>low</li></ul></li></ol>"
        "<pre>if a:\n    b</pre>"
    )
    assert page_of(xhtml(body)).blocks == [
        Block("轮 | size\nbig | 3 m", whole=True),
        Block("wood", marker="3."),
        Block("more"),
        Block("water", marker="4."),
        Block("low", marker="-"),
        Block("if a:\n    b", whole=True),
    ]


def test_tables_with_cells_left_open_are_read() -> None:
    """And cells without a table."""
    assert texts("<table><tr><td>a<td>b<tr><td>c<td>d</table><p>x") == ["a | b\nc | d", "x"]
    assert texts("<td>a</td><p>b</p>") == ["b", "a"]


def test_pages_are_decoded_by_what_they_are() -> None:
    """Whatever they declare."""
    for encoding, declared in (("gb18030", "gb2312"), ("utf-8", "gb2312"), ("utf-16", "utf-16"), ("gb18030", "utf-8")):
        page = f'<?xml version="1.0" encoding="{declared}"?><html><body><p>乌镇是一座水乡古镇，——在浙江。</p></body></html>'
        found = reading(epub({"a.xhtml": "x"}, others={"OEBPS/a.xhtml": page.encode(encoding)})).paragraphs
        assert [one.text for one in found] == ["乌镇是一座水乡古镇，——在浙江。"]


def test_tags_are_cut_at_their_ends() -> None:
    """A bracket in quotes is none; attributes come with characters for entities; prefixes go."""
    assert list(cut("<a title=\"x > y\" HREF='b&amp;c'>t</a><m:mi/>")) == [
        Tag("a", True, False, {"title": "x > y", "href": "b&c"}),
        "t",
        Tag("a", False, True),
        Tag("mi", True, True),
    ]


@pytest.mark.parametrize(
    "mark", ["<", "<a ", "<a b='", '<a b="c" ', "<!--", "<![CDATA[", "</", "<p>", "<td>", "<?", "&", "<a b=\"'>"]
)
def test_broken_marks_take_time_in_proportion(mark: str) -> None:
    """100,000 of them are read, not fought with."""
    assert page_of(f"<p>begin</p>{mark * 100_000}").blocks[0].text.startswith("begin")


@given(st.text("<>/apbrtdhl123 =\"'!-[]&;#?\n乌", max_size=200))
@settings(max_examples=500, deadline=None)
def test_any_marks_are_read(marks: str) -> None:
    """Raising nothing; the text before them stays."""
    assert "".join(block.text for block in page_of(f"<p>begin</p>{marks}").blocks).startswith("begin")


VALID = epub({"a.xhtml": xhtml("<h1>One</h1><p>A.</p>")}, toc='<li><a href="a.xhtml">One</a></li>', metadata=ABOUT)


@given(st.integers(0, len(VALID)), st.binary(max_size=30), st.integers(0, 40))
@settings(max_examples=200, deadline=None)
def test_a_file_with_foreign_bytes_is_read_or_refused(at: int, data: bytes, gone: int) -> None:
    """Anywhere in the archive."""
    with suppress(DocumentError):
        list(reading(VALID[:at] + data + VALID[at + gone :]).paragraphs)
