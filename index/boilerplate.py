"""Lines of a saved page that are no text: breadcrumbs, menus, credits. Nothing unknown is ever dropped.

The order of the rules matters: a line with a Chinese full stop is text before anything else is asked.
"""

from __future__ import annotations

import re

_CRUMB_START = re.compile(
    r"\s*(?:当前|您的?|您所在|现在)(?:的)?位置\s*[:：]|\s*(?:首页|Home)\s*(?:[>›»/]|[:：](?=.*[>›»]))", re.IGNORECASE
)
_ARROWS = re.compile(r"[>›»]")
_CODE = re.compile(r"[(){}=;]|\b(?:if|and|or|for|while|return)\b|[<>]=?\s*\d")
_CREDIT = re.compile(
    r"\s*[(（\[【]?\s*(?:(?:责任|本文|网络|本期|值班)?(?:编辑|责编|校对|审核|监制|审校)\s*[:：]|版权所有(?![人者权])"
    r"|Copyright\s*(?:©|\(c\)|[:：]|\d{4})|©|上一篇|下一篇|分享到|扫一扫|.{0,12}ICP备)",
    re.IGNORECASE,
)
_ENDS = tuple(mark + closing for mark in ".!?" for closing in ("", *"\"”')"))
HEAD = 8
"""Lines at the start of a page among which a breadcrumb is looked for."""


def reason(line: str, number: int) -> str | None:
    """Why ``line`` (its number counts from 1) is no text, or None where it is or may be."""
    if "。" in line:
        return None
    if _CRUMB_START.match(line):
        return "breadcrumb"
    if is_body(line):
        return None
    if number <= HEAD and len(_ARROWS.findall(line)) >= 2 and not _CODE.search(line):
        return "breadcrumb"
    if is_credit(line) and len(line) < 80:
        return "credit"
    menu = line.count("|") >= 3 and not line.lstrip().startswith("|") and len(line) < 120 and number <= HEAD
    return "menu" if menu else None


def is_body(line: str) -> bool:
    """Whether a line has a sentence, or ends as one."""
    return line.rstrip().endswith(_ENDS) or any(mark in line for mark in "。！？")


def is_credit(line: str) -> bool:
    """Whether a line begins as one that says who edited or owns the page, or where to go from it."""
    return bool(_CREDIT.match(line))


def without_advert(title: str, crumb: str) -> str:
    """The title without an ending that the breadcrumb repeats: ``Title-Site name``."""
    head, dash, tail = title.rpartition("-")
    return head.strip() if dash and head and tail.strip() and tail.strip() in crumb else title
