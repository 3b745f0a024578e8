"""What in a message is its writer's own: not the messages it answers, nor the signature; and its lines as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.normalise import HAN
from index.types import Dropped

_WROTE = re.compile(
    r"\s*(?:On\b(?=.*(?:\d|@)).{5,300}\bwrote\s*:|(?:在|于|於|\d{4})(?=.*(?:\d|@)).{4,300}[写寫][道到了]?\s*[：:])\s*"
)
_ORIGINAL = re.compile(
    r"\s*-{3,}\s*(?:Original (?:Message|Appointment)|Reply message|原始邮件|原始郵件|原邮件|回复的原邮件|回复的邮件)\s*-{3,}\s*",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s*\*?(?:From|发件人|寄件者)\*?\s*[:：]\*?\s*\S", re.IGNORECASE)
_SENT = re.compile(r"\s*\*?(?:Sent|Date|发送时间|发送日期|日期|寄件日期)\*?\s*[:：]", re.IGNORECASE)
_TO = re.compile(r"\s*\*?(?:To|Subject|收件人|主题|收件者|主旨)\*?\s*[:：]", re.IGNORECASE)
_QUOTED = re.compile(r"\s{0,3}>")
_HTML_QUOTE = re.compile(
    r"<(?:div|blockquote|hr)\b[^<>]{0,2000}(?:gmail_quote|type=[\"']?cite|divRplyFwdMsg|appendonsend|moz-cite-prefix|yahoo_quoted|"
    r"isReplyContent|ntes-mailmaster-quote)[^<>]{0,2000}>",
    re.IGNORECASE,
)
_SIGNATURE = 12
"""Lines of the longest signature after dashes that lack their space."""
_WRAPPED = 55
"""Columns from which a line was broken because it was full."""
_SHORT = 40
_LONGEST = 20_000
"""Characters after which a block without blank lines ends all the same."""
_ITEM = re.compile(r"(?m)^\s*(?:[-*+•·]|\d{1,3}[.)、])\s*\S")
_HAN_END = re.compile(f"[{HAN}，。、；：！？”」』）]$")
_WIDE = re.compile("[\u2e80-\U0003ffff]")


def own_words(lines: Sequence[str], *, forwarded: bool = False) -> tuple[list[str], list[Dropped]]:
    """The lines the writer wrote, and what was left out; all of them where there would be none (a bare forward)."""
    kept: list[str] = []
    dropped: list[Dropped] = []
    at = 0
    while at < len(lines):
        count, reason = _foreign(lines, at, forwarded=forwarded)
        if count:
            dropped.append(Dropped(at + 1, "\n".join(lines[at : at + count]).strip(), reason))
        else:
            kept.append(lines[at])
        at += count or 1
    if any(line.strip() for line in kept):
        return kept, dropped
    return [re.sub(r"^\s*(?:> ?)+", "", line) for line in lines], []


def _foreign(lines: Sequence[str], at: int, *, forwarded: bool) -> tuple[int, str]:
    """How many lines from ``at`` are not the writer's own, and what they are."""
    line, rest = lines[at], len(lines) - at
    if line == "-- " or (line.rstrip() == "--" and rest <= _SIGNATURE):
        return rest, "signature"
    if _QUOTED.match(line):
        return _run(lines, at), "quoted reply"
    if forwarded:
        return 0, ""
    if introduction := _introduction(lines, at):
        following = at + introduction
        while following < len(lines) and not lines[following].strip():
            following += 1
        quoted = following < len(lines) and _QUOTED.match(lines[following])
        return (following + _run(lines, following) - at if quoted else rest), "quoted reply"
    if _ORIGINAL.fullmatch(line) or _is_header_block(lines, at):
        return rest, "quoted reply"
    return 0, ""


def _run(lines: Sequence[str], at: int) -> int:
    """How many lines from ``at`` are quoted, blank ones between them included."""
    end = last = at
    while end < len(lines) and (not lines[end].strip() or _QUOTED.match(lines[end])):
        end += 1
        if lines[end - 1].strip():
            last = end
    return last - at


def _introduction(lines: Sequence[str], at: int) -> int:
    """How many lines (at most three) say who wrote what is quoted after them."""
    if not re.match(r"\s*(?:On\b|[在于於]|\d{4})", lines[at]):
        return 0
    return next((n for n in (1, 2, 3) if _WROTE.fullmatch(" ".join(lines[at : at + n])[:400])), 0)


def _is_header_block(lines: Sequence[str], at: int) -> bool:
    """Whether the headers of another message begin here, as Outlook and QQ write them over what they quote."""
    block = lines[at : at + 6]
    return bool(_FROM.match(lines[at])) and any(map(_SENT.match, block)) and any(map(_TO.match, block))


def own_html(page: str) -> tuple[str, str]:
    """The page up to the message it answers, and that message; all of it where nothing would be left."""
    found = _HTML_QUOTE.search(page)
    if found is None or not re.search(r"\w", re.sub(r"<[^<>]*>|&\w+;", "", page[: found.start()])):
        return page, ""
    return page[: found.start()], page[found.start() :]


def blocks(lines: Sequence[str]) -> list[str]:
    """Lines between blank ones as paragraphs, wrapped ones joined; greetings and names stay with their neighbours."""
    found: list[str] = []
    block = ""
    for line in [*lines, ""]:
        if line.strip() and len(block) < _LONGEST:
            block = _joined(block, line.strip())
        elif block:
            if found and _is_short(found[-1]):
                block = f"{found.pop()}\n{block}"
            found.append(block)
            block = line.strip()
    if len(found) > 1 and _is_short(found[-1]):
        found[-2:] = ["\n".join(found[-2:])]
    return found


def _is_short(block: str) -> bool:
    return len(block) <= _SHORT and not re.search(r"[。！？!?.]$", block) and not _ITEM.search(block)


def _joined(block: str, line: str) -> str:
    if not block:
        return line
    last = block[block.rfind("\n") + 1 :]
    if _ITEM.match(line) or _columns(last) < _WRAPPED:
        return f"{block}\n{line}"
    return block + line if _HAN_END.search(block) and _WIDE.match(line) else f"{block} {line}"


def _columns(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))
