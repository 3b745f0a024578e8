"""Subtitles: captions joined into paragraphs of sentences, each with the time of its first caption."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from index.language import language_of
from index.normalise import HAN
from index.readers.file import File
from index.readers.lines import Lines, decoded
from index.readers.subtitles.captions import Caption, captions, do_roll, unrolled
from index.split import weight
from index.types import Language, Paragraph, Place, Reading

ENOUGH = 220.0
"""Weight (a Han character is 1, another .35) after which a paragraph ends with its next sentence."""
MOST = 600.0
"""Weight after which it ends with its next caption: speech without full stops."""
PAUSE = 4.0
"""Seconds without a caption that end a paragraph."""
_FIRST = 100
"""Captions by which it is told how the file is written."""
_END = re.compile(r"[。！？!?.…][”\"'」』）)\]]*$")
_MARKS = re.compile("[。！？，；!?.]")
_HAN_END = re.compile(f"[{HAN}，、；：。！？”」』）…—]$")
_HAN_START = re.compile(f"^[{HAN}“「『（《，。！？、；：…—]")


@dataclass(frozen=True, slots=True)
class _Style:
    """How captions are joined: ``bilingual`` ones by language; ``unmarked`` Chinese, without punctuation, by lines."""

    bilingual: bool
    unmarked: bool


@dataclass
class _Speech:
    """A paragraph as it grows: its text, by language where the captions hold two."""

    start: float
    end: float
    voice: str = ""
    weight: float = 0.0
    texts: dict[Language, str] = field(default_factory=dict)

    def is_over(self, following: Caption) -> bool:
        """Whether ``following`` begins a new paragraph."""
        if following.start - self.end > PAUSE or following.start < self.start or self.weight >= MOST:
            return True
        return self.weight >= ENOUGH and all(_END.search(text) for text in self.texts.values())


def read(file: File) -> Reading:
    """Called by what stands after WEBVTT in its first line, or the stem."""
    lines = Lines.of(file)
    found = re.match(r"\ufeff?WEBVTT(?:[ \t]+(?:[-–—:][ \t]*)?(.*))?$", next((one for one in lines.head if one), ""))
    title = (found.group(1) or "").strip() if found else ""
    every = decoded(captions(lines, file.drop, vtt=found is not None), file.name, lines)
    first = list(islice(every, _FIRST))
    every = chain(first, every)
    rolling = do_roll(first)
    style = _style(first)
    language = language_of("\n".join(line for one in first for line in one.lines))
    return Reading(title or file.stem, language, _paragraphs(unrolled(every) if rolling else every, style))


def _style(first: Sequence[Caption]) -> _Style:
    two = sum(len({language_of(line) for line in one.lines if re.search(r"\w", line)}) == 2 for one in first)
    bilingual = two * 10 > 6 * len(first)
    chinese = [line for one in first for line in one.lines if language_of(line) == "zh"]
    marked = sum(bool(_MARKS.search(line)) for line in chinese)
    return _Style(bilingual, unmarked=marked * 10 < len(chinese))


def _paragraphs(found: Iterable[Caption], style: _Style) -> Iterator[Paragraph]:
    speech: _Speech | None = None
    for one in found:
        if speech is not None and speech.is_over(one):
            yield from _said(speech)
            speech = None
        speech = speech or _Speech(one.start, one.end)
        _say(speech, one, style)
    if speech is not None:
        yield from _said(speech)


def _said(speech: _Speech) -> Iterator[Paragraph]:
    minutes, seconds = divmod(int(speech.start), 60)
    place = Place("time", f"{minutes // 60}:{minutes % 60:02}:{seconds:02}")
    yield from (Paragraph(text, place=place) for text in speech.texts.values())


def _say(speech: _Speech, caption: Caption, style: _Style) -> None:
    """Put the caption's lines behind what was said; a voice is named where it begins."""
    said: dict[Language, str] = {}
    for line in caption.lines:
        language: Language = language_of(line) if style.bilingual else "en"
        said[language] = _joined(said.get(language, ""), line, "")
    for language, text in said.items():
        named = f"{caption.voice}: {text}" if caption.voice and caption.voice != speech.voice else text
        speech.texts[language] = _joined(speech.texts.get(language, ""), named, "\n" if style.unmarked else "")
        speech.weight += weight(text) / len(said)
    speech.voice = caption.voice
    speech.end = max(speech.end, caption.end)


def _joined(text: str, line: str, between_han: str) -> str:
    """Two lines of speech with a space between them, or between Chinese ``between_han``."""
    if not text or (_HAN_END.search(text) and _HAN_START.search(line)):
        return f"{text}{between_han}{line}" if text else line
    return f"{text} {line}"
