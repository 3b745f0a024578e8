"""What every kind of glossary comes down to: entries with their lines, and how a bad one is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import GlossaryError

LONGEST = 200
"""Characters of the longest term; what is longer is a sentence, or a file of another kind."""
SHOWN = 5
"""Broken lines that an error names: enough to see what they have in common."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: each English term means each of the Chinese ones. ``line`` counts from 1."""

    line: int
    english: tuple[str, ...]
    chinese: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line, in both languages."""

    line: int
    en: str
    zh: str


def collapsed(text: str) -> str:
    """A term as it is kept: one space where there were several or a control character, none at its ends."""
    return " ".join(_CONTROL.sub(" ", text).split())


def fault_of(term: str, line: int) -> Fault | None:
    """Why ``term`` cannot be one, or None."""
    if not any(character.isalnum() for character in term):
        return Fault(line, "one side is empty", "有一边是空的")
    if len(term) > LONGEST:
        return Fault(line, f"a term is longer than {LONGEST} characters", f"有一个术语超过 {LONGEST} 个字符")
    return None


def refused(name: str, en: str, zh: str) -> GlossaryError:
    """The error that says why ``name`` was not added."""
    return GlossaryError(
        f"{name} {en}. Nothing was added. Next: wuzhen add --glossary FILE",
        f"{name} {zh}，未添加任何内容。下一步：wuzhen add --glossary 文件",
    )


def broken(name: str, faults: Sequence[Fault]) -> GlossaryError:
    """The error that names the first broken lines and what is wrong with each."""
    shown, more = faults[:SHOWN], len(faults) - SHOWN
    en = "; ".join(f"line {fault.line}: {fault.en}" for fault in shown)
    zh = "；".join(f"第 {fault.line} 行：{fault.zh}" for fault in shown)
    if more > 0:
        en, zh = f"{en}; and {more} more", f"{zh}；另有 {more} 处"
    return refused(name, f"cannot be read as a glossary: {en}", f"无法作为术语表读取：{zh}")
