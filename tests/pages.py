"""Web pages as news sites and guides make them, in our own words, with what a reader should find in each.

Four layouts (``article``; nested ``div`` and ``span`` in the bytes of an older encoding; lines parted by ``br``; a guide
with steps and a table), each in Chinese and in English. ``lines`` is the gold: paragraphs, items and rows in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from pages_text import CHINESE, ENGLISH, Chrome, Story


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its bytes, and what stands in it. ``around`` are lines that are no text; ``headings`` by line."""

    layout: str
    data: bytes
    title: str
    lines: tuple[str, ...]
    around: tuple[str, ...]
    author: str
    published: str
    headings: dict[str, str]


def pages() -> list[Page]:
    """Each layout in each language."""
    makers: Sequence[Callable[[Story], Page]] = (article_page, nested_page, broken_page, guide_page)
    return [maker(story) for story in (CHINESE, ENGLISH) for maker in makers]


def gold_line(line: str) -> str:
    """A line as it is compared: no marker of a list, no white space between cells."""
    head, _, rest = line.strip().partition(" ")
    marker = head == "-" or (head.endswith(".") and head[:-1].isdigit())
    return "".join((rest if marker else line).split()).replace("|", "")


def score(found: Sequence[str], page: Page) -> tuple[float, float]:
    """Recall and precision of paragraphs found (each may be several lines) against the lines of a page."""
    lines = [gold_line(line) for text in found for line in text.splitlines() if gold_line(line)]
    gold = [gold_line(line) for line in page.lines]
    return sum(line in lines for line in gold) / len(gold), sum(line in gold for line in lines) / max(1, len(lines))


def _head(story: Story, *more: str, charset: str = "utf-8", title: str = "") -> str:
    title = title or f"{story.title}{story.chrome.separator}{story.chrome.site}"
    return (
        f'<!DOCTYPE html>\n<html lang="{story.language}">\n<head>\n<meta charset="{charset}">\n<title>{escape(title)}</title>\n'
        + "".join(f"{line}\n" for line in more)
        + "<style>body { margin: 0 } .nav > li { float: left }</style>\n"
        + "<script>var page = {kind: '<p>no text</p>'};</script>\n</head>\n"
    )


def _menu(chrome: Chrome) -> str:
    entries = "".join(f'<li><a href="/{number}">{name}</a></li>\n' for number, name in enumerate(chrome.menu))
    return f'<ul class="nav">\n{entries}</ul>\n'


def _related(chrome: Chrome) -> str:
    entries = "".join(f'<li><a href="/n/{number}.html">{name}</a></li>\n' for number, name in enumerate(chrome.links))
    return f"<h3>{chrome.related}</h3>\n<ul>\n{entries}</ul>\n"


def _around(chrome: Chrome, *more: str) -> tuple[str, ...]:
    return (*chrome.menu, *chrome.links, chrome.related, chrome.owner, *more)


def article_page(story: Story) -> Page:
    """Sections under headings in ``article``, a picture with its caption, metadata for machines."""
    chrome = story.chrome
    body, headings = "", {}
    for number, (heading, paragraphs) in enumerate(story.sections):
        body += f"<h2>{heading}</h2>\n" if heading else ""
        body += "".join(f"<p>{_linked(text, number)}</p>\n" for text in paragraphs)
        headings.update(dict.fromkeys(paragraphs, heading))
        if number == 1:
            body += f'<figure><img src="a.jpg" alt=""><figcaption>{chrome.caption}</figcaption></figure>\n'
    html = (
        _head(
            story,
            f'<meta name="author" content="{story.author}">',
            f'<meta property="article:published_time" content="{story.published}T08:30:00+08:00">',
            f'<meta property="og:site_name" content="{chrome.site}">',
            '<link rel="canonical" href="https://news.example.org/story">',
        )
        + f"<body>\n<header><nav>{_menu(chrome)}</nav></header>\n<main><article>\n<h1>{story.title}</h1>\n"
        f'<div class="meta">{chrome.dateline}</div>\n{body}<div class="share-bar"><span>{chrome.share}</span></div>\n'
        f"</article>\n<aside>{_related(chrome)}</aside></main>\n<footer><p>{chrome.owner}</p></footer>\n</body>\n</html>\n"
    )
    lines = tuple(text for _, paragraphs in story.sections for text in paragraphs)
    around = _around(chrome, chrome.share, chrome.dateline, chrome.caption)
    return Page("article", html.encode(), story.title, lines, around, story.author, story.published, headings)


def nested_page(story: Story) -> Page:
    """Nested ``div`` and ``span``, wrapped lines, a breadcrumb and credits, bytes of an encoding named by its older label."""
    chrome = story.chrome
    body = "".join(
        f'<div class="p"><div><span style="font-size:16px"><span>{_wrapped(text, story)}</span></span></div></div>\n'
        for text in story.texts
    )
    html = (
        _head(story, charset=chrome.label, title=f"{story.title}_{chrome.site}")
        + f'<body>\n<div id="top">{_menu(chrome)}</div>\n<div class="path">{chrome.crumb}</div>\n<div class="wrap">\n'
        f'<div class="title"><span>{story.title}</span></div>\n<div class="info"><span>{chrome.dateline}</span></div>\n'
        f'<div id="zoom"><div class="con">\n{body}</div></div>\n<div>{chrome.credit}</div>\n'
        f'<div><span>{chrome.before} <a href="1.html">{chrome.links[0]}</a></span></div>\n</div>\n'
        f'<div class="list">{_related(chrome)}</div>\n<div class="bottom">{chrome.owner}</div>\n</body>\n</html>\n'
    )
    around = _around(chrome, chrome.dateline, chrome.credit, chrome.crumb, f"{chrome.before} {chrome.links[0]}")
    data = html.encode(chrome.encoding)
    return Page("nested", data, story.title, story.texts, around, story.author, story.published, {})


def broken_page(story: Story) -> Page:
    """One ``div`` in which ``br`` parts the paragraphs, indented by ideographic spaces, in a page laid out by a table."""
    chrome = story.chrome
    body = "<br><br>\n".join(f"\u3000\u3000{escape(text)}" for text in story.texts)
    html = (
        _head(story, title=f"{story.title} - {chrome.site}")
        + f'<body>\n<table width="960"><tr><td colspan="2">{_menu(chrome)}</td></tr>\n<tr><td>{chrome.crumb}\n'
        f"<h1>{story.title}</h1>\n<p>{chrome.dateline}</p>\n<div>{body}<br><br>\n{chrome.credit}<br>\n</div>\n"
        f"<p>{chrome.share}</p></td>\n<td>{_related(chrome)}</td></tr>\n<tr><td colspan=2>{chrome.owner}</td></tr></table>\n"
        "</body>\n</html>\n"
    )
    around = _around(chrome, chrome.dateline, chrome.credit, chrome.share, chrome.crumb)
    return Page("broken", html.encode(), story.title, story.texts, around, story.author, story.published, {})


def guide_page(story: Story) -> Page:
    """A short guide: a paragraph, numbered steps, a table, a closing paragraph."""
    chrome, guide = story.chrome, story.guide
    steps = "".join(f"<li>{step}</li>\n" for step in guide.steps)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in guide.rows)
    html = (
        _head(story, title=f"{guide.title} | {chrome.site}")
        + f'<body>\n{_menu(chrome)}<p class="crumbs">{chrome.crumb}</p>\n<div class="content">\n<h1>{guide.title}</h1>\n'
        f"<p>{guide.opening}</p>\n<h2>{guide.heading}</h2>\n<ol>\n{steps}</ol>\n<table>\n{rows}</table>\n<p>{guide.closing}</p>\n"
        f"<p>{chrome.before} <a href='1.html'>{chrome.links[1]}</a></p>\n</div>\n{_related(chrome)}<p>{chrome.owner}</p>\n"
        "</body>\n</html>\n"
    )
    lines = (guide.opening, *guide.steps, *(" | ".join(row) for row in guide.rows), guide.closing)
    headings = {guide.opening: "", guide.closing: guide.heading}
    around = _around(chrome, chrome.crumb, f"{chrome.before} {chrome.links[1]}")
    return Page("guide", html.encode(), guide.title, lines, around, "", "", headings)


def _linked(text: str, number: int) -> str:
    """The text with a link and an emphasis in it, as writers put them anywhere."""
    if len(text) < 30:
        return escape(text)
    a, b, c = text[:6], text[6:12], text[12:]
    return f'{escape(a)}<a href="/w/{number}">{escape(b)}</a><strong>{escape(c[:4])}</strong>{escape(c[4:])}'


def _wrapped(text: str, story: Story) -> str:
    """The text with line breaks in it, where a program wrapped the source."""
    if story.language == "en":
        return escape(text).replace(" ", "\n", 3)
    return escape(f"{text[:9]}\n    {text[9:]}")
