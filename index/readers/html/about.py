"""What a page is: its title without the site's name, who wrote it, when, and its own address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.html.dates import NAMES, date_in_address, first_date
from index.readers.html.title import Site, title_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AUTHORS = "author article:author dc.creator dcterms.creator citation_author parsely-author sailthru.author byl ld:author".split()  # noqa: SIM905
_SOURCES = ("source", "mediaid", "copyright-holder")
_NOBODY = frozenset({"admin", "administrator", "root", "editor", "unknown", "null", "none", "佚名", "匿名", "管理员"})
_ENDS = r"(?=\s*(?:来源|稿源|出处|编辑|责任编辑|责编|摄影|发布|更新|时间|日期|浏览|阅读|\d{4}|[|｜)）】\]]|$))"
_WRITTEN = tuple(
    re.compile(form)
    for form in (
        rf"(?:作者|撰文|撰稿)\s*[:：]\s*(.{{1,40}}?){_ENDS}",
        rf"^文\s*[/／|｜:：]\s*(.{{1,30}}?){_ENDS}",
        rf"(?:通讯员|记者)\s*[:：]\s*(.{{1,40}}?){_ENDS}",
        r"\b[Bb][Yy]:?\s+((?:[A-Z][\w.'’-]*\s?|and\s){1,6})",
        r"(?i:\bauthor|\bwritten by|\bposted by)\s*[:：]?\s*([A-Z][^|,·•\d]{1,50}?)\s*(?=$|[|,·•\d])",
    )
)
_FROM = re.compile(rf"(?:来源|稿源|出处|[Ss]ource)\s*[:：]\s*(.{{1,40}}?){_ENDS.replace('来源', '作者')}")


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself; "" where it does not."""

    title: str
    author: str
    published: str
    address: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a page that are no text: those of dates and names, those ``above`` it, and ``around`` it all others."""

    named: Sequence[str]
    above: Sequence[str]
    around: str


def about(root: HtmlElement, said: dict[str, str], lines: Lines) -> About:
    """What the page says of itself; ``said`` is its metadata."""
    address = said.get("canonical") or said.get("og:url") or ""
    address = address if re.match(r"https?://[^\s/]", address) else ""
    times = [time.get("datetime") or "".join(time.itertext()) for time in root.iter("time")]
    published = first_date([*(said.get(name, "") for name in NAMES), *lines.named, *times[:3]]) or date_in_address(
        address
    )
    title = title_of(root, said, Site.of(root, said, lines.around), lines.above)
    return About(title, _author(said, lines.named), published, address)


def _author(said: dict[str, str], lines: Sequence[str]) -> str:
    for name in _AUTHORS:
        value = re.sub(r"^(?:[Bb]y|作者\s*[:：])\s*", "", said.get(name, ""))
        if value and len(value) <= 100 and "/" not in value and value.casefold() not in _NOBODY:
            return value
    for form in (*_WRITTEN, _FROM):
        names = (found.group(1).strip(" ,，、;；|") for line in lines if (found := form.search(line)))
        if name := next((name for name in names if name and name.casefold() not in _NOBODY), ""):
            return name
    return next((said[name] for name in _SOURCES if said.get(name)), "")
