"""``wuzhen chat``: a prompt, a question or a command, its answer, and the prompt again."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.console import words
from bot.console.acts import Acts, Unchanged
from bot.console.answerer import Answerer
from bot.console.commands import complete, named, nearest, parse, typed_here
from bot.console.history import History
from bot.console.lines import Lines
from bot.console.progress import ProgressLine
from bot.console.reading import Reading
from bot.console.render import answer_text
from bot.console.style import forgive, visible
from bot.console.voice import Voice
from bot.words import Phrase
from index.errors import WuzhenError
from index.types import Language

HISTORY = "chat_history"
"""Name of the history's file in the library's folder."""


def run(assistant: Answerer, language: Language, *, library: Path, k: int = 5) -> int:
    """Chat on stdin and stdout until Ctrl-D or ``/quit``; the exit status, 0.

    ``language`` is the console's, ``library`` the folder that keeps the history, ``k`` the passages of an answer.
    Where stdin is no terminal, ``KeyboardInterrupt`` goes up: a script that is stopped should stop.
    """
    forgive(sys.stdout)
    forgive(sys.stderr)
    lines = Lines.open(History(library / HISTORY), lambda line: complete(line, lambda: _names(assistant)))
    try:
        Chat(assistant, Voice(language), lines, k=k).loop()
    finally:
        lines.close()
    return 0


def _names(assistant: Answerer) -> list[str]:
    """Names of the documents for completion; none from a library that cannot be read just now."""
    try:
        return [document.name for document in assistant.documents()]
    except WuzhenError:
        return []


class Chat:
    """One conversation with an assistant."""

    def __init__(self, assistant: Answerer, voice: Voice, lines: Lines, *, k: int) -> None:
        self.assistant = assistant
        self.voice = voice
        self.lines = lines
        self.k = k
        self.reading = Reading(assistant)
        self.acts = Acts(assistant, voice, lines, self.reading)

    def loop(self) -> None:
        """Turn after turn; only Ctrl-D and ``/quit`` end it."""
        if self.lines.terminal:
            self.voice.tell(words.WELCOME)
        while not self.acts.leaving:
            try:
                line = self.lines.read(self.voice.style.strong(words.PROMPT.say(self.voice.spoken)))
            except EOFError:
                if self.lines.terminal:
                    print()
                return
            except KeyboardInterrupt as stop:
                self._stopped(stop, words.LEAVING)
                continue
            try:
                self.turn(line)
            except KeyboardInterrupt as stop:
                self._stopped(stop, words.STOPPED_UNCHANGED if isinstance(stop, Unchanged) else words.STOPPED)

    def turn(self, line: str) -> None:
        """Answer one line; what goes wrong for the person is told, not raised."""
        typed = parse(line)
        try:
            if typed is None:
                self._ask(line)
            elif typed.command is None:
                unknown = words.UNKNOWN.say(self.voice.spoken, name=visible(typed.name), next=nearest(typed.name))
                self.voice.complain(unknown)
            else:
                self.acts.obey(typed.command, typed.argument)
        except WuzhenError as error:
            told_in = self.voice.spoken if typed else self._language_of(line)
            self.voice.complain(typed_here(visible(error.text(told_in))))

    def _ask(self, line: str) -> None:
        if not line.strip():
            return
        with ProgressLine(self.voice.spoken) as progress:
            answer = self.assistant.ask(line, k=self.k, progress=progress)
        self.reading.begin(answer)
        told_in = self.voice.fixed or answer.question.language
        print(answer_text(answer, self.voice.style, self.voice.columns, told_in), end="\n\n")
        if not answer.passages and not self.assistant.documents():
            self.voice.tell(words.NO_DOCUMENTS, next=named("/add").usage(self.voice.spoken))

    def _language_of(self, line: str) -> Language:
        """The language to refuse a question in, which was not looked at yet: Chinese where it holds Chinese."""
        chinese = any("\u4e00" <= char <= "\u9fff" for char in line)
        return self.voice.fixed or ("zh" if chinese else self.voice.language)

    def _stopped(self, stop: KeyboardInterrupt, phrase: Phrase) -> None:
        if not self.lines.terminal:
            raise stop
        print()
        self.voice.tell(phrase)
