"""The characters of a PDF page, taken from pdfium in bulk, become runs: pieces of one line without a wide gap.

A page has thousands of characters and a call into pdfium for each is what reading a PDF costs, so there is one such call
a character (its box), made without Python objects in between, and everything else is asked once a run.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from index.readers.pdf_text import EAST

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

MOST = 200_000
"""Characters of one page; what is beyond them is no page that people read."""
FEW = 10
"""Characters of a page that count as none: a stamp, a page number."""
PICTURE = "picture without text"
"""Why a page has no characters though something is on it."""
GAP = 0.7
"""Width of white, in font sizes, that ends a run; a space is .25, justified lines seldom reach .7."""
_BLANK = np.array([0x85, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000], dtype=np.uint32)
_STRETCHED = re.compile(f"(?<=[{EAST}])\\s+(?=[{EAST}])")
_SAMPLE = 12  # characters whose direction tells that of the page


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
        text = _text(handle)
        picture = len("".join(text.split())) < FEW and pdfium.FPDFPage_CountObjects(page) > 0
        return Sheet(number, tuple(_runs(handle, text)), text, PICTURE if picture else "")
    finally:
        pdfium.FPDFText_ClosePage(handle)


def _text(handle: Any) -> str:  # noqa: ANN401  # a pointer type that ctypes makes up
    """One character for each of pdfium's."""
    import pypdfium2.raw as pdfium

    count = min(max(pdfium.FPDFText_CountChars(handle), 0), MOST)
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    pdfium.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]
    if len(text) == count:
        return text
    # pdfium leaves characters without a meaning out of the text, but not out of the count
    codes = (pdfium.FPDFText_GetUnicode(handle, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd" for code in codes)


def _runs(handle: Any, text: str) -> list[Run]:  # noqa: ANN401
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    at = np.flatnonzero((codes > 32) & ~np.isin(codes, _BLANK))
    if not len(at):
        return []
    boxes = _boxes(handle, at)
    letters = _turn(handle, at)
    turn = 3 if letters == 0 and _is_vertical(boxes) else letters
    ink = _upright(at, boxes, turn)
    em = ink.top - ink.bottom
    em = np.maximum(em, 0.75 * np.median(em))
    starts = _starts(ink, em)
    sizes, bases, slanted = _measured(handle, at, starts, letters, turn)
    lengths = np.diff(np.append(starts, len(at)))
    gaps = ink.left[1:] - ink.right[:-1]
    wide = gaps > GAP * np.repeat(sizes, lengths)[1:]
    first = np.zeros(len(at), dtype=bool)
    first[starts] = True
    first[1:] |= wide
    of = np.repeat(np.arange(len(starts)), lengths)
    begins = np.flatnonzero(first)
    ends = np.append(begins[1:], len(at))
    gaps = np.append(gaps, 0.0) / np.repeat(sizes, lengths)
    return [
        Run(
            _written(handle, text, at[a:b], gaps[a:b]),
            float(ink.left[a]),
            float(ink.right[a:b].max()),
            float(bases[of[a]]),
            float(sizes[of[a]]),
            bool(slanted[of[a]]),
        )
        for a, b in zip(begins.tolist(), ends.tolist(), strict=True)
    ]


def _written(handle: Any, text: str, at: NDArray[np.intp], gaps: NDArray[np.float32]) -> str:  # noqa: ANN401
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
        return " " if wide or not _is_generated(handle, first + found.start()) else ""

    kept = _STRETCHED.sub(stretched, written) if "\n" not in written else written
    return re.sub(r"\s*\n\s*", broken, kept)


def _is_generated(handle: Any, index: int) -> bool:  # noqa: ANN401
    """Whether pdfium put the character between others because they stand apart."""
    import pypdfium2.raw as pdfium

    return pdfium.FPDFText_IsGenerated(handle, index) == 1


def _boxes(handle: Any, at: NDArray[np.intp]) -> NDArray[np.float32]:  # noqa: ANN401
    """Left, top, right and bottom of each character, one row for each index; zeros where pdfium knows none."""
    import pypdfium2.raw as pdfium

    boxes = np.zeros((len(at), 4), dtype=np.float32)
    # the same function with plain addresses: an array is filled without an object for each of its boxes
    prototype = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    box = prototype(ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0)
    address = ctypes.cast(handle, ctypes.c_void_p).value
    begin = boxes.ctypes.data
    deque(map(box, repeat(address), at.tolist(), range(begin, begin + 16 * len(at), 16)), maxlen=0)
    return boxes


def _turn(handle: Any, at: NDArray[np.intp]) -> int:  # noqa: ANN401
    """Quarter turns, anticlockwise, by which most of the page's letters are turned."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    sample = at[:: max(1, len(at) // _SAMPLE)].tolist()
    turns = [_quarter(matrix) for index in sample if pdfium.FPDFText_GetMatrix(handle, index, matrix)]
    return max(set(turns), key=turns.count) if turns else 0


def _quarter(matrix: Any) -> int:  # noqa: ANN401
    """Quarter turns of letters with this matrix, -1 where they are slanted."""
    turns = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else -1


def _is_vertical(boxes: NDArray[np.float32]) -> bool:
    """Whether upright letters follow each other downwards, as in Chinese that is read from the right."""
    em = float(np.median(boxes[:, 1] - boxes[:, 3]))
    across, down = np.abs(np.diff(boxes[:, 0] + boxes[:, 2])) / 2, -np.diff(boxes[:, 3])
    return len(boxes) > 3 and float(np.median(across)) < 0.3 * em and 0.5 * em < float(np.median(down)) < 3 * em


def _upright(at: NDArray[np.intp], boxes: NDArray[np.float32], turn: int) -> _Ink:
    left, top, right, bottom = boxes.T
    if turn == 1:
        return _Ink(at, bottom, top, -right, -left)
    if turn == 2:
        return _Ink(at, -right, -left, -top, -bottom)
    if turn == 3:
        return _Ink(at, -top, -bottom, left, right)
    return _Ink(at, left, right, bottom, top)


def _starts(ink: _Ink, em: NDArray[np.float32]) -> NDArray[np.intp]:
    """Where a line ends, jumps back, or changes its height: the last is only a suspicion, which the base line decides."""
    tall = np.maximum(em[1:], em[:-1])
    middle = (ink.top + ink.bottom) / 2
    height = ink.top - ink.bottom
    down = np.abs(np.diff(ink.bottom))
    ratio = np.minimum(height[1:], height[:-1]) / np.maximum(np.maximum(height[1:], height[:-1]), 0.01)
    new = np.abs(np.diff(middle)) > 0.5 * tall
    new |= np.diff(ink.left) < -0.5 * tall
    new |= down > 0.25 * tall
    new |= (ratio < 0.92) & (down > 0.12 * tall)
    return np.append(0, np.flatnonzero(new) + 1)


def _measured(
    handle: Any,  # noqa: ANN401
    at: NDArray[np.intp],
    starts: NDArray[np.intp],
    letters: int,
    turn: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Font size, base line and slant of the stretches of characters that begin at ``starts``."""
    import pypdfium2.raw as pdfium

    sizes, bases, slanted = np.ones(len(starts)), np.zeros(len(starts)), np.zeros(len(starts), dtype=bool)
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    lengths = np.diff(np.append(starts, len(at)))
    for row, (start, length) in enumerate(zip(starts.tolist(), lengths.tolist(), strict=True)):
        index = int(at[start])
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        bases[row] = (y.value, -x.value, -y.value, x.value)[turn]
        # the first may be a bullet of another font: the middle one of three says what most are
        three = [index] if length < 4 else [int(at[start + length * part // 4]) for part in (0, 2, 3)]
        sizes[row] = sorted(_size(handle, one, matrix) for one in three)[len(three) // 2]
        slanted[row] = _quarter(matrix) != letters
    return sizes, bases, slanted


def _size(handle: Any, index: int, matrix: Any) -> float:  # noqa: ANN401
    """Font size in points as it is seen; leaves the character's matrix in ``matrix``."""
    import pypdfium2.raw as pdfium

    scale = 1.0
    if pdfium.FPDFText_GetMatrix(handle, index, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    return max(pdfium.FPDFText_GetFontSize(handle, index) * scale, 0.5)
