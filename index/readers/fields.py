"""Named values as a text that people read and questions find: ``name: Wuzhen; founded: 1991``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.normalise import HAN

_HAN = re.compile(f"[{HAN}]")
_ENDS = re.compile(r"[。！？!?.…；;][”\"'」』）)]*$")
_BLANK_LINES = re.compile(r"[ \t\u3000]*\n\s*")
_LONG = 100
"""Characters from which a value stands on a line of its own."""
_AFTER_A_SENTENCE = re.compile(r"[。！？!?.…；;][”\"'」』）)]*[；;]|\n")


def tidy(value: str) -> str:
    """A value without white space around it, and without blank lines in it."""
    value = value.strip()
    return _BLANK_LINES.sub("\n", value) if "\n" in value else value


def label(name: str) -> str:
    """A name with the colon of its script; nothing where there is no name."""
    if not name:
        return ""
    return f"{name}：" if _HAN.search(name) else f"{name}: "


def between(names: Iterable[str]) -> str:
    """What parts the values that stand in one line: the semicolon of the names' script."""
    return "；" if any(map(_HAN.search, names)) else "; "


def joined(parts: list[str], between: str) -> str:
    """The parts in a row with ``between`` them; on lines of their own where one is long or is itself a sentence."""
    row = between.join(parts)
    if len(row) <= _LONG and not _AFTER_A_SENTENCE.search(row):  # nearly always
        return row
    text, start = "", 0
    for part in parts:
        if text and (len(part) > _LONG or "\n" in part or len(text) - start > 4 * _LONG or _ENDS.search(text[-5:])):
            text, start = f"{text}\n{part}", len(text) + 1
        else:
            text = f"{text}{between}{part}" if text else part
    return text
