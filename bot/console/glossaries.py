"""Glossaries on the console: the table of all."""

from __future__ import annotations

from collections.abc import Sequence

from bot.console import words
from bot.console.documents import GAP
from bot.console.style import Style, visible
from bot.console.width import cut, pad, width
from index.types import Glossary, Language

_LEAST = 8
"""Columns that names keep on the narrowest terminal."""


def glossaries_table(glossaries: Sequence[Glossary], style: Style, columns: int | None, language: Language) -> str:
    """All glossaries, one a line: name, terms, day; names are cut where the terminal is narrow."""
    rows = [[heading.say(language) for heading in (words.GLOSSARY, words.TERMS, words.ADDED_ON)]]
    rows += [[" ".join(visible(each.name).split()), str(each.count), each.added[:10]] for each in glossaries]
    name, terms, day = (max(map(width, column)) for column in zip(*rows, strict=True))
    if columns is not None:
        name = min(name, max(_LEAST, columns - terms - day - 2 * len(GAP)))
    head, *lines = [GAP.join((pad(cut(row[0], name), name), pad(row[1], terms, right=True), row[2])) for row in rows]
    return "\n".join([style.faint(head), *lines])
