"""What each command of the chat does."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.console import words
from bot.console.answerer import Answerer
from bot.console.asking import YES
from bot.console.commands import Command, help_text, named
from bot.console.documents import documents_table
from bot.console.folder_acts import FolderActs
from bot.console.glossaries import glossaries_table
from bot.console.lines import Lines
from bot.console.progress import ProgressLine, duration
from bot.console.reading import Reading, source_text
from bot.console.style import visible
from bot.console.voice import Voice
from bot.links import is_link
from bot.words import Phrase
from index.types import Language

_TONGUES: dict[str, tuple[Language | None, Phrase]] = {
    "en": ("en", words.LANG_EN),
    "zh": ("zh", words.LANG_ZH),
    "auto": (None, words.LANG_AUTO),
}


class Unchanged(KeyboardInterrupt):
    """Ctrl-C while the library was to be changed, and was not."""


class Acts:
    """The commands over one assistant; ``leaving`` turns true with ``/quit``."""

    def __init__(self, assistant: Answerer, voice: Voice, lines: Lines, reading: Reading) -> None:
        self.assistant = assistant
        self.voice = voice
        self.lines = lines
        self.reading = reading
        self.leaving = False

    def obey(self, command: Command, argument: str) -> None:
        """Do what ``command`` says; raises ``WuzhenError``, and ``Unchanged`` when long work is interrupted."""
        if command.argument and not command.optional and not argument:
            self._misused(command)
            return
        acts: dict[str, Callable[[], None]] = {
            "/help": lambda: print(help_text(self.voice.spoken)),
            "/add": lambda: self._add(argument),
            "/sync": lambda: self._folders().sync(typed_path(argument) if argument else None),
            "/glossary": lambda: self._add_glossary(argument),
            "/remove": lambda: self._remove(argument),
            "/documents": self._documents,
            "/rebuild": self._rebuild,
            "/more": self._more,
            "/next": lambda: self._step(1),
            "/previous": lambda: self._step(-1),
            "/source": lambda: self._source(argument),
            "/lang": lambda: self._speak(command, argument),
            "/quit": self._quit,
        }
        acts[command.name]()

    def _folders(self) -> FolderActs:
        return FolderActs(self.assistant, self.voice, self.lines)

    def _add(self, argument: str) -> None:
        if typed_path(argument).is_dir():
            self._folders().add(typed_path(argument))
            return
        with self._working() as progress:
            if is_link(argument):
                added = self.assistant.add_link(argument, progress=progress, confirm=self._confirm)
            else:
                added = self.assistant.add(typed_path(argument), progress=progress, confirm=self._confirm)
        self.voice.tell(words.CHANGES[added.change], name=visible(added.document.name), **added.passages)

    def _add_glossary(self, argument: str) -> None:
        with self._working():
            glossary = self.assistant.add_glossary(typed_path(argument))
        self.voice.tell(words.GLOSSARY_ADDED, name=visible(glossary.name), count=glossary.count)

    def _rebuild(self) -> None:
        with self._working() as progress:
            kept: list[str] = []
            count = self.assistant.rebuild(progress=progress, on_kept=kept.append)
        for name in dict.fromkeys(kept):
            self.voice.tell(words.KEPT_AS_READ, name=visible(name))
        self.voice.tell(words.REBUILT, count=count)

    @contextmanager
    def _working(self) -> Iterator[ProgressLine]:
        with ProgressLine(self.voice.spoken) as progress:
            try:
                yield progress
            except KeyboardInterrupt as stop:
                raise Unchanged from stop

    def _confirm(self, count: int, seconds: float) -> bool:
        """Ask before long work; where nobody can answer, the answer is no."""
        spoken = self.voice.spoken
        try:
            said = self.lines.ask(words.BIG.say(spoken, count=count, time=duration(seconds, spoken)))
        except EOFError:
            print()
            return False
        return said.strip().lower() in YES

    def _remove(self, argument: str) -> None:
        self.voice.tell(words.REMOVED, name=visible(self.assistant.remove(argument).name))

    def _documents(self) -> None:
        voice, usage = self.voice, named("/add").usage(self.voice.spoken)
        documents = self.assistant.documents()
        print(documents_table(documents, voice.style, voice.columns, voice.spoken, next_command=usage))
        if glossaries := self.assistant.glossaries():
            print(f"\n{glossaries_table(glossaries, voice.style, voice.columns, voice.spoken)}")

    def _more(self) -> None:
        print(self.reading.more(self.voice.style, self.voice.columns, self._told_in()))

    def _step(self, by: int) -> None:
        print(self.reading.step(by, self.voice.style, self.voice.columns, self._told_in()))

    def _source(self, argument: str) -> None:
        if argument:
            print(source_text(self.assistant.document(argument), self.voice.spoken))
        else:
            print(self.reading.source(self._told_in()))

    def _told_in(self) -> Language:
        """What belongs to an answer is told in the language of its question."""
        answer = self.reading.answer
        return self.voice.fixed or (answer.question.language if answer else self.voice.language)

    def _speak(self, command: Command, argument: str) -> None:
        if argument.lower() not in _TONGUES:
            self._misused(command)
            return
        self.voice.fixed, said = _TONGUES[argument.lower()]
        self.voice.tell(said)

    def _misused(self, command: Command) -> None:
        spoken = self.voice.spoken
        self.voice.complain(words.USAGE.say(spoken, usage=command.usage(spoken)))

    def _quit(self) -> None:
        self.leaving = True


def typed_path(argument: str) -> Path:
    """The file that was meant: as it stands where there is one, else without the quotes and backslashes of a shell."""
    path = Path(argument).expanduser()
    try:
        parts = shlex.split(argument)
    except ValueError:  # a quote that does not close
        return path
    return path if path.exists() or len(parts) != 1 else Path(parts[0]).expanduser()
