"""Makes ``retrieval/translations/``: how English stems and Chinese character pairs translate, counted from translated texts.

    python -m training.lexicon --pairs FOLDER [--out retrieval/translations]

IBM model 1 (Brown et al. 1993) in both directions by expectation maximisation. Two terms translate each other as far as the mean
of both probabilities says, softened by a power; a few of the likeliest translations of each term are kept. FOLDER holds
``*.tsv.gz`` with one English–Chinese pair a line and SOURCES.tsv, which names their licences.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.tokens import tokens
from retrieval.lexicon import Lexicon, key_of

LONGEST_EN, LONGEST_ZH = 60, 160
"""Distinct tokens of one side of a pair; longer ones teach little and cost the product of both."""
SEEN = 2
"""Times a term must occur to be counted."""
ROUNDS = 5
LIKELY, CANDIDATES = 0.03, 8
"""Least probability, and most translations of one term, that one direction proposes to the other."""
UNSEEN = 0.01
"""Probability of a direction that did not propose the pair."""
WORTH = 0.1
"""Least mean of both directions of a kept translation."""
POWER = 0.7
"""Softens the means: a question's words should count nearly as much across languages as within one."""
KEPT_ZH, KEPT_EN = 6, 3
"""Most Chinese translations of an English stem, and the other way round; character pairs are the more specific ones."""
NOT_FROM = ("ODC Open Database", "Mozilla Public License")
"""Licences whose terms do not go with CC BY-SA 4.0, the licence of the lexicon."""

Pair = tuple[NDArray[np.int32], NDArray[np.int32]]


@dataclass(frozen=True, slots=True)
class Counted:
    """Translated pairs as numbers of distinct terms; term 0 of each side is the empty word."""

    english: list[str]
    chinese: list[str]
    pairs: list[Pair]


def sources(folder: Path) -> list[dict[str, str]]:
    """Rows of SOURCES.tsv that are translations and may be used; raises ``ValueError`` for one without a licence."""
    with (folder / "SOURCES.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if not row["kind"].startswith("qa")]
    for row in rows:
        if not row["licence"].strip():
            raise ValueError(f"{row['source']} has no licence in SOURCES.tsv")
    return [row for row in rows if not any(name in row["licence"] for name in NOT_FROM)]


def _lines(folder: Path, rows: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        with gzip.open(folder / f"{row['source']}.tsv.gz", "rt", encoding="utf-8") as file:
            for line in file:
                english, tab, chinese = line.rstrip("\n").partition("\t")
                if tab and english and chinese:
                    yield english, chinese


def read(folder: Path, rows: list[dict[str, str]]) -> Counted:
    """All pairs as term numbers. Numbers and Latin terms translate as themselves and are left out of both sides."""
    texts: list[tuple[list[str], list[str]]] = []
    for english, chinese in _lines(folder, rows):
        left = [token for token in set(tokens(english)) if token.isascii() and token.isalpha()]
        right = [token for token in set(tokens(chinese)) if not token.isascii() and not token[0].isdigit()]
        if 0 < len(left) <= LONGEST_EN and 0 < len(right) <= LONGEST_ZH:
            texts.append((left, right))
    vocabularies = []
    for side in (0, 1):
        counts = Counter(token for text in texts for token in text[side])
        vocabularies.append(["", *sorted(token for token, count in counts.items() if count >= SEEN)])
    numbers = [{token: number for number, token in enumerate(vocabulary)} for vocabulary in vocabularies]
    pairs = [
        tuple(np.array([0, *(n for t in text[s] if (n := numbers[s].get(t)))], np.int32) for s in (0, 1))
        for text in texts
    ]
    return Counted(vocabularies[0], vocabularies[1], pairs)  # type: ignore[arg-type]  # two sides each


def translations(counted: Counted, *, from_chinese: bool) -> dict[int, list[tuple[int, float]]]:
    """Translations of each term of one side with their probability, likeliest first."""
    given, made = (1, 0) if from_chinese else (0, 1)
    width = len(counted.english if from_chinese else counted.chinese)
    types, group = _cooccurrences(counted.pairs, given, made, width)
    kinds, index = np.unique(types, return_inverse=True)
    index = index.astype(np.int32)
    source = (kinds // width).astype(np.int64)
    chance = np.full(len(kinds), 1.0)
    for _ in range(ROUNDS):
        share = chance[index]
        share /= np.bincount(group, share)[group]
        expected = np.bincount(index, share, len(kinds))
        chance = expected / np.bincount(source, expected)[source]
    return _likeliest(source, kinds % width, chance)


def _cooccurrences(pairs: list[Pair], given: int, made: int, width: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Each (given, made) of each pair as one number, and which made word of which pair it could explain."""
    types, groups, count = [], [], 0
    for pair in pairs:
        left, right = pair[given], pair[made][1:]
        types.append((left[:, None].astype(np.int64) * width + right[None, :]).ravel())
        groups.append(np.tile(np.arange(count, count + len(right), dtype=np.int32), len(left)))
        count += len(right)
    return np.concatenate(types), np.concatenate(groups)


def _likeliest(
    source: NDArray[np.int64], target: NDArray[np.int64], chance: NDArray[np.float64]
) -> dict[int, list[tuple[int, float]]]:
    keep = np.flatnonzero((chance >= LIKELY) & (source > 0))
    found: dict[int, list[tuple[int, float]]] = {}
    for i in keep[np.lexsort((-chance[keep], source[keep]))]:
        best = found.setdefault(int(source[i]), [])
        if len(best) < CANDIDATES:
            best.append((int(target[i]), float(chance[i])))
    return found


def terms_of(counted: Counted) -> dict[str, list[tuple[str, float]]]:
    """Every term of both languages with its translations."""
    english, chinese = counted.english, counted.chinese
    forth = translations(counted, from_chinese=False)
    back = translations(counted, from_chinese=True)
    return merged(
        {(english[e], chinese[c]): chance for e, found in forth.items() for c, chance in found},
        {(english[e], chinese[c]): chance for c, found in back.items() for e, chance in found},
    )


def merged(
    forth: dict[tuple[str, str], float], back: dict[tuple[str, str], float]
) -> dict[str, list[tuple[str, float]]]:
    """Both directions' probabilities of (English, Chinese) as one weight, the best of each term kept."""
    found: dict[str, list[tuple[str, float, float]]] = {}
    for pair in sorted(forth.keys() | back.keys()):
        there, here = forth.get(pair, UNSEEN), back.get(pair, UNSEEN)
        weight = ((there + here) / 2) ** POWER
        if there + here >= 2 * WORTH:
            english, chinese = pair
            found.setdefault(english, []).append((chinese, weight, there))
            found.setdefault(chinese, []).append((english, weight, here))
    return {term: _kept(targets, KEPT_ZH if term.isascii() else KEPT_EN) for term, targets in found.items()}


def _kept(targets: list[tuple[str, float, float]], count: int) -> list[tuple[str, float]]:
    """The ``count`` of most weight, in the order of their probability: the commonest translation first."""
    kept = sorted(targets, key=lambda target: (-target[1], target[0]))[:count]
    return [(term, weight) for term, weight, _ in sorted(kept, key=lambda target: (-target[2], -target[1], target[0]))]


_CARD = """# The bilingual lexicon

How {count:,} English stems and Chinese characters and character pairs translate, with weights from 0 to 1: the mean of both
directions' probabilities by IBM model 1 ({rounds} rounds over {pairs:,} translated sentences, titles and terms), at least
{worth}, to the power {power}.
Made by `python -m training.lexicon`. It holds statistics of single words, no text.

Licence: CC BY-SA 4.0, since some of the sources ask for it.

| source | repository | commit | licence there |
|---|---|---|---|
"""


def card(rows: list[dict[str, str]], counted: Counted, count: int) -> str:
    """What the lexicon is, and which sources under which licences it was counted from."""
    head = _CARD.format(count=count, rounds=ROUNDS, pairs=len(counted.pairs), worth=WORTH, power=POWER)
    lines = (
        f"| {r['source']} | {r['repository']} | {r['commit'][:12]} | {r['licence'].replace('|', '/')} |\n" for r in rows
    )
    return head + "".join(lines)


def main() -> None:
    """Count, and write the lexicon beside its card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("retrieval/translations"))
    options = parser.parse_args()
    rows = sources(options.pairs)
    counted = read(options.pairs, rows)
    print(f"{len(counted.pairs)} pairs, {len(counted.english)} English and {len(counted.chinese)} Chinese terms")
    terms = terms_of(counted)
    assert len({key_of(term) for term in terms}) == len(terms)
    Lexicon.write(options.out, terms)
    (options.out / "README.md").write_text(card(rows, counted, len(terms)), encoding="utf-8")
    print(f"{len(terms)} terms, {sum(path.stat().st_size for path in options.out.glob('*.npy')) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
