"""Which text of a page is its main part, in the judgement of trafilatura; how it reads is not asked there."""

from __future__ import annotations

import logging
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LOG = logging.getLogger(__name__)
LONG = 8.0
"""Weight from which a text is found again wherever it stands; a shorter one must be a line of its own."""
SEARCHED = 300_000
"""Characters of main text in which a line is searched for that is none of its own; beyond, only whole lines count."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The main text as ``lines`` and as one ``text``, letters and figures alone."""

    lines: frozenset[str]
    text: str

    def has(self, text: str) -> bool:
        """Whether a block with this text is part of the main text."""
        sought = bare(text)
        if sought in self.lines:
            return bool(sought)
        return is_long(text) and len(self.text) <= SEARCHED and sought in self.text


def bare(text: str) -> str:
    """Letters and figures alone: white space and marks may be written in another way."""
    return "".join(c for c in text if c.isalnum())


def is_long(text: str) -> bool:
    """Whether a text says enough to be known by; a Han character counts as three letters."""
    return sum(1.0 if c > "\u2e7f" else 0.35 for c in text[:100]) >= LONG


def judged(root: HtmlElement) -> Judgement | None:
    """What of the page is its main part, or None where nothing was found in it. ``root`` stays as it is."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            deepcopy(root), include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
        )
    except Exception:
        # an edge: whatever happens in there, the page is read without its judgement
        _LOG.info("a page could not be judged", exc_info=True)
        return None
    text = getattr(found, "text", None)
    if not text:
        return None
    lines = [bare(line) for line in text.splitlines()]
    return Judgement(frozenset(filter(None, lines)), "".join(lines))
