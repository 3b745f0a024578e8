"""By what the first bytes tell texts of a fixed form, in whatever encoding: its marks are all ASCII."""

from __future__ import annotations

import codecs
import json
import re

from index.encodings import encoding_of
from index.readers.file import HEAD

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
TIMING = re.compile(rf"^\s*({_TIME})\s*-->\s*({_TIME})(?:\s|$)")
"""From when to when a caption is shown, in SubRip (a comma before the thousandths) and WebVTT (a full stop)."""
_SUBTITLES = re.compile(rf"\s*(?:WEBVTT(?:[ \t:].*)?(?:\n|$)|(?:\d+[ \t]*\n\s*)?{_TIME}[ \t]*-->[ \t]*{_TIME})")
_HEADER = re.compile(r"([!-9;-~]{2,60})[ \t]*:(?:[ \t]|$)")
_MAIL = frozenset(
    """
    from sender to cc bcc reply-to subject date message-id in-reply-to references mime-version content-type
    content-transfer-encoding received return-path delivered-to x-mailer user-agent dkim-signature authentication-results
    """.split()  # noqa: SIM905  # one word a line would fill two screens
)
_ONLY_MAIL = frozenset("from received return-path message-id mime-version delivered-to dkim-signature".split())  # noqa: SIM905
_JSON = re.compile(r'\s*(?:\[\s*)*\{\s*(?:"(?:[^"\\\n]|\\.){0,200}"\s*:|\}\s*[\],{]|\}\s*$)')
_START = 4096


def opening(head: bytes) -> str:
    """The first characters, as far as ASCII tells, with line ends as one character."""
    start = head[:_START]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = start.decode("utf-16", "replace")
    elif start[1::2].count(0) > len(start) // 4:
        text = start.decode("utf-16-le", "replace")
    elif start[0::2].count(0) > len(start) // 4:
        text = start.decode("utf-16-be", "replace")
    else:
        text = start.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_subtitles(head: bytes, _: str) -> bool:
    """WebVTT by its first word; SubRip by a number and a line with ``-->`` between two times."""
    return _SUBTITLES.match(opening(head)) is not None


def is_mail(head: bytes, suffix: str) -> bool:
    """A message by the headers it begins with: two that mail has, one of them in nothing but mail; under .eml any one."""
    names = _headers(opening(head))
    if suffix == ".eml":
        return bool(names)
    return len(names & _MAIL) >= 2 and bool(names & _ONLY_MAIL)


def _headers(text: str) -> set[str]:
    names: set[str] = set()
    for number, line in enumerate(text.lstrip("\n").split("\n")):
        if (number == 0 and line.startswith(("From ", ">From "))) or (names and line.startswith((" ", "\t"))):
            continue  # the line before a message in a mailbox; a header that goes on
        found = _HEADER.match(line)
        if found is None:
            break
        names.add(found.group(1).lower())
    return names


def is_json(head: bytes, suffix: str) -> bool:
    """JSON by its name; without it, by an object with a quoted name, maybe in lists, and nothing else after it."""
    if suffix in {".json", ".jsonl", ".ndjson"}:
        return True
    return _JSON.match(opening(head)) is not None and _is_whole_json(head)


def _is_whole_json(head: bytes) -> bool:
    text = head.decode(encoding_of(head) or "utf-8", "replace").strip()
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        cut = len(head) >= HEAD
        return cut and (error.pos > len(text) - 12 or error.msg.startswith("Unterminated string"))
    except (RecursionError, ValueError):  # too deep, or a number of thousands of digits: JSON all the same
        return True
    return text[end:].lstrip()[:1] in {"", "{", "["}
