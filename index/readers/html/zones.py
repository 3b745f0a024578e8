"""Which parts of a page are no text by their own account: menus, footers, share buttons, comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = {
    "nav": "menu",
    "footer": "footer",
    "aside": "sidebar",
    "select": "form",
    "textarea": "form",
    "dialog": "notice",
}
_ROLES = {
    "navigation": "menu",
    "menu": "menu",
    "menubar": "menu",
    "contentinfo": "footer",
    "complementary": "sidebar",
    "search": "form",
    "dialog": "notice",
    "alertdialog": "notice",
}
# whole words of class and id; a theme's own words ("has-sidebar") stand on html, body and main, which are never asked
_WORDS = {
    "breadcrumb": "breadcrumb|breadcrumbs|crumb|crumbs|bread|mbx|weizhi|curpos|position-nav|mianbaoxie",
    "menu": "nav|navi|navbar|navigation|menu|submenu|topbar|toolbar|topnav|subnav|pager|pagination|paging|pagenav|prevnext"
    "|prev-next|post-nav|page-nav|daohang|skip-link|tabbar|tabs|mw-editsection|editsection|toc|tags|tag-list|taglist",
    "share": "share|sharing|sharebar|bdsharebuttonbox|bshare|social|socials|addthis|fenxiang|weixin-share|qrcode|ewm",
    "related links": "related|relate|related-posts|recommend|recommended|recommends|recommendation|tuijian|xgyd|xiangguan"
    "|hot-news|hotnews|rank|ranking|most-read|popular|trending|more-news|readmore|read-more|outbrain|taboola",
    "comments": "comments|comment|commentlist|comment-list|pinglun|disqus|respond|reply",
    "advertising": "ad|ads|advert|adverts|advertisement|advertising|adsbygoogle|banner|guanggao|gg|sponsor|sponsored|promo",
    "credit": "copyright|copyrights|editor|zrbj|bianji|disclaimer|shengming|icp|beian",
    "notice": "cookie|cookies|cookie-banner|consent|gdpr|paywall|newsletter|subscribe|subscription|login|modal|popup",
    "sidebar": "sidebar|side-bar|aside|sidebox|rightbar|leftbar",
    "footer": "footer|foot|page-footer|site-footer|colophon|bottom-bar|dibu",
    "hidden": "hidden|hide|visually-hidden|sr-only|screen-reader-text|noprint",
}
_ZONES = tuple((zone, re.compile(rf"(?:^|[\s_])(?:{words})(?:$|[\s_])")) for zone, words in _WORDS.items())
_PARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_CONTAINERS = frozenset({"html", "body", "main", "article", "h1", "p", "form", "table", "tbody"})
_WHOLE = frozenset({"html", "body", "main", "article"})  # shown by a script that we do not run
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(element: HtmlElement) -> bool:
    """Whether a browser would not show it: screen readers' hints and what waits for a script."""
    if element.tag in _WHOLE:
        return False
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def zone_of(element: HtmlElement) -> str:
    """What part of a page the element says it is, as a reason for leaving it out; "" where it says nothing."""
    tag = element.tag
    if is_hidden(element):
        return "hidden"
    said = _ROLES.get((element.get("role") or "").lower()) or _TAGS.get(tag)
    if said or tag in _CONTAINERS:
        return said or ""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _named(names) if len(names) > 1 else ""


def _named(names: str) -> str:
    """The zone that a class or id names: as a whole, or as the last or first part of a compound (news-nav, share-box)."""
    names = _PARTS.sub("_", names[:400]).lower()
    parts = [re.split(r"[-_]", name) for name in names.split()]
    asked = (names, " ".join(part[-1] for part in parts), " ".join(part[0] for part in parts))
    return next((zone for text in asked for zone, words in _ZONES if words.search(text)), "")
