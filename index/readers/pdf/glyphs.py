"""What pdfium says of the characters of a page, asked in bulk.

A page has thousands of characters and a call into pdfium for each is what reading a PDF costs, so there is one such call a
character (its box), made without Python objects in between, and everything else is asked once for many of them.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from itertools import count, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 200_000
"""Characters of one page; what is beyond them is no page that people read."""
_SAMPLE = 12  # characters whose direction tells that of the page

Handle = Any
"""A text page or a matrix of pdfium, of types that ctypes makes up."""


class Measure(NamedTuple):
    """Font size, base line and slant of stretches of characters."""

    sizes: NDArray[np.float64]
    bases: NDArray[np.float64]
    slanted: NDArray[np.bool_]


def text_of(handle: Handle) -> str:
    """One character for each of pdfium's."""
    import pypdfium2.raw as pdfium

    length = min(max(pdfium.FPDFText_CountChars(handle), 0), MOST)
    buffer = (ctypes.c_ushort * (2 * length + 1))()
    pdfium.FPDFText_GetText(handle, 0, length, buffer)
    text = bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]
    if len(text) == length:
        return text
    # pdfium leaves characters without a meaning out of the text, but not out of their number
    codes = (pdfium.FPDFText_GetUnicode(handle, index) for index in range(length))
    return "".join(chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd" for code in codes)


def is_generated(handle: Handle, index: int) -> bool:
    """Whether pdfium put the character between others because they stand apart."""
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDFText_IsGenerated(handle, index) == 1)


def boxes_of(handle: Handle, at: NDArray[np.intp]) -> NDArray[np.float32]:
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


def origins_of(handle: Handle, at: NDArray[np.intp]) -> NDArray[np.float64]:
    """The point (x, y) that each character is set at, one row for each index."""
    import pypdfium2.raw as pdfium

    points = np.zeros((len(at), 2), dtype=np.float64)
    prototype = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    origin = prototype(ctypes.cast(pdfium.FPDFText_GetCharOrigin, ctypes.c_void_p).value or 0)
    address = ctypes.cast(handle, ctypes.c_void_p).value
    begin = points.ctypes.data
    deque(map(origin, repeat(address), at.tolist(), count(begin, 16), count(begin + 8, 16)), maxlen=0)
    return points


def turn_of(handle: Handle, at: NDArray[np.intp]) -> int:
    """Quarter turns, anticlockwise, by which most of the page's letters are turned."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    sample = at[:: max(1, len(at) // _SAMPLE)].tolist()
    turns = [_quarter(matrix) for index in sample if pdfium.FPDFText_GetMatrix(handle, index, matrix)]
    return max(set(turns), key=turns.count) if turns else 0


def is_vertical(boxes: NDArray[np.float32]) -> bool:
    """Whether upright letters follow each other downwards, as in Chinese that is read from the right."""
    em = float(np.median(boxes[:, 1] - boxes[:, 3]))
    across, down = np.abs(np.diff(boxes[:, 0] + boxes[:, 2])) / 2, -np.diff(boxes[:, 3])
    return len(boxes) > 3 and float(np.median(across)) < 0.3 * em and 0.5 * em < float(np.median(down)) < 3 * em


def measured(
    handle: Handle,
    at: NDArray[np.intp],
    starts: NDArray[np.intp],
    letters: int,
    turn: int,
) -> Measure:
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
    return Measure(sizes, bases, slanted)


def _quarter(matrix: Handle) -> int:
    """Quarter turns of letters with this matrix, -1 where they are slanted."""
    turns = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.05 else -1


def _size(handle: Handle, index: int, matrix: Handle) -> float:
    """Font size in points as it is seen; leaves the character's matrix in ``matrix``."""
    import pypdfium2.raw as pdfium

    scale = 1.0
    if pdfium.FPDFText_GetMatrix(handle, index, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    return max(float(pdfium.FPDFText_GetFontSize(handle, index)) * scale, 0.5)
