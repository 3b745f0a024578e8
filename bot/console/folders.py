"""``wuzhen add FOLDER`` and ``wuzhen sync``: folders on the console, with progress, questions and a summary."""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.assistant import Assistant
from bot.console import folder_words, words
from bot.console.asking import agreed
from bot.console.folder_progress import FilesLine
from bot.console.folder_summary import removal_question, summary, troubles
from bot.console.progress import duration
from bot.console.style import visible
from index.folder_types import Synced
from index.types import Confirm, Language

STOPPED = 130
"""Exit status after Ctrl-C."""


def add(assistant: Assistant, path: Path, options: Namespace, language: Language, password: str = "") -> int:
    """Add a folder; 1 where a file did not go in, 130 after Ctrl-C."""
    again = f"wuzhen add {shlex.quote(str(path))}"

    def work(line: FilesLine) -> Synced:
        confirm = _large(options, language, line)
        return assistant.add_folder(path, on_step=line, confirm=confirm, password=password, ocr=options.ocr)

    return _run(language, again, work)


def sync(assistant: Assistant, options: Namespace, language: Language) -> int:
    """Bring folders in step, all that are known where none is named; the same exit statuses."""
    again = " ".join(["wuzhen sync", *(shlex.quote(str(path)) for path in options.folders)])

    def work(line: FilesLine) -> Synced:
        def removal(names: Sequence[str]) -> bool:
            line.close()
            return options.yes or agreed(removal_question(names, language))

        return assistant.sync(
            options.folders, on_step=line, confirm=_large(options, language, line), confirm_removal=removal
        )

    try:
        return _run(language, again, work)
    finally:
        assistant.save()


def _run(language: Language, again: str, work: Callable[[FilesLine], Synced]) -> int:
    with FilesLine(language) as line:
        try:
            synced = work(line)
        except KeyboardInterrupt:
            line.close()
            done, files = (line.last.done, line.last.files) if line.last else (0, 0)
            print(folder_words.STOPPED.say(language, done=done, files=files, next=again), file=sys.stderr)
            return STOPPED
    print("\n".join(summary(synced, language)), flush=True)
    if complaints := troubles(synced, language):
        print("\n".join(complaints), file=sys.stderr)
    return 1 if synced.troubles or synced.kept else 0


def _large(options: Namespace, language: Language, line: FilesLine) -> Confirm | None:
    """Who is asked before a large file."""

    def ask(count: int, seconds: float) -> bool:
        line.close()
        name = f"{visible(line.last.name)}: " if line.last else ""
        return agreed(name + words.BIG.say(language, count=count, time=duration(seconds, language)))

    return None if options.yes else ask
