"""Adding one thing from a chat, and what is said of it; runs where the assistant is."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from bot.assistant import Assistant, Confirm, OnProgress
from bot.telegram import words
from bot.telegram.cut import clean, shorten
from index.errors import Declined
from index.types import Added, Language

LONGEST_ADD = 600.0
"""Seconds of embedding that are done from a chat; more than that is for the console, where it can be watched."""


def add_file(assistant: Assistant, path: Path, name: str, language: Language, report: OnProgress) -> str:
    """Add one file and say what that did."""
    return _outcome(
        lambda confirm: assistant.add(path, name=name, progress=report, confirm=confirm), assistant, name, language
    )


def add_link(assistant: Assistant, link: str, name: str, language: Language, report: OnProgress) -> str:
    """Add one page and say what that did. Pages of this machine and its network are never open to a chat."""
    return _outcome(
        lambda confirm: assistant.add_link(link, progress=report, confirm=confirm), assistant, name, language
    )


def _outcome(add: Callable[[Confirm], Added], assistant: Assistant, name: str, language: Language) -> str:
    """Do ``add`` and say what it did; work that would take too long is left to the console."""
    asked: list[tuple[int, float]] = []

    def confirm(passages: int, seconds: float) -> bool:
        asked.append((passages, seconds))
        return seconds <= LONGEST_ADD

    try:
        added = add(confirm)
        assistant.save()
    except Declined:
        passages, seconds = asked[-1]
        return words.TOO_LONG.say(language, name=name, passages=passages, minutes=math.ceil(seconds / 60))
    return _added(added, language)


def _added(added: Added, language: Language) -> str:
    phrase = {"added": words.ADDED, "replaced": words.REPLACED, "unchanged": words.UNCHANGED}[added.change]
    return phrase.say(language, title=shorten(clean(added.document.title), 200), **added.passages)
