"""How far long work is: one line rewritten on a terminal, one line a document elsewhere; on stderr by default."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TextIO

from bot.console import words
from bot.console.style import USUAL_COLUMNS, can_move, columns_of, visible
from bot.console.width import cut
from bot.words import Phrase
from index.types import Language, Progress

PATIENCE = 0.3
"""Seconds before the first line is drawn: shorter work would only flicker."""

PERIOD = 0.1
"""Seconds between two drawings of the line."""

BAR = 20
"""Columns of the bar."""

_ERASE = "\r\x1b[K"


class ProgressLine:
    """Called with each ``Progress``; leaves no line of its own behind on a terminal when closed.

    A document's time runs from the last report on the one before it, or from the making of this object:
    reading the file and opening the encoder are work too. ``rate`` says what is done in a second.
    """

    def __init__(
        self,
        language: Language,
        *,
        stream: TextIO | None = None,
        environment: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        rate: Phrase = words.RATE,
    ) -> None:
        self.language: Language = language
        self.rate = rate
        self.stream = sys.stderr if stream is None else stream
        self.rewrites = can_move(self.stream, os.environ if environment is None else environment)
        self.clock = clock
        self.opened = self.started = self.reported = clock()
        self.name: str | None = None
        self.unit = "passage"
        self.told = False
        self.drawn: float | None = None

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __call__(self, progress: Progress) -> None:
        """Show ``progress``, unless the line was drawn a moment ago."""
        now = self.clock()
        if (progress.name, progress.unit) != (self.name, self.unit):
            self.name, self.unit, self.started, self.told = progress.name, progress.unit, self.reported, False
        self.reported = now
        if not self.rewrites:
            if progress.done >= progress.total and not self.told and progress.unit == "passage":
                self._finish(progress, now)
        elif now - self.opened >= PATIENCE and (self.drawn is None or now - self.drawn >= PERIOD):
            columns = columns_of(self.stream) or USUAL_COLUMNS
            # the last column stays free: some terminals begin a new line when it is filled
            self._write(_ERASE + cut(self.line(progress, now), columns - 1))
            self.drawn = now

    def close(self) -> None:
        """Erase the line, so that what is written next begins on a clean one."""
        if self.drawn is not None:
            self._write(_ERASE)
            self.drawn = None

    def line(self, progress: Progress, now: float) -> str:
        """``name [####----] 120/240 65/s 2 s left``, without rate and time before there is a rate."""
        done, total = min(progress.done, progress.total), max(progress.total, 1)
        filled = BAR * done // total
        parts = [
            cut(visible(progress.name), BAR),
            f"[{'#' * filled}{'-' * (BAR - filled)}]",
            f"{done}/{progress.total}",
        ]
        rate = done / (now - self.started) if now > self.started else 0.0
        if rate > 0:
            said = f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"
            phrase = words.PAGE_RATE if progress.unit == "page" else self.rate
            parts.append(phrase.say(self.language, rate=said))
            parts.append(words.LEFT.say(self.language, time=duration((total - done) / rate, self.language)))
        return "  ".join(parts)

    def _finish(self, progress: Progress, now: float) -> None:
        """One line for a document that is done, told once though its end be reported twice."""
        time_taken = duration(now - self.started, self.language)
        name = " ".join(visible(progress.name).split())
        self._write(words.FINISHED.say(self.language, name=name, total=progress.total, time=time_taken) + "\n")
        self.told = True

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


def duration(seconds: float, language: Language) -> str:
    """A time as people say it, to the second under a minute, to the minute above."""
    whole = max(0, round(seconds))
    if whole < 60:
        return words.SECONDS.say(language, seconds=whole)
    minutes = round(whole / 60)
    if minutes < 60:
        return words.MINUTES.say(language, minutes=minutes)
    return words.HOURS.say(language, hours=minutes // 60, minutes=minutes % 60)
