"""The characters of a PDF page become runs: pieces of one line without wide white in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.readers.pdf.glyphs import Handle, boxes_of, is_generated, is_vertical, measured, origins_of, text_of, turn_of
from index.readers.pdf.text import EAST

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

FEW = 10
"""Characters of a page that count as none: a stamp, a page number."""
PICTURE = "picture without text"
"""Why a page has no characters though something is on it."""
GAP = 0.7
"""Width of white, in font sizes, that ends a run; a space is .25, justified lines seldom reach .7."""
_BLANK = np.array([0x85, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000], dtype=np.uint32)
_STRETCHED = re.compile(f"(?<=[{EAST}])\\s+(?=[{EAST}])")


class Run(NamedTuple):
    """A piece of a line; ``left``, ``right`` and ``base`` in points, x to the right and y up, upright for the reader."""

    text: str
    left: float
    right: float
    base: float
    size: float
    slanted: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The runs of page ``number`` (from 1), its ``characters`` as drawn, and the ``reason`` why there are none, or ""."""

    number: int
    runs: tuple[Run, ...]
    characters: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Ink:
    """The characters that are not white space: their indexes, left, right, bottom and top."""

    at: NDArray[np.intp]
    left: NDArray[np.float32]
    right: NDArray[np.float32]
    bottom: NDArray[np.float32]
    top: NDArray[np.float32]


def sheet_of(page: PdfPage, number: int) -> Sheet:
    """Everything written on a page of pdfium, which stays open."""
    import pypdfium2.raw as pdfium

    handle = pdfium.FPDFText_LoadPage(page)
    if not handle:
        return Sheet(number, (), "", "damaged page")
    try:
        text = text_of(handle)
        picture = len("".join(text.split())) < FEW and pdfium.FPDFPage_CountObjects(page) > 0
        return Sheet(number, tuple(_runs(handle, text)), text, PICTURE if picture else "")
    finally:
        pdfium.FPDFText_ClosePage(handle)


def _runs(handle: Handle, text: str) -> list[Run]:
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    at = np.flatnonzero((codes > 32) & ~np.isin(codes, _BLANK))
    if not len(at):
        return []
    boxes = boxes_of(handle, at)
    letters = turn_of(handle, at)
    turn = 3 if letters == 0 and is_vertical(boxes) else letters
    ink = _even(handle, _upright(at, boxes, turn), turn)
    starts = _starts(ink)
    sizes, bases, slanted = measured(handle, at, starts, letters, turn)
    stretch = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(at))))
    gaps = np.append(ink.left[1:] - ink.right[:-1], 0.0) / sizes[stretch]
    begins = np.union1d(starts, np.flatnonzero(gaps[:-1] > GAP) + 1).tolist()
    return [
        Run(
            _written(handle, text, at[a:b], gaps[a:b]),
            float(ink.left[a]),
            float(ink.right[a:b].max()),
            float(bases[stretch[a]]),
            float(sizes[stretch[a]]),
            bool(slanted[stretch[a]]),
        )
        for a, b in zip(begins, [*begins[1:], len(at)], strict=True)
    ]


def _even(handle: Handle, ink: _Ink, turn: int) -> _Ink:
    """Boxes as high as a line: pdfium gives those of some fonts as high as the letter, which say nothing of the line."""
    height = ink.top - ink.bottom
    usual = np.median(height)
    if np.mean(height < 0.9 * usual) < 0.1:
        return ink
    x, y = origins_of(handle, ink.at).T
    base = ((y, -x, -y, x)[turn]).astype(np.float32)
    return _Ink(ink.at, ink.left, ink.right, base, base + usual)


def _written(handle: Handle, text: str, at: NDArray[np.intp], gaps: NDArray[np.float64]) -> str:
    """The text from the first to the last index; white space between Han that only spreads a line goes."""
    first = int(at[0])
    written = text[first : int(at[-1]) + 1]
    if "\n" not in written and not _STRETCHED.search(written):
        return written
    before = dict(zip((at - first).tolist(), gaps.tolist(), strict=True))

    def broken(found: re.Match[str]) -> str:
        return " " if before.get(found.start() - 1, 0.0) > 0.15 else ""

    def stretched(found: re.Match[str]) -> str:
        wide = before.get(found.start() - 1, 0.0) > 0.6
        return " " if wide or not is_generated(handle, first + found.start()) else ""

    kept = _STRETCHED.sub(stretched, written) if "\n" not in written else written
    return re.sub(r"\s*\n\s*", broken, kept)


def _upright(at: NDArray[np.intp], boxes: NDArray[np.float32], turn: int) -> _Ink:
    left, top, right, bottom = boxes.T
    if turn == 1:
        return _Ink(at, bottom, top, -right, -left)
    if turn == 2:
        return _Ink(at, -right, -left, -top, -bottom)
    if turn == 3:
        return _Ink(at, -top, -bottom, left, right)
    return _Ink(at, left, right, bottom, top)


def _starts(ink: _Ink) -> NDArray[np.intp]:
    """Where a line ends, jumps back, or changes its height: the last is only a suspicion, which the base line decides."""
    height = ink.top - ink.bottom
    em = np.maximum(height, 0.75 * np.median(height))
    tall = np.maximum(em[1:], em[:-1])
    middle = (ink.top + ink.bottom) / 2
    down = np.abs(np.diff(ink.bottom))
    ratio = np.minimum(height[1:], height[:-1]) / np.maximum(np.maximum(height[1:], height[:-1]), 0.01)
    new = np.abs(np.diff(middle)) > 0.5 * tall
    new |= np.diff(ink.left) < -0.5 * tall
    new |= down > 0.25 * tall
    new |= (ratio < 0.92) & (down > 0.12 * tall)
    return np.append(0, np.flatnonzero(new) + 1)
