"""Reads translated texts: a folder of sources with their licences, or any TSV of pairs; and their words in order."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from index.normalise import HAN, for_search, simplified
from index.tokens import tokens
from retrieval.renderings import is_chinese, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["sentence", "title", "term"]

NOT_FROM = ("ODC Open Database", "Mozilla Public License")
"""Licences whose terms do not go with CC BY-SA 4.0, the licence of the lexicon."""


class SourceError(Exception):
    """A set that cannot be used; the text is the line a person reads."""


@dataclass(frozen=True, slots=True)
class Source:
    """One set of translated pairs with where it is from."""

    name: str
    path: Path
    kind: Kind
    repository: str
    commit: str
    licence: str


def sources(path: Path, *, licence: str = "") -> list[Source]:
    """The sets of a folder that may be used, or the one set of a TSV file whose ``licence`` is given.

    Raises ``SourceError`` for a set without a licence and for a file that is not there.
    """
    if path.is_file():
        if not licence.strip():
            raise SourceError(f"{path} has no licence. Next: give it with --licence")
        return [Source(path.name.partition(".")[0], path, "sentence", path.name, "", licence)]
    if not (path / "SOURCES.tsv").is_file():
        raise SourceError(f"{path} is neither a TSV file nor a folder with SOURCES.tsv. Next: --pairs FOLDER")
    with (path / "SOURCES.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if not row["kind"].startswith("qa")]
    found = [_source(path, row) for row in rows]
    return [source for source in found if not any(name in source.licence for name in NOT_FROM)]


def _source(folder: Path, row: dict[str, str]) -> Source:
    path = folder / f"{row['source']}.tsv.gz"
    if not (row["licence"] or "").strip():
        raise SourceError(f"{row['source']} has no licence in SOURCES.tsv. Next: find it, or leave the set out")
    if not path.is_file():
        raise SourceError(f"{path} is named in SOURCES.tsv and not there. Next: leave the row out, or bring the file")
    kind = cast(Kind, row["kind"].split()[0])
    return Source(row["source"], path, kind, row["repository"], row["commit"], row["licence"])


def pairs(source: Source) -> Iterator[tuple[str, str]]:
    """English and Chinese of each whole line; lines that are not two filled columns are left out."""
    opened: Callable[..., object] = gzip.open if source.path.suffix == ".gz" else open
    with opened(source.path, "rt", encoding="utf-8", errors="replace") as file:  # type: ignore[attr-defined]
        for line in file:
            english, _, chinese = line.rstrip("\r\n").partition("\t")
            chinese = chinese.partition("\t")[0]
            if english.strip() and chinese.strip():
                yield english.strip(), chinese.strip()


_CHINESE = re.compile(rf"[{HAN}]+|[A-Za-z]+|\d+(?:[.,]\d+)*")


def english_words(text: str) -> list[str]:
    """Stems and numbers in order."""
    return [part.term for part in parts_of(text) if not is_chinese(part.term)]


def chinese_words(text: str) -> list[str]:
    """Simplified words in order as jieba divides them; Latin words are stemmed, numbers stay."""
    cut = _jieba()
    found: list[str] = []
    for match in _CHINESE.finditer(simplified(for_search(text))):
        run = match.group()
        found += tokens(run) if run.isascii() else cut(run)
    return found


@cache
def _jieba() -> Callable[[str], list[str]]:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    return cast("Callable[[str], list[str]]", jieba.lcut)
