"""A password, asked for where nobody looks over the shoulder: never on the command line, in a file, or in a log."""

from __future__ import annotations

import sys

from bot.console import words
from index.types import Language


def ask_password(language: Language) -> str:
    """What is typed on the terminal, unseen; without a terminal, the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    try:
        return getpass(words.PASSWORD.say(language))
    except EOFError:
        return ""
