"""Which blocks of a page are its text, and why each of the others is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.boilerplate import is_body
from index.page_lines import Stands, announces_links, page_reason
from index.readers.html.blocks import Block
from index.readers.html.judging import Judgement

TOO_LITTLE = 0.3
"""Share of a page's sentences that a judgement must keep to be believed."""
LINKED = 0.6
"""Share of a block from which it is there for its links."""
NOTHING_ELSE = 0.95
"""Share from which even a sentence is only a link, as in a table of contents."""
OTHER = "not the main text"


def reasons(blocks: Sequence[Block], judgement: Judgement | None) -> list[str]:
    """For each block why it is no text, "" where it is."""
    found = _judged(blocks, judgement) if judgement else []
    if not found or _kept(blocks, found) < TOO_LITTLE * _said(blocks):
        found = _unjudged(blocks)
    found = _named(blocks, _without_links(blocks, _by_line(blocks, found)))
    # a page of nothing but links or hidden text is read for what it is
    return found if not all(found) else ["menu" if block.zone == "menu" else "" for block in blocks]


def _said(blocks: Sequence[Block]) -> int:
    """Characters in sentences that stand in no part of the page known for something else."""
    return sum(len(block.text) for block in blocks if _is_candidate(block))


def _kept(blocks: Sequence[Block], found: Sequence[str]) -> int:
    return sum(len(block.text) for block, why in zip(blocks, found, strict=True) if not why and _is_candidate(block))


def _is_candidate(block: Block) -> bool:
    return not block.zone and block.linked < LINKED / 2 and is_body(block.text)


def _judged(blocks: Sequence[Block], judgement: Judgement) -> list[str]:
    """The blocks of the main text, and what stands among them; [] where there are none."""
    certain = [is_body(block.text) and judgement.has(block.text) for block in blocks]
    if not any(certain):
        certain = [judgement.has(block.text) for block in blocks]
    at = [index for index, sure in enumerate(certain) if sure]
    if not at:
        return []
    parents = {blocks[index].parent for index in at}
    found = []
    for index, block in enumerate(blocks):
        among = _is_among(block, parents, inner=at[0] <= index <= at[-1])
        kept = certain[index] or among or (not block.zone and judgement.has(block.text))
        found.append("" if kept else block.zone or ("menu" if block.linked >= LINKED else OTHER))
    return found


def _is_among(block: Block, parents: set[int], *, inner: bool) -> bool:
    """Whether a block is of the main text though it was not found there: between its blocks, or a sentence beside them."""
    if block.zone == "hidden":
        return inner and is_body(block.text)  # answers that open at a click
    if block.zone or block.linked >= (NOTHING_ELSE if is_body(block.text) else LINKED):
        return False
    return (inner and is_body(block.text)) or (block.parent in parents and (inner or is_body(block.text)))


def _unjudged(blocks: Sequence[Block]) -> list[str]:
    """By the page's own account alone, but for a part that would take most of its sentences with it."""
    by_zone: Counter[str] = Counter()
    for block in blocks:
        if is_body(block.text) and block.linked < LINKED / 2:
            by_zone[block.zone] += len(block.text)
    believed = {zone for zone, size in by_zone.items() if zone and 2 * size <= by_zone.total()}
    believed |= {block.zone for block in blocks} - set(by_zone)
    return [
        (block.zone if block.zone in believed else "")
        or ("menu" if block.linked >= LINKED and not is_body(block.text) else "")
        for block in blocks
    ]


def _by_line(blocks: Sequence[Block], found: Sequence[str]) -> list[str]:
    """Lines that say themselves that they are no text, first those that do so anywhere, then those around the text."""
    sure = _asked(blocks, found, range(len(blocks)))
    sentences = [i for i, why in enumerate(sure) if not why and is_body(blocks[i].text)]
    return _asked(blocks, sure, range(sentences[0], sentences[-1]) if sentences else range(0))


def _asked(blocks: Sequence[Block], found: Sequence[str], inner: range) -> list[str]:
    """The reasons, with those of the lines themselves; tables, code and headings are not asked."""
    number, after = 0, []
    for index, (block, why) in enumerate(zip(blocks, found, strict=True)):
        number += not why
        stands: Stands = "within" if index in inner else "before" if index < inner.start else "after"
        if not why and block.kind == "caption":
            after.append("" if is_body(block.text) else "caption")
        elif not why and block.kind in {"text", "item"}:
            after.append(page_reason(block.text, number, stands) or "")
        else:
            after.append(why)
    return after


def _without_links(blocks: Sequence[Block], found: Sequence[str]) -> list[str]:
    """Links to other pages: announced as such with their teasers, or all that stands before or after the text."""
    sentences = [i for i, why in enumerate(found) if not why and is_body(blocks[i].text) and blocks[i].linked < LINKED]
    first, last = (sentences[0], sentences[-1]) if sentences else (0, len(blocks))
    after, announced, teaser = [], False, False
    for index, (block, why) in enumerate(zip(blocks, found, strict=True)):
        link, loose = block.linked >= LINKED, why in {"", "menu", OTHER}
        announces = loose and announces_links(block.text) and (block.linked > 0 or len(block.text) < 30)
        if block.kind == "heading":
            announced = teaser = announced and link
        elif not link and not why:
            announced = announced and teaser
        announced = announced or announces
        outside = link and not why and not first <= index <= last and block.kind not in {"table", "heading"}
        led = announced and (link or teaser)
        after.append("related links" if loose and (announces or led or outside) else why)
    return after


def _named(blocks: Sequence[Block], found: Sequence[str]) -> list[str]:
    """The reasons, with a better one where a line of no other account says itself what it is."""
    return [
        ("caption" if block.kind == "caption" else page_reason(block.text, 1, "before") or why)
        if why in {"menu", OTHER}
        else why
        for block, why in zip(blocks, found, strict=True)
    ]
