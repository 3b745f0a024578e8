"""Sentences of a text in Chinese, English or both; every character that is not white space belongs to one."""

from __future__ import annotations

import re

from index.types import Span

_END = re.compile(  # one class first, so that the search for it runs fast; then what may follow that character
    r"[。！？!?….\n](?:(?<=\n)\n*|(?:(?<=\.)\.*|(?<=[。！？!?…])[。！？!?…]*)[\"'”’」』）》)\]】]*)"
)
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof st jr sr vs etc e.g i.e cf no vol fig ca approx inc ltd co corp dept est gen gov hon rev
    sen rep lt col capt sgt maj u.s u.k u.n d.c a.m p.m ph.d al jan feb mar apr jun jul aug sep sept oct nov
    dec pp p ch sec
    """.split()  # noqa: SIM905  # one word a line would fill two screens
)
_LAST_WORD = re.compile(r"[\w.]*$")
_ENUMERATOR = re.compile(r"(?:^|\n)\s*(?:\d{1,3}|[A-Za-z])$")


def sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences, in order, without white space at their ends."""
    found = []
    start = 0
    for match in _END.finditer(text):
        if _ends(text, start, match):
            found.append((start, match.end()))
            start = match.end()
    found.append((start, len(text)))
    return tuple(span for begin, end in found if (span := _trimmed(text, begin, end)).start < span.end)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    following = text[match.end() : match.end() + 1]
    if mark[0] in "。！？\n":
        return True
    if mark[0] == "…":
        return (
            not following
            or following in '\n“"「'
            or (mark != "…" and "\u4e00" <= following <= "\u9fff" and match.start() - start > 4)
        )
    if mark[0] in "!?":
        return not following or following.isspace() or not following.isascii()
    return _full_stop(text, start, match, following)


def _full_stop(text: str, start: int, match: re.Match[str], following: str) -> bool:
    if following and not following.isspace() and following.isascii():
        return False
    if following and not following.isspace() and not "\u4e00" <= following <= "\u9fff":
        return False
    before = text[max(start, match.start() - 24) : match.start()]
    found = _LAST_WORD.search(before)
    word = found.group().lower() if found else ""
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return not text[match.end() :].strip()
    return not _ENUMERATOR.search(before)


def _trimmed(text: str, begin: int, end: int) -> Span:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return Span(begin, end)
