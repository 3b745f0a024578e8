"""Reads golden questions, and says which passages answer them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from index.types import Language

GOLDEN = Path(__file__).parent.parent / "seeds" / "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Golden:
    """One golden question; ``evidence`` lists alternatives, each the strings a right passage must hold together."""

    id: str
    language: Language
    question: str
    answerable: bool
    evidence: tuple[tuple[str, ...], ...] = ()
    short: str | None = None
    article: bool = False
    near: bool = False

    def answered_by(self, text: str) -> bool:
        """Whether a passage with this text counts as right."""
        folded = text.casefold()
        return any(all(part.casefold() in folded for part in parts) for parts in self.evidence)


def golden(path: Path = GOLDEN) -> list[Golden]:
    """All golden questions, in the file's order."""
    return [_read(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _read(row: dict[str, object]) -> Golden:
    evidence = row.get("evidence") or []
    assert isinstance(evidence, list)
    return Golden(
        id=str(row["id"]),
        language=row["language"],  # type: ignore[arg-type]  # held by tests/test_seeds.py
        question=str(row["question"]),
        answerable=bool(row["answerable"]),
        evidence=tuple(tuple(parts) for parts in evidence),
        short=None if row.get("short") is None else str(row["short"]),
        article=bool(row.get("article")),
        near=bool(row.get("near")),
    )
