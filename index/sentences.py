"""Sentences of a text in Chinese, English or both; every character that is not white space belongs to one."""

from __future__ import annotations

import re

from index.types import Span

_END = re.compile(  # one class first, so that the search for it runs fast; then what may follow that character
    r"([。！？!?….\n](?:(?<=\n)\n*|(?:(?<=\.)\.*|(?<=[。！？!?…])[。！？!?…]*)[\"'”’」』）》)\]】]*))[^\S\n]*"
)
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof st jr sr vs etc e.g i.e cf no vol fig ca approx inc ltd co corp dept est gen gov hon rev
    sen rep lt col capt sgt maj u.s u.k u.n d.c a.m p.m ph.d al jan feb mar apr jun jul aug sep sept oct nov
    dec pp p ch sec
    """.split()  # noqa: SIM905  # one word a line would fill two screens
)
_LONG_ABBREVIATIONS = frozenset(word[-4:] for word in _ABBREVIATIONS if len(word) >= 4)
"""How those of four letters or more end."""
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")
_LAST_WORD = re.compile(r"[\w.]*$")
_ENUMERATOR = re.compile(r"(?:^|\n)\s*(?:\d{1,3}|[A-Za-z])$")


def sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences, in order, without white space at their ends."""
    found = []
    start = len(text) - len(text.lstrip())
    for match in _END.finditer(text, start):
        mark = text[match.start()]
        if mark in "。！？" or _ends(text, start, match):
            end = match.end(1) if mark != "\n" else start + len(text[start : match.start()].rstrip())
            if end > start:
                found.append(Span(start, end))
            start = match.end()
    end = len(text.rstrip())
    if end > start:
        found.append(Span(start, end))
    return tuple(found)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group(1)
    if mark[0] == "\n":
        return True
    following = text[match.end(1) : match.end(1) + 1]
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
    if following and not following.isspace() and not "\u4e00" <= following <= "\u9fff":
        return False
    stop = match.start()
    if start <= stop - 4 and (tail := text[stop - 4 : stop]).isalpha() and tail.lower() not in _LONG_ABBREVIATIONS:
        return True  # most words are this long, and no other abbreviation is
    before = text[max(start, stop - 24) : stop]
    found = _LAST_WORD.search(before)
    word = found.group().lower() if found else ""
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()) or _INITIALS.fullmatch(word):
        return not text[match.end() :].strip()
    return not _ENUMERATOR.search(before)
