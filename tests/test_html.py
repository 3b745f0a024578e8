"""Web pages: what people wrote comes back in order and as written, what stands around it is told and left out."""

from __future__ import annotations

import io
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, gold_line, pages, score

from index.errors import DocumentError
from index.readers import read
from index.readers.file import File
from index.readers.formats import format_of
from index.readers.html.blocks import Walk
from index.readers.html.judging import Judgement
from index.readers.html.selecting import reasons
from index.readers.html.tree import tree_of
from index.types import Dropped, Paragraph, Reading

HAN = "乌镇是一座水乡古镇，位于浙江省北部，这里的人们世代以养蚕和织布为生。"
TRADITIONAL = "烏鎮是一座水鄉古鎮，位於浙江省北部，這裡的人們世代以養蠶和織布為生。"
LATIN = "The mill at the mouth of the river stood still for sixty-one years before it ground flour again."
PAGES = pages()


def reading(page: str | bytes, name: str = "page.html", dropped: list[Dropped] | None = None) -> Reading:
    data = page if isinstance(page, bytes) else page.encode()
    return read(File(io.BytesIO(data), name, None if dropped is None else dropped.append))


def paragraphs(page: str | bytes, dropped: list[Dropped] | None = None) -> list[Paragraph]:
    return list(reading(page, dropped=dropped).paragraphs)


def texts(page: str | bytes) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(page)]


def body(inner: str) -> str:
    """A page with a sentence before and behind ``inner``, so that it is in the middle of a text."""
    return f"<!DOCTYPE html><html><body><div><p>{LATIN}</p>{inner}<p>{HAN}</p></div></body></html>"


def within(inner: str) -> list[str]:
    found = texts(body(inner))
    assert (found[0], found[-1]) == (LATIN, HAN)
    return found[1:-1]


def name_of(page: Page) -> str:
    return f"{page.layout}-{'zh' if page.title[0] > '⺀' else 'en'}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_four_layouts_in_two_languages(page: Page) -> None:
    """Nearly every paragraph is there in its order, nearly nothing else is, and each line of the rest is told."""
    dropped: list[Dropped] = []
    found = [paragraph.text for paragraph in paragraphs(page.data, dropped)]
    recall, precision = score(found, page)
    assert recall >= 0.97
    assert precision >= 0.95
    lines = [line for text in found for line in map(gold_line, text.splitlines())]
    kept = [line for line in map(gold_line, page.lines) if line in lines]
    assert [line for line in lines if line in kept] == kept
    told = "".join(gold_line(one.text) for one in dropped)
    assert not [line for line in page.around if gold_line(line).split("<")[0] not in told]
    assert all(one.reason and one.line > 0 for one in dropped)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_a_page_says_of_itself(page: Page) -> None:
    """Title without the site's name, author and day from metadata or from the line under the title."""
    found = reading(page.data)
    assert (found.title, found.author, found.published) == (page.title, page.author, page.published)
    headings = {paragraph.text: paragraph.heading for paragraph in found.paragraphs}
    assert {text: headings[text] for text in page.headings} == page.headings


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("一座石桥_东桥晚报", "", "一座石桥"),
        ("一座石桥-本地新闻-东桥晚报", "", "一座石桥"),
        ("The mill | The Courier", "", "The mill"),
        ("The Courier: The mill", "", "The Courier: The mill"),
        ("一座石桥-2024欧洲杯投注官网", "一座石桥-2024欧洲杯投注官网", "一座石桥"),
        ("tide-mill", "", "tide-mill"),
        ("东桥晚报", "一座石桥", "一座石桥"),
        ("The mill and more", "Another heading", "The mill and more"),
        ("", "", "page"),
    ],
)
def test_titles(title: str, heading: str, expected: str) -> None:
    """A site's name and an advertisement that the breadcrumb repeats are cut off; a hyphenated word stays whole."""
    page = (
        f'<html><head><title>{title}</title><meta property="og:site_name" content="东桥晚报"></head><body>'
        "<p>首页 &gt; 本地新闻 &gt; 2024欧洲杯投注官网 &gt; The Courier &gt; mill</p>"
        f"<h1>{heading}</h1><p>{HAN}</p><p>{LATIN}</p></body></html>"
    )
    assert reading(page).title == expected


@pytest.mark.parametrize(
    ("line", "author", "published"),
    [
        ("2024年10月8日 08:30 来源：东桥晚报 作者：沈桥生", "沈桥生", "2024-10-08"),
        ("来源：东桥晚报  2024-10-08", "东桥晚报", "2024-10-08"),
        ("By Martha Quill, 8 October 2024", "Martha Quill", "2024-10-08"),
        ("Published October 8, 2024", "", "2024-10-08"),
        ("发布时间：2024/02/30", "", ""),
    ],
)
def test_a_line_of_dates_and_names(line: str, author: str, published: str) -> None:
    """The author before the source, a day only if there ever was one."""
    found = reading(f"<html><body><h1>桥</h1><p>{line}</p><p>{HAN}</p><p>{LATIN}</p></body></html>")
    assert (found.author, found.published) == (author, published)
    assert [paragraph.text for paragraph in found.paragraphs] == [HAN, LATIN]


def test_metadata_for_machines() -> None:
    """JSON-LD gives author and day, the canonical link the address."""
    data = '{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-10-08T01:00:00Z", "author": [{"name": "M. Quill"}]}]}'
    page = (
        f'<html><head><script type="application/ld+json">{data}</script>'
        f'<link rel="canonical" href="https://example.org/a"></head><body><p>{LATIN}</p></body></html>'
    )
    found = reading(page)
    assert (found.author, found.published, found.address) == ("M. Quill", "2024-10-08", "https://example.org/a")


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("gb2312", "gb18030", f"他说：“{HAN}”——然后走了。㐂"),
        ("gbk", "gb18030", HAN),
        ("", "gb18030", HAN),
        ("utf-8", "gb18030", HAN),
        ("iso-8859-1", "gb18030", HAN),
        ("gb2312", "utf-8", HAN),
        ("gb2312", "big5hkscs", TRADITIONAL),
        ("big5", "big5hkscs", TRADITIONAL),
        ("no-such-thing", "utf-8", HAN),
        ("utf-8", "utf-16", HAN),
        ("iso-8859-1", "cp1252", "“Der Zug fährt nach Köln”, sagte er – und ging über die Straße."),
        ("shift_jis", "cp932", "水郷の町は川の北にあり、人々は昔から絹を織って暮らしています。"),
        ("utf-16", "utf-8", HAN),
        ("gb2312", "gb18030", "The company 联通 opened an office here."),
    ],
)
def test_the_label_is_honoured_where_the_content_agrees(label: str, encoding: str, text: str) -> None:
    """gb2312 means GB18030, a wrong label is seen through, dashes and quotes stay as they were written."""
    meta = f'<meta charset="{label}">' if label else ""
    script = f"<script>{'var page = 1;' * 8000}</script>"  # a long head says nothing of the encoding
    assert texts(f"<html><head>{meta}{script}</head><body><p>{text}</p></body></html>".encode(encoding)) == [text]


@pytest.mark.parametrize(
    ("label", "encoding"), [("gb2312", "gb18030"), ("", "gb18030"), ("utf-8", "utf-8"), ("", "utf-8")]
)
def test_a_page_with_one_broken_character_is_read(label: str, encoding: str) -> None:
    """Programs cut texts in the middle of a character; the page around it is whole."""
    broken = f"<p>{HAN}</p>".encode(encoding) + HAN.encode(encoding)[:-1] + b"</p>"
    found = texts(f"<html><head><meta charset={label or 'x'}></head><body>".encode() + broken)
    assert found[0] == HAN
    assert HAN[:-1] in found[1]


def test_tags_say_nothing_of_the_encoding() -> None:
    """A page without a label, with more markup than text, is told by its few Chinese characters."""
    marked = "".join(f'<span class="letter of a very long name">{c}</span>' for c in HAN)
    assert texts(f"<html><body><p>{marked}</p></body></html>".encode("gb18030")) == [HAN]


@pytest.mark.parametrize(
    ("start", "suffix", "name"),
    [
        ("<!doctype html><p>", ".txt", "HTML"),
        ('\n <?xml version="1.0"?>\n<!-- a > b --><HTML lang=en>', "", "HTML"),
        ("\ufeff<html>", "", "HTML"),
        ("<body class=a>", ".md", "HTML"),
        ("<p>Hello", ".html", "HTML"),
        ("Hello <b>there", ".htm", "HTML"),
        ("Hello there", ".html", "text"),
        ("a < b and c > d", ".html", "text"),
        ("<header>", ".txt", "text"),
        ("# <html>", ".md", "Markdown"),
        ("<!-- never closed <html>", ".txt", "text"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_page_is_told_by_its_first_tag(start: str, suffix: str, name: str, encoding: str) -> None:
    """Whatever it is called, and in two bytes a character too; the name counts only where a tag is there."""
    assert format_of(File(io.BytesIO(start.encode(encoding)), f"file{suffix}")).name == name


def test_headings_are_carried_as_a_path() -> None:
    """Outermost first, left at the next of the same level; one that nothing stands under is told."""
    dropped: list[Dropped] = []
    page = f"<h1>Mills</h1><h2>Wheels</h2><p>{LATIN}</p><h3>Wood</h3><p>{HAN}</p><h2>Empty</h2><h2>Stones</h2><p>{LATIN}!</p>"
    found = paragraphs(f"<html><head><title>Mills</title></head><body>{page}</body></html>", dropped)
    assert [paragraph.heading for paragraph in found] == ["Wheels", "Wheels › Wood", "Stones"]
    assert [(one.text, one.reason) for one in dropped] == [("Empty", "heading without text")]


def test_lists_keep_their_order_and_marks() -> None:
    """Numbers as the page counts, items within items indented, a paragraph in an item not a new item."""
    inner = "<ol start=3><li>Boil the water.<li><p>Add salt.</p><p>Stir.</p><ul><li>gently</ul></ol>"
    assert within(inner) == ["3. Boil the water.\n4. Add salt.\nStir.\n  - gently"]


def test_tables_are_readable() -> None:
    """A row a line; a cell over two rows stands in both; a table that lays out the page is no table."""
    rows = "<tr><th>Wheel</th><th>Size</th></tr><tr><td rowspan=2>big<td>3<br>m</tr><tr><td>4 m</tr>"
    assert within(f"<table><caption>Wheels</caption>{rows}</table>") == ["Wheels\nWheel | Size\nbig | 3 m\nbig | 4 m"]
    assert within(f"<table><tr><td><h2>Left</h2><p>{LATIN}</p><td><p>It rained.</p></table>") == [LATIN, "It rained."]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("乌镇\n  是<b>一座</b>\n水乡古镇。", "乌镇是一座水乡古镇。"),
        ("王 明和李 雷来了。", "王 明和李 雷来了。"),
        ("It\nrained&nbsp;all  night.", "It rained all night."),
        ("用 Python\n写的程序。", "用 Python 写的程序。"),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>很多。", "漢字很多。"),
        ('古镇<sup><a href="#n1">[1]</a></sup>很美<sup>[注2]</sup>。', "古镇很美。"),
        ('A mill<a href="#fn1" class="footnote-ref"><sup>1</sup></a> stood.', "A mill stood."),
        (
            "It weighs 10<sup>6</sup> g, with H<sub>2</sub>O on the 1<sup>st</sup>.",
            "It weighs 10⁶ g, with H₂O on the 1st.",
        ),
        ('Read <a href="#top">the start</a> again.', "Read the start again."),
        ("soft\u00adhyphen and zero\u200bwidth.", "softhyphen and zerowidth."),
        ("An empty <span></span>span, a <my-word>word</my-word>.", "An empty span, a word."),
    ],
)
def test_text_within_a_paragraph(inner: str, text: str) -> None:
    """No space that was not written, none lost; readings and footnote marks are not glued to words."""
    assert within(f"<p>{inner}</p>") == [text]


def test_breaks_part_paragraphs_but_not_verses() -> None:
    """Long lines are paragraphs, short ones a poem; an empty line parts both."""
    assert within(f"<p>{LATIN}<br>{LATIN}?</p>") == [LATIN, f"{LATIN}?"]
    assert within("<p>春眠不觉晓，<br>处处闻啼鸟。<br><br>夜来风雨声，<br/>花落知多少。</p>") == [
        "春眠不觉晓，\n处处闻啼鸟。",
        "夜来风雨声，\n花落知多少。",
    ]
    assert within("<pre>if a &gt; b:\n    stop</pre>") == ["if a > b:\n    stop"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("<p>（责任编辑：陆小舟）</p>", "credit"),
        ("<p>分享到：</p>", "share"),
        ("<p>Share this article</p>", "share"),
        ("<p>Advertisement</p>", "advertising"),
        ("<p>相关阅读：<a href=/1>镇上的老邮局将改成书店</a></p>", "related links"),
        ("<p style='display:none'>Only for machines</p>", "hidden"),
        ("<span hidden>Only for machines</span>", "hidden"),
        ("<nav><a href=/>Home</a></nav>", "menu"),
        ("<figure><figcaption>The wheel</figcaption></figure>", "caption"),
    ],
)
def test_boilerplate_between_paragraphs_is_told(line: str, reason: str) -> None:
    """Even in the middle of a text, with the reason."""
    dropped: list[Dropped] = []
    assert [paragraph.text for paragraph in paragraphs(body(line), dropped)] == [LATIN, HAN]
    assert {one.reason for one in dropped} == {reason}


@pytest.mark.parametrize(
    "line",
    [
        "if a > b and c > d: return x",
        "著作权法规定，版权所有人享有复制权。",
        "编辑部昨天搬到了新楼",
        "您的位置：请站在黄线以内。",
        "分享到这里的每一个人都很高兴。",
        "记者：您为什么要修这座桥",
        "时间：十月十二日上午",
        "Copyright law in three sentences",
        "By train it takes an hour",
        "Next: turn the key",
        "2023年 > 2022年 > 2021年",
        "——",
    ],
)
def test_lines_that_only_look_like_boilerplate_stay(line: str) -> None:
    """Interviews, programmes and code within a text are text."""
    assert within(f"<p>{line.replace('>', '&gt;')}</p>") == [line]


def test_teasers_of_other_pages_are_told() -> None:
    """Sentences under linked headings, where a heading announces them; the text goes on at the next of its own."""
    dropped: list[Dropped] = []
    teasers = f"<h2>More from the Courier</h2><h3><a href=/1>The harbour wall</a></h3><p>{LATIN}!</p>"
    found = paragraphs(body(f"{teasers}<h2>Stones</h2><p>{HAN}!</p>"), dropped)
    assert [paragraph.text for paragraph in found] == [LATIN, f"{HAN}!", HAN]
    assert {one.reason for one in dropped} == {"related links"}
    assert within(f"<h2>Related work</h2><p>{HAN}!</p>") == [f"{HAN}!"]


def test_a_title_set_as_a_plain_line() -> None:
    """Pages without a heading often repeat their title above the text, where the site's name is missing."""
    page = f"<html><head><title>一座石桥_某某网</title></head><body><div>一座石桥</div><p>{HAN}</p><p>{LATIN}</p></body></html>"
    found = reading(page)
    assert found.title == "一座石桥"
    assert [paragraph.text for paragraph in found.paragraphs] == [HAN, LATIN]


def test_a_file_called_like_its_text_keeps_it() -> None:
    """Only a title that the page itself has is taken out of the text."""
    assert [one.text for one in reading(f"<p>notes</p><p>{LATIN}</p>", "notes.html").paragraphs] == ["notes", LATIN]


def test_what_the_extractor_logs_is_not_printed(tmp_path: Path) -> None:
    """Its warnings about pages that it cannot use would end up on the terminal of a process of its own."""
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>!</p></body></html>", encoding="utf-8")
    script = "from index.readers import read; from index.readers.file import File; import sys; "
    script += "list(read(File(open(sys.argv[1], 'rb'), 'page.html')).paragraphs)"
    done = subprocess.run([sys.executable, "-c", script, str(page)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_answers_that_open_at_a_click_are_text() -> None:
    """Hidden sentences between others are read; a hidden notice behind them is not."""
    assert within(f"<div><div style='display: none'><p>{LATIN}!</p></div></div>") == [f"{LATIN}!"]
    page = body("").replace("</body>", "<div hidden><p>We use cookies to make this page better.</p></div></body>")
    assert texts(page) == [LATIN, HAN]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<!doctype html><html><body></body></html>", "no text of its own"),
        ("<html><body><div id=root></div><script>draw('<p>text</p>')</script></body></html>", "no text of its own"),
        ("<html><head><title>Only a title</title></head></html>", "no text of its own"),
        ("<html><!-- never closed <p>text</p>", "no text of its own"),
        (b"<html><body>" + bytes(range(128, 256)) * 40, "has bytes that are not"),
        (b"<html><body><p>" + b"x" * (32 << 20), "larger than 32 MB"),
    ],
)
def test_pages_without_text_are_refused(page: str | bytes, said: str) -> None:
    """With what is wrong, and what to do."""
    with pytest.raises(DocumentError, match=said) as refused:
        paragraphs(page)
    assert "Next: " in refused.value.en
    assert "下一步：" in refused.value.zh


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td"])
@pytest.mark.parametrize("depth", [300, 5000])
def test_deep_pages_are_read(tag: str, depth: int) -> None:
    """Thousands of elements within each other hide neither what is in them nor what follows."""
    close = "".join(f"</{name}>" for name in reversed(tag.split("><")))
    page = f"<html><body>{f'<{tag}>' * depth}<p>{LATIN}</p>{close * depth}<p>{HAN}</p></body></html>"
    found = "".join(texts(page))
    assert LATIN in found
    assert HAN in found


def test_large_pages_are_read_whole() -> None:
    """Every one of 20,000 paragraphs, beyond the size that is judged too."""
    for text in (HAN, LATIN * 2):
        page = "".join(f"<p>{number} {text}</p>" for number in range(20_000))
        assert texts(f"<html><body>{page}</body></html>") == [f"{number} {text}" for number in range(20_000)]


def test_nothing_outside_a_page_is_read() -> None:
    """Entities of files and of entities stay what they are: no text, and nothing of their making is left over."""
    dropped: list[Dropped] = []
    entities = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]>'
    start = f'<?xml version="1.0"?>{entities}<html><head><script src="a.js"/></head>'
    found = paragraphs(f"{start}<body><p>{LATIN} &x;&y;</p></body></html>", dropped)
    assert [paragraph.text for paragraph in found] == [f"{LATIN} &x;&y;"]
    assert not dropped


def test_a_page_of_links_is_read_for_what_it_is() -> None:
    """Where nothing else is there, a list of links is the text."""
    links = "".join(f"<li><a href=/{number}>Mill number {number}</a></li>" for number in range(3))
    assert texts(f"<html><body><ul>{links}</ul></body></html>") == ["- Mill number 0\n- Mill number 1\n- Mill number 2"]


@pytest.mark.parametrize("judgement", [None, Judgement(frozenset(), "")])
def test_a_part_that_would_take_most_of_the_page_is_not_believed(judgement: Judgement | None) -> None:
    """Without a judgement, or one that found nothing, a page whose sentences all stand in a sidebar is still read."""
    page = f"<html><body><div class=sidebar><p>{LATIN}</p><p>{HAN}</p></div><div class=footer>Notes</div></body></html>"
    root = tree_of(page)
    assert root is not None
    assert reasons(list(Walk(root)), judgement) == ["", "", "footer"]


@given(st.text(alphabet="<>/!-&#;\"'= \n\0abdhilnoprstuv乌镇。", max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_markup_is_read_or_refused(inner: str) -> None:
    """Nothing but a DocumentError comes out, and a paragraph before the mess stays."""
    with suppress(DocumentError):
        assert any(LATIN in text for text in texts(f"<html><body><p>{LATIN}</p>{inner}"))


@given(
    st.integers(0, len(PAGES) - 1),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=30),
    st.integers(0, 4000),
)
@settings(max_examples=100, deadline=None)
def test_damaged_pages_are_read_or_refused(which: int, changes: list[tuple[int, int]], cut: int) -> None:
    """Flipped bytes and a page cut off anywhere raise nothing else."""
    data = bytearray(PAGES[which].data)
    for at, byte in changes:
        data[at % len(data)] = byte
    with suppress(DocumentError):
        paragraphs(bytes(data[: len(data) - cut]))
