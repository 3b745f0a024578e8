"""The lines a person types: editing, history and completion on a terminal, plain lines from anything else."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable
from types import ModuleType

from bot.console.history import History
from bot.console.style import forgive

Complete = Callable[[str], list[str]]
"""What the line to the left of the cursor may become, each a whole line."""

_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


class Lines:
    """Reads stdin; ``terminal`` is whether a person sits there and sees a prompt."""

    def __init__(self, readline: ModuleType | None, history: History, *, terminal: bool) -> None:
        self.readline = readline
        self.history = history
        self.terminal = terminal

    @classmethod
    def open(cls, history: History, complete: Complete) -> Lines:
        """Over this process's stdin; without the readline module a terminal has plain lines too."""
        forgive(sys.stdin)
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            return cls(None, history, terminal=False)
        readline = _readline()
        if readline:
            _prepare(readline, history, complete)
        return cls(readline, history, terminal=True)

    def read(self, prompt: str) -> str:
        """The next line, kept in the history; raises ``EOFError`` at the end, ``KeyboardInterrupt`` on Ctrl-C."""
        line = self._line(prompt)
        if self.terminal and self.history.add(line) and self.readline:
            self.readline.add_history(self.history.last)
        return line

    def ask(self, prompt: str) -> str:
        """The answer to a question of the program, not kept; "" where nobody sits there to answer."""
        return self._line(prompt) if self.terminal else ""

    def close(self) -> None:
        """Let go of the completion, which knows the assistant."""
        if self.readline:
            self.readline.set_completer(None)

    def _line(self, prompt: str) -> str:
        if self.terminal:
            return input(guarded(prompt) if self.readline else prompt)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")


def guarded(prompt: str) -> str:
    """The prompt with its colours between the marks that tell readline to count no columns for them."""
    return _ESCAPE.sub(lambda colour: f"\x01{colour[0]}\x02", prompt)


def _readline() -> ModuleType | None:
    try:
        return importlib.import_module("readline")
    except ImportError:
        return None


def _prepare(readline: ModuleType, history: History, complete: Complete) -> None:
    """Tab completes, arrows go through the history; the words for that differ between libedit and GNU readline."""
    if "libedit" in (readline.__doc__ or ""):
        readline.parse_and_bind("bind ^I rl_complete")
    else:
        readline.parse_and_bind("tab: complete")
        readline.parse_and_bind("set show-all-if-ambiguous on")
    readline.set_auto_history(False)
    for line in history.load():
        readline.add_history(line)
    # only spaces: a command's slash and a path's belong to what is completed
    readline.set_completer_delims(" ")
    readline.set_completer(_completer(readline, complete))


def _completer(readline: ModuleType, complete: Complete) -> Callable[[str, int], str | None]:
    """Readline's way of asking: the word at the cursor, the first match, the second, … until None."""
    matches: list[str] = []

    def match(word: str, state: int) -> str | None:
        if state == 0:
            line = readline.get_line_buffer()[: readline.get_endidx()]
            matches[:] = [whole[len(line) - len(word) :] for whole in complete(line)]
        return matches[state] if state < len(matches) else None

    return match
