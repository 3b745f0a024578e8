"""How the chat speaks: in which language, in which colours, how wide, and on which stream."""

from __future__ import annotations

import sys

from bot.console.style import Style, columns_of
from bot.words import Phrase
from index.types import Language


class Voice:
    """``language`` is the console's; ``fixed`` is what ``/lang`` set, None for auto."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.fixed: Language | None = None
        self.style = Style.for_stream(sys.stdout)
        self.alarm = Style.for_stream(sys.stderr)

    @property
    def spoken(self) -> Language:
        """The language of everything but answers."""
        return self.fixed or self.language

    @property
    def columns(self) -> int | None:
        """Columns of the terminal now: windows change."""
        return columns_of(sys.stdout)

    def tell(self, phrase: Phrase, **values: object) -> None:
        """Say what happened."""
        print(phrase.say(self.spoken, **values))

    def complain(self, text: str) -> None:
        """Say what went wrong, on stderr, after what stdout still holds."""
        sys.stdout.flush()
        print(self.alarm.error(text), file=sys.stderr, flush=True)
