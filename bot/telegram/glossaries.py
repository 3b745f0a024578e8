"""Glossaries in a message: a line under the documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from bot.telegram import words
from bot.telegram.cut import MESSAGE_LIMIT, clean, shorten, units
from bot.telegram.pages import Page
from index.types import Glossary, Language

LINE_LIMIT = 1000
"""Units of the line; the names beyond are cut off."""
LEAST = 40
"""Units below which a line would say nothing: then the documents have the whole message."""
_BETWEEN = {"en": ", ", "zh": "、"}


def with_glossaries(page: Page, glossaries: Sequence[Glossary], language: Language) -> Page:
    """The page of all documents with the glossaries named under it, where there are any and room for them."""
    # counting the markup too asks for a little more room than Telegram does, never for less
    room = min(MESSAGE_LIMIT - units(page.html) - 2, LINE_LIMIT)
    if not glossaries or room < LEAST:
        return page
    names = _BETWEEN[language].join(clean(glossary.name) for glossary in glossaries)
    line = shorten(words.GLOSSARIES.say(language, count=len(glossaries), names=names), room)
    return replace(page, html=f"{page.html}\n\n{escape(line, quote=False)}")
