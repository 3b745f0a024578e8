"""The title of a page: its own words, without the site's name before or behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.html.inline import shown_text
from index.readers.html.judging import bare

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEPARATOR = re.compile(r"\s+[-–—:_]+\s+|\s*[|｜丨»›·]\s*|\s*[-–—_]+\s*")
_TIGHT = re.compile(r"[a-z0-9][-_][a-z0-9]", re.IGNORECASE)
_HOME = frozenset({"/", "./", "../", "index.html", "index.htm", "/index.html", "../index.html"})


@dataclass(frozen=True, slots=True)
class Site:
    """What a site is called: ``names`` for certain, and ``around``, text in which its name stands somewhere."""

    names: frozenset[str]
    around: str

    @classmethod
    def of(cls, root: HtmlElement, said: dict[str, str], around: str) -> Site:
        """From metadata, from links to its first page, and from a heading that a title ends with."""
        names = [said.get(name, "") for name in ("og:site_name", "application-name", "ld:site")]
        names += [shown_text("".join(one.itertext())) for one in root.iter("a") if (one.get("href") or "") in _HOME]
        whole = bare(whole_title(root))
        names += [head for head in heads(root) if whole.endswith(bare(head)) and not begins(head, whole)]
        names = [name.casefold() for name in names if len(name) > 1]
        return cls(frozenset(names), " ".join([*names, around.casefold()]))

    def calls(self, text: str) -> bool:
        """Whether the site is called so: as a whole, or as words of what stands around a text."""
        text = text.casefold()
        word = text in self.names or re.search(rf"(?<![a-z0-9]){re.escape(text)}(?![a-z0-9])", self.around)
        return bool(word) and (len(text) > 2 or text in self.names)


def title_of(root: HtmlElement, said: dict[str, str], site: Site, above: Sequence[str]) -> str:
    """The line that the page's title begins with, else that title, else a heading; "" where there is none.

    ``above`` are the short lines before the page's first sentence: many pages set their title as one of them.
    """
    whole, shared = whole_title(root), said.get("og:title") or said.get("ld:title") or ""
    found = [head for head in heads(root) if not site.calls(head)]
    for head in (*found, *(line for line in above if not site.calls(line) and _is_parted(line, whole))):
        if begins(head, whole) or begins(head, shared):
            return without_site(head, site)
    known = without_site(shared or whole, site)
    return known if known and not site.calls(known) else next(iter(found), known)


def without_site(title: str, site: Site) -> str:
    """The title without a part behind a separator, or before it, that is what the site is called."""
    for found in reversed(list(_SEPARATOR.finditer(title))):
        head, tail = title[: found.start()].strip(), title[found.end() :].strip()
        within = _is_within_word(title, found)
        if head and (not tail or (site.calls(tail) and (not within or " " in tail or tail.casefold() in site.names))):
            title = head
    first = _SEPARATOR.search(title)
    if first and not _is_within_word(title, first) and title[: first.start()].casefold() in site.names:
        return title[first.end() :].strip() or title
    return title


def _is_within_word(title: str, found: re.Match[str]) -> bool:
    """Whether a separator may be the hyphen of an English word: one word behind it is then no site's name for certain."""
    return bool(_TIGHT.fullmatch(title[max(0, found.start() - 1) : found.end() + 1]))


def _is_parted(line: str, title: str) -> bool:
    """Whether the title goes on behind the line with a separator."""
    return len(line) > 3 and title.startswith(line) and _SEPARATOR.match(title, len(line)) is not None


def heads(root: HtmlElement) -> list[str]:
    """The headings of the first level."""
    found = (shown_text("".join(one.itertext()).replace("\n", " ")) for one in root.iter("h1"))
    return [head for head in found if bare(head)]


def whole_title(root: HtmlElement) -> str:
    """What the page's ``title`` says."""
    return next((shown_text("".join(one.itertext())) for one in root.iter("title")), "")


def begins(head: str, title: str) -> bool:
    """Whether a heading is how a title begins: a site's name is how it ends."""
    return bare(title).startswith(bare(head))
