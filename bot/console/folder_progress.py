"""How far many files are: one line rewritten on a terminal, one line a file elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TextIO

from bot.console import folder_words, words
from bot.console.progress import BAR, PATIENCE, PERIOD, duration
from bot.console.style import USUAL_COLUMNS, can_move, columns_of, visible
from bot.console.width import cut
from bot.words import Phrase
from index.folder_types import Step, Trouble
from index.types import Language

_ERASE = "\r\x1b[K"
_OUTCOMES: Mapping[str, Phrase] = {
    **words.CHANGES,
    "moved": folder_words.MOVED,
    "removed": words.REMOVED,
}


class FilesLine:
    """Called with each ``Step``, the latest of which is ``last``; the line is on ``stream``, the log on ``log``.

    ``each``: the log has a line a file on a terminal too.
    """

    def __init__(
        self,
        language: Language,
        *,
        stream: TextIO | None = None,
        log: TextIO | None = None,
        environment: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        each: bool = False,
    ) -> None:
        self.language: Language = language
        self.stream = sys.stderr if stream is None else stream
        self.log = sys.stdout if log is None else log
        self.rewrites = can_move(self.stream, os.environ if environment is None else environment)
        self.clock = clock
        self.each = each
        self.started = clock()
        self.drawn: float | None = None
        self.last: Step | None = None

    def __enter__(self) -> FilesLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __call__(self, step: Step) -> None:
        """Show ``step``, unless the line was drawn a moment ago."""
        now, self.last = self.clock(), step
        if step.outcome is not None and (self.each or not self.rewrites):
            self.close()
            print(outcome_text(step, self.language), file=self.log, flush=True)
        elif self.rewrites and now - self.started >= PATIENCE and (self.drawn is None or now - self.drawn >= PERIOD):
            # the last column stays free: some terminals begin a new line when it is filled
            self._write(_ERASE + cut(self.line(step, now), (columns_of(self.stream) or USUAL_COLUMNS) - 1))
            self.drawn = now

    def close(self) -> None:
        """Erase the line, so that what is written next begins on a clean one."""
        if self.drawn is not None:
            self._write(_ERASE)
            self.drawn = None

    def line(self, step: Step, now: float) -> str:
        """``[###----] 12/340 files  1234 passages  60/s  4 min left  notes/a.md``; the time is told from the bytes."""
        share, spent = min(max(step.share, 0.0), 1.0), now - self.started
        filled = int(BAR * share)
        parts = [
            f"[{'#' * filled}{'-' * (BAR - filled)}]",
            folder_words.FILES.say(self.language, done=step.done, files=step.files),
            folder_words.PASSAGES.say(self.language, count=step.passages),
        ]
        if spent > 0 and step.passages:
            rate = step.passages / spent
            parts.append(words.RATE.say(self.language, rate=f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}"))
        if spent > 0 and share > 0:
            parts.append(words.LEFT.say(self.language, time=duration(spent * (1 - share) / share, self.language)))
        return "  ".join([*parts, _one_line(step.name)])

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


def outcome_text(step: Step, language: Language) -> str:
    """One line on what became of a file; why it did not go in is told at the end."""
    if isinstance(step.outcome, Trouble):
        return folder_words.FAILED.say(language, name=_one_line(step.name))
    counts = {"count": step.count, "kept": step.kept, "new": step.new, "gone": step.gone}
    return _OUTCOMES[step.outcome or "added"].say(language, name=_one_line(step.name), **counts)


def _one_line(name: str) -> str:
    return " ".join(visible(name).split())
