"""``wuzhen watch``: folders kept in step until Ctrl-C, a line for each file that changed, one question about what is gone."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Sequence

from bot.assistant import Assistant
from bot.console import folder_words
from bot.console.asking import agreed
from bot.console.folder_progress import FilesLine
from bot.console.folder_summary import removal_question, trouble_text
from index.errors import DocumentError
from index.folder_types import Synced
from index.types import Language


def watch(assistant: Assistant, options: Namespace, language: Language) -> int:
    """Watch until Ctrl-C or the end of the session; the exit status, 0."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service is ended like this
    with FilesLine(language, each=True) as line:
        watcher = _Watcher(language, line, yes=options.yes)
        try:
            assistant.watch(
                options.folders,
                on_start=watcher.start,
                on_round=watcher.round,
                on_step=line,
                confirm=watcher.large,
                confirm_removal=watcher.removal,
            )
        except KeyboardInterrupt:
            line.close()
            print(folder_words.WATCHED.say(language), flush=True)
    return 0


class _Watcher:
    """Says everything once; ``agreed`` is the answer about removing, None while nothing was asked."""

    def __init__(self, language: Language, line: FilesLine, *, yes: bool) -> None:
        self.language: Language = language
        self.line = line
        self.yes = yes
        self.agreed: bool | None = True if yes else None
        self.told: set[str] = set()

    def start(self, folders: Sequence[str], trouble: str) -> None:
        """Say what is watched and how."""
        self.line.close()
        print(folder_words.WATCHING.say(self.language, folders=", ".join(folders)), flush=True)
        if trouble:
            print(folder_words.POLLING.say(self.language, reason=trouble), file=sys.stderr, flush=True)

    def round(self, outcome: Synced | DocumentError) -> None:
        """Say what went wrong in a look; what went well was said file by file."""
        self.line.close()
        if isinstance(outcome, DocumentError):
            self._once(trouble_text(outcome, self.language))
            return
        for trouble in outcome.troubles:
            self._once(trouble_text(trouble.error, self.language))
        if outcome.kept:
            self._once(folder_words.KEPT.say(self.language, count=outcome.kept))

    def removal(self, names: Sequence[str]) -> bool:
        """Ask the first time; the answer holds from then on."""
        if self.agreed is None:
            self.line.close()
            self.agreed = agreed(removal_question(names, self.language, always=True))
        return self.agreed

    def large(self, _count: int, _seconds: float) -> bool:
        """Large files are added while watching; nobody may be there to ask."""
        return True

    def _once(self, text: str) -> None:
        if text not in self.told:
            self.told.add(text)
            print(text, file=sys.stderr, flush=True)
