"""Lines of a saved page that are no text: breadcrumbs, menus, credits. Nothing unknown is ever dropped."""

from __future__ import annotations

import re

_CRUMB_START = re.compile(
    r"^\s*(?:当前|您的?|您所在|现在)(?:的)?位置\s*[:：]|^\s*(?:首页|Home)\s*[:：>›»/]", re.IGNORECASE
)
_ARROWS = re.compile(r"[>›»]")
_CODE = re.compile(r"[(){}=;]|\b(?:if|and|or|for|while|return)\b|[<>]=?\s*\d")
_CREDIT = re.compile(
    r"^\s*(?:责任编辑|编辑|版权所有|Copyright|©|上一篇|下一篇|分享到|扫一扫|.{0,12}ICP备)", re.IGNORECASE
)
_BODY = re.compile(r"[。！？]|[.!?][\"”')]?\s*$")
HEAD = 8
"""Lines at the start of a page among which a breadcrumb is looked for."""


def reason(line: str, number: int) -> str | None:
    """Why ``line`` (its number counts from 1) is no text, or None where it is or may be."""
    if _CRUMB_START.search(line):
        return "breadcrumb"
    if _BODY.search(line):
        return None
    if number <= HEAD and len(_ARROWS.findall(line)) >= 2 and not _CODE.search(line):
        return "breadcrumb"
    if _CREDIT.search(line) and len(line) < 80:
        return "credit"
    if line.count("|") >= 3 and not line.lstrip().startswith("|") and len(line) < 120 and number <= HEAD:
        return "menu"
    return None


def without_advert(title: str, crumb: str) -> str:
    """The title without an ending that the breadcrumb repeats: ``Title-Site name``."""
    head, dash, tail = title.rpartition("-")
    return head.strip() if dash and head and tail.strip() and tail.strip() in crumb else title
