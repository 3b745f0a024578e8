"""What one complex file may cost to read: time without progress, memory, text; from the environment or as usual."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from index.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` without any progress, ``megabytes`` of address space of the process that reads."""

    seconds: float = 30.0
    megabytes: int = 512

    def patience(self, *, ocr: bool) -> float:
        """Seconds without progress: a page that is a picture takes many times what a page of text does."""
        return OCR * self.seconds if ocr else self.seconds

    def total(self, size: int, *, ocr: bool) -> float:
        """Seconds that a file of ``size`` bytes may take altogether, however steadily it comes; by OCR, any time."""
        return float("inf") if ocr else self.seconds * min(1 + size / (1 << 20), TOTAL)

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> Limits:
        """From WUZHEN_READER_SECONDS and WUZHEN_READER_MB; raises ``DocumentError`` for what is no such number."""
        env = os.environ if environment is None else environment
        usual = cls()
        return cls(
            float(_number(env, "WUZHEN_READER_SECONDS", int(usual.seconds), least=1)),
            _number(env, "WUZHEN_READER_MB", usual.megabytes, least=LEAST_MB),
        )


LEAST_MB = 64
"""Under this the interpreter and the libraries of a reader do not fit (55 MB of address space, measured)."""
OCR = 7
"""How many times ``seconds`` one page may take that is read by OCR: 210, the reader's own limit for it being 180."""
TOTAL = 20
"""How many times ``seconds`` the largest file may take altogether: once, and once more for each megabyte, up to this."""


def _number(env: Mapping[str, str], name: str, usual: int, *, least: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return usual
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= 10**6:
        raise DocumentError(
            f"{name} must be a whole number from {least} to 1000000, not {text}. Next: unset {name}",
            f"{name} 必须是 {least} 到 1000000 之间的整数，而不是 {text}。下一步：unset {name}",
        )
    return int(text)


def characters_allowed(size: int) -> int:
    """Characters of text that a file of ``size`` bytes may become, about 64 a paragraph for itself counted in.

    A document of words packs 3 to 10 times; a hundred times is a trap. The cap is what weeks of embedding would take.
    """
    return min((1 << 20) + 100 * size, 100_000_000)
