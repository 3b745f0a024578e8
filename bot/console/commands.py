"""The commands of the chat: their table, how a line names one, what Tab makes of a line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.console import folder_words, words
from bot.console.width import pad, width
from bot.words import Phrase
from index.types import Language


@dataclass(frozen=True, slots=True)
class Command:
    """One command; ``wants`` is what its argument names, "" where it takes none."""

    name: str
    help: Phrase
    argument: Phrase | None = None
    wants: Literal["", "document", "file", "language"] = ""
    optional: bool = False

    def usage(self, language: Language) -> str:
        """``/add FILE``."""
        return self.name + (f" {self.argument.say(language)}" if self.argument else "")


_TONGUES = Phrase("en|zh|auto", "en|zh|auto")

COMMANDS = (
    Command("/help", words.HELP_HELP),
    Command("/add", words.HELP_ADD, words.FILE_OR_LINK, "file"),
    Command("/sync", folder_words.HELP_SYNC, folder_words.MAY_FOLDER, "file", optional=True),
    Command("/glossary", words.HELP_GLOSSARY, words.FILE, "file"),
    Command("/remove", words.HELP_REMOVE, words.WHICH, "document"),
    Command("/documents", words.HELP_DOCUMENTS),
    Command("/rebuild", words.HELP_REBUILD),
    Command("/more", words.HELP_MORE),
    Command("/next", words.HELP_NEXT),
    Command("/previous", words.HELP_PREVIOUS),
    Command("/source", words.HELP_SOURCE, words.MAY_WHICH, "document", optional=True),
    Command("/lang", words.HELP_LANG, _TONGUES, "language"),
    Command("/quit", words.HELP_QUIT),
)

_OTHER_WORDS = {
    "/exit": "/quit",
    "/bye": "/quit",
    "/list": "/documents",
    "/ls": "/documents",
    "/delete": "/remove",
    "/language": "/lang",
    "/back": "/previous",
    "/?": "/help",
}
"""What people may type from habit, and what it is called here."""

_ON_THE_SHELL = {"list": "/documents", "add": "/add", "sync": "/sync", "remove": "/remove", "rebuild": "/rebuild"}
"""What commands of the shell are called here."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line that begins with a slash; ``command`` is None where there is none of that name."""

    name: str
    argument: str
    command: Command | None


def parse(line: str) -> Typed | None:
    """The command that a line names, or None: the line is a question. A full-width slash counts as a slash."""
    words_typed = line.strip().split(maxsplit=1)
    if not words_typed or words_typed[0][0] not in "/／":
        return None
    name = "/" + words_typed[0][1:].lower()
    found = next((command for command in COMMANDS if command.name == name), None)
    return Typed(name, words_typed[1] if len(words_typed) > 1 else "", found)


def named(name: str) -> Command:
    """The command of this name, which must be one; ``ValueError`` otherwise."""
    for command in COMMANDS:
        if command.name == name:
            return command
    raise ValueError(f"no command {name}")


def nearest(name: str) -> str:
    """The command that was probably meant; ``/help`` where nothing is near."""
    near = difflib.get_close_matches(name, [*(command.name for command in COMMANDS), *_OTHER_WORDS], n=1)
    begun = [command.name for command in COMMANDS if len(name) > 1 and command.name.startswith(name)]
    likely = (begun or near or ["/help"])[0]
    return _OTHER_WORDS.get(likely, likely)


def typed_here(text: str) -> str:
    """Name the chat's commands in an error's text, ``/documents`` for ``wuzhen list``; none here takes options."""
    text = text.replace("wuzhen add --glossary", "/glossary")
    return re.sub(r"\bwuzhen (list|add|sync|remove|rebuild)\b(?! --)", lambda found: _ON_THE_SHELL[found[1]], text)


def help_text(language: Language) -> str:
    """All commands, one a line, and that anything else is a question."""
    usages = [command.usage(language) for command in COMMANDS]
    widest = max(map(width, usages))
    lines = [
        f"{pad(usage, widest)}  {command.help.say(language)}" for usage, command in zip(usages, COMMANDS, strict=True)
    ]
    return "\n".join([*lines, words.HELP_ELSE.say(language)])


def complete(line: str, documents: Callable[[], Sequence[str]]) -> list[str]:
    """Whole lines that ``line`` may become; ``documents`` gives the names and is asked only when they matter."""
    name, space, begun = line.partition(" ")
    if not name.startswith("/"):
        return []
    if not space:
        return [command.name + (" " if command.wants else "") for command in COMMANDS if command.name.startswith(name)]
    command = next((command for command in COMMANDS if command.name == name), None)
    return [f"{name} {rest}" for rest in _arguments(command, begun, documents)] if command else []


def _arguments(command: Command, begun: str, documents: Callable[[], Sequence[str]]) -> list[str]:
    if command.wants == "file":
        return sorted(_paths(begun))
    known: Sequence[str] = ()
    if command.wants == "document":
        known = documents()
    elif command.wants == "language":
        known = ("en", "zh", "auto")
    return [each for each in known if each.startswith(begun)]


def _paths(begun: str) -> Iterator[str]:
    """Files and folders (with a slash) whose path begins so; hidden ones only once their dot is typed."""
    typed_folder, slash, start = begun.rpartition("/")
    folder = Path(f"{typed_folder}{slash}" or ".").expanduser()
    try:
        entries = list(folder.iterdir())
    except (OSError, RuntimeError):
        return
    for entry in entries:
        if entry.name.startswith(start) and (start or not entry.name.startswith(".")):
            yield f"{typed_folder}{slash}{entry.name}" + ("/" if entry.is_dir() else "")
