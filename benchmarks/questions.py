"""The golden questions beside the seeds; what one is stands in ``retrieval.evaluation_sets``."""

from __future__ import annotations

from pathlib import Path

from bot.seeding import FOLDER
from retrieval.evaluation_sets import Golden, read_golden

__all__ = ["GOLDEN", "Golden", "golden"]

GOLDEN = FOLDER / "questions.jsonl"


def golden(path: Path = GOLDEN) -> list[Golden]:
    """All golden questions, in the file's order."""
    return read_golden(path)
