"""Captions of subtitles (SubRip, WebVTT) as they come in a file, their marks taken off; a pass over the lines, no tree."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.readers.signs import TIMING

_NO_CAPTION = re.compile(r"(NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,80})>")
_RUBY = re.compile(r"<rt>[^<]*</rt>")
_TAG = re.compile(r"</?[A-Za-z0-9][^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}|\{[a-zA-Z]:[^{}\n]{0,40}\}")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPEAKER = re.compile(r"^(?:>{1,3}|[-–—](?![-–—\d]))\s*")
_SOUND = re.compile(
    r"[\[(（【♪♫*#\s]*(?:music|applause|laughter|laughs|cheering|silence|inaudible|音乐|音樂|掌声|掌聲|笑声|笑聲|鼓掌)?"
    r"(?: playing)?[\])）】♪♫*#\s]*",
    re.IGNORECASE,
)

OnNote = Callable[[int, str, str], None]
_MOST = 500
"""Lines of one caption; what goes beyond them is none."""
_SHOWN = 4
"""Lines that may still be shown when the next caption comes."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What is shown from ``start`` to ``end`` (seconds): its lines, and who says it where the file tells."""

    start: float
    end: float
    lines: tuple[str, ...]
    voice: str = ""


@dataclass
class _Open:
    """The caption being read, with the number of its line; ``blank`` counts its lines before the last blank one."""

    number: int
    start: float
    end: float
    lines: list[str]
    blank: int = -1

    def without_next_name(self, vtt: bool) -> list[str]:
        """Its lines without the number, or in WebVTT any name, that stands right before the next caption's time."""
        if self.lines and self.blank < len(self.lines):
            alone = vtt and self.blank == len(self.lines) - 1
            if alone or self.lines[-1].isdigit():
                return self.lines[:-1]
        return self.lines


def captions(lines: Iterable[tuple[int, str]], dropped: OnNote, *, vtt: bool) -> Iterator[Caption]:
    """The captions in order; notes, styles and sounds (``[Music]``) are told to ``dropped``."""
    current: _Open | None = None
    skipped, before = "", ""
    for number, raw in lines:
        line = raw.strip("\ufeff \t")
        if found := TIMING.match(line):
            if current is not None:
                yield from _closed(current, current.without_next_name(vtt), dropped)
            current, skipped = _Open(number, _seconds(found.group(1)), _seconds(found.group(2)), []), ""
        elif not line:
            skipped = ""
            if current is not None:
                current.blank = len(current.lines)
        elif skipped := skipped or (_no_caption(line) if vtt and not before else ""):
            dropped(number, line, skipped)
        elif current is not None and len(current.lines) < _MOST:
            current.lines.append(line)
        before = line
    if current is not None:
        yield from _closed(current, current.lines, dropped)


def _no_caption(line: str) -> str:
    """What begins with ``line`` and is no caption, or ""."""
    found = _NO_CAPTION.match(line)
    return found.group(1).lower() if found else ""


def _closed(current: _Open, lines: list[str], dropped: OnNote) -> Iterator[Caption]:
    voice = next((found.group(1).strip() for line in lines if (found := _VOICE.search(line))), "")
    plain = tuple(text for line in lines if (text := _plain(line)))
    if plain and all(_SOUND.fullmatch(line) for line in plain):
        dropped(current.number, " ".join(plain), "sound")
    elif plain:
        yield Caption(current.start, current.end, plain, voice)


def unrolled(found: Iterable[Caption]) -> Iterator[Caption]:
    """Captions that repeat or go on with what is still shown (speech as it is recognised): each word once."""
    shown: tuple[str, ...] = ()
    for one in found:
        new = _new_lines(shown, one.lines)
        shown = (*shown, *one.lines)[-_SHOWN:]
        if new:
            yield replace(one, lines=new)


def do_roll(found: Sequence[Caption]) -> bool:
    """Whether captions roll, by some of them: nearly a third begin with what was shown before."""
    rolling = sum(_new_lines(one.lines, other.lines) != other.lines for one, other in pairwise(found))
    return rolling >= 3 and rolling * 10 >= 3 * len(found)


def _new_lines(shown: tuple[str, ...], lines: tuple[str, ...]) -> tuple[str, ...]:
    for count in range(min(len(shown), len(lines)), 0, -1):
        if shown[-count:] == lines[:count]:
            return lines[count:]
    if shown and lines[0].startswith(shown[-1]) and not (shown[-1] + lines[0][len(shown[-1]) :][:1])[-2:].isalpha():
        return (lines[0][len(shown[-1]) :].strip(), *lines[1:])
    return lines


def _plain(line: str) -> str:
    line = html.unescape(_TAG.sub("", _RUBY.sub("", line)))
    line = _SPEAKER.sub("", _INVISIBLE.sub("", line).replace("\xa0", " ").strip())
    return line.strip("♪♫ \t\u3000") or line.strip()


def _seconds(time: str) -> float:
    *hours, minutes, seconds = time.replace(",", ".").split(":")
    return 3600 * int(hours[0] if hours else 0) + 60 * int(minutes) + float(seconds)
