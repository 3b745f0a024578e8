"""Text as a PDF draws it becomes text as it was written: lines joined, glyphs of a font back to characters."""

from __future__ import annotations

import re
import unicodedata

from index.normalise import HAN, RADICALS

EAST = f"{HAN}，。、；：？！（）《》〈〉「」『』【】"
"""Characters beside which no space stands for the end of a line."""

_EITHER = "“”‘’\"'—…·"  # belongs to the script of its neighbours
_TABLE = str.maketrans(
    {
        **{chr(code): None for code in (*range(9), *range(14, 32), 0x7F)},
        **RADICALS,
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
        **dict(
            zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
        ),
        **dict.fromkeys("\u00ad\ufeff\u200b\u2060"),
        **dict.fromkeys("\u00a0\u3000\u2002\u2003\u2009", " "),
        "⸺": "——",
        "\ufffe": "-",  # what pdfium puts for a hyphen at the end of a line
        **dict(zip("\uf06c\uf06e\uf0a7\uf0b7\uf0d8\uf0fc", "●■▪•➢✓", strict=True)),  # bullets of Wingdings and Symbol
    }
)
_SPACE = re.compile(r"\s+")
_EAST = re.compile(f"[{EAST}]")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


def repaired(text: str) -> str:
    """Radicals, ligatures, dashes and spaces as people write them; no control characters."""
    return _SPACE.sub(" ", text.translate(_TABLE)).strip()


def is_east(character: str) -> bool:
    """Whether Chinese is set around it: a Han character or a full-width mark."""
    return _EAST.match(character) is not None


def joined(text: str, more: str) -> str:
    """``more`` is what follows ``text`` on the next line."""
    if not text or not more:
        return text + more
    if text.endswith("-") and text[-2:-1].isalpha() and more[0].islower():
        return text[:-1] + more
    if text.endswith("—") or (text.endswith(("-", "–", "/")) and text[-2:-1].isalnum() and more[0].isalnum()):
        return text + more
    # a Latin word or a number beside Han counts as Chinese: most are set without a space there
    before, after = text.rstrip(_EITHER), more.lstrip(_EITHER)
    east = is_east(before[-1:]) or is_east(after[:1])
    return text + more if east else f"{text} {more}"


def odd_share(text: str) -> float:
    """Share of control, private use and unknown characters, of all that are not white space."""
    odd = len(_ODD.findall(text))
    return odd / len(_SPACE.sub("", text)) if odd else 0.0
