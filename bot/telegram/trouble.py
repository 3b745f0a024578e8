"""What people in a chat read when something cannot be done: the error's own words, and a step to take there."""

from __future__ import annotations

import logging

from bot.telegram import words
from bot.telegram.options import BotError
from index.errors import DocumentError, GlossaryError, QuestionError, WuzhenError
from index.types import Language

_log = logging.getLogger(__name__)
_NEXT = {"en": "Next: ", "zh": "下一步："}


def told(error: WuzhenError, language: Language, *, then: str, admin: bool = False) -> str:
    """``error`` for a chat: console commands give way to ``then`` where the person can mend it there.

    What only the keeper of the library can mend is logged, and shown in full to admins alone.
    """
    text = error.text(language)
    if isinstance(error, QuestionError | DocumentError | GlossaryError):
        return f"{_without_next(text, language)}\n{_NEXT[language]}{then}"
    if isinstance(error, BotError):
        return text
    _log.warning("%s", error.en)
    return text if admin else words.CLOSED.say(language)


def _without_next(text: str, language: Language) -> str:
    return text.rpartition(_NEXT[language])[0].rstrip() or text
