"""Makes ``retrieval/translations/``: how English and Chinese words and names translate, counted from aligned translations.

    python -m training.lexicon --pairs FOLDER|FILE.tsv [--licence "…"] [--out retrieval/translations]

The words of all pairs are aligned in both directions (training.alignment). A link that both directions draw counts 1, one of a
single direction less. Two terms translate each other as far as the mean of both conditional probabilities says, softened by a
power. Names and set phrases are runs of words that are linked to one run of the other side and to nothing outside it
(Och and Ney 2004), and whole entries of dictionaries and lists of titles. FOLDER holds ``*.tsv.gz`` with one English–Chinese pair
a line and SOURCES.tsv, which names their licences.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.function_words import FUNCTION_WORDS
from retrieval.lexicon import Lexicon
from retrieval.renderings import is_chinese, term_of
from training.alignment import LONGEST, Aligned, align
from training.translated_texts import Source, SourceError, chinese_words, english_words, pairs, sources

ONE_WAY = 0.3
"""What a link counts that only one direction draws."""
SEEN = 2.0
"""Least links of a pair of words in all; in dictionaries one is enough."""
WORTH = 0.1
"""Least mean of both directions' probabilities of a kept translation."""
POWER = 0.7
"""Softens the means: a question's words should count nearly as much across languages as within one."""
WORDS, CHARACTERS = 4, 8
"""Most English words and most Chinese characters of a term."""
PHRASE_SEEN, PHRASE_WORTH = 3, 0.5
"""Least times a phrase pair must be seen, and least mean of its probabilities."""
ENTRY = 0.8
"""Mean that a dictionary's or title list's own entry is given."""
KEPT_ZH, KEPT_EN = 8, 5
"""Most Chinese translations of an English term, and the other way round."""

_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）")
_TO = re.compile(r"^(?:to|a|an|the) ", re.IGNORECASE)

Pair = tuple[str, str]
"""An English and a Chinese term."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How often words and phrases stand on each side and are linked; ``entries`` are a dictionary's own pairs."""

    links: Counter[Pair] = field(default_factory=Counter)
    phrases: Counter[Pair] = field(default_factory=Counter)
    entries: set[Pair] = field(default_factory=set)
    seen: Counter[str] = field(default_factory=Counter)


def count(texts: Iterable[tuple[Aligned, bool]]) -> Counted:
    """Count links and phrases; the flag of each text says whether it is an entry of a dictionary or list of titles."""
    counted = Counted()
    for aligned, is_entry in texts:
        counted.seen.update(word for word in aligned.english)
        counted.seen.update(word for word in aligned.chinese)
        sure = aligned.forth & aligned.back
        for e, c in aligned.forth | aligned.back:
            pair = aligned.english[e], aligned.chinese[c]
            if is_term(pair):
                counted.links[pair] += 1.0 if (e, c) in sure else ONE_WAY  # type: ignore[assignment]  # a weighted count
                if is_entry and (e, c) in sure:
                    counted.entries.add(pair)
        counted.phrases.update(phrases(aligned))
    return counted


def is_term(pair: Pair) -> bool:
    """Whether a pair is one of words: numbers and Latin words translate as themselves and need no lexicon."""
    english, chinese = pair
    return english.isalpha() and chinese.isalpha() and is_chinese(chinese) and len(chinese) <= CHARACTERS


def phrases(aligned: Aligned) -> Iterator[Pair]:
    """Runs of two English words or more that are linked to one run of Chinese, and the other way round to nothing else."""
    links = aligned.forth & aligned.back
    chinese_of: dict[int, list[int]] = {}
    english_of: dict[int, list[int]] = {}
    for e, c in links:
        chinese_of.setdefault(e, []).append(c)
        english_of.setdefault(c, []).append(e)
    for first in sorted(chinese_of):
        for last in range(first + 1, min(first + WORDS, len(aligned.english))):
            if last not in chinese_of:
                continue
            places = [c for e in range(first, last + 1) for c in chinese_of.get(e, ())]
            start, end = min(places), max(places)
            inside = all(first <= e <= last for c in range(start, end + 1) for e in english_of.get(c, ()))
            chinese = "".join(aligned.chinese[start : end + 1])
            if inside and len(chinese) <= CHARACTERS and end - start < WORDS and is_phrase(aligned, first, last):
                pair = " ".join(aligned.english[first : last + 1]), chinese
                if is_term(("x", chinese)):
                    yield pair


def is_phrase(aligned: Aligned, first: int, last: int) -> bool:
    """Whether the English words begin and end with one that says something."""
    return not {aligned.english[first], aligned.english[last]} & FUNCTION_WORDS


def entries(source: Source) -> Iterator[Pair]:
    """Names that a dictionary or list of titles translates as a whole, the parts between semicolons one by one."""
    for english, chinese in pairs(source):
        term = term_of(_ASIDE.sub("", chinese))
        if not 2 <= len(term) <= CHARACTERS or not is_term(("x", term)):
            continue
        for part in _ASIDE.sub("", english).split(";"):
            words = term_of(_TO.sub("", part.strip()))
            if "," not in part and is_name(part) and words.isascii() and 2 <= len(words.split(" ")) <= WORDS:
                yield words, term


def is_word_by_word(pair: Pair, means: Mapping[Pair, float]) -> bool:
    """Whether the words of a phrase are found in its translation one by one, so that it says nothing new."""
    english, chinese = pair
    size = len(chinese)
    parts = {chinese[a:b] for a in range(size) for b in range(a + 2, size + 1) if b - a < size}
    return all(
        word in FUNCTION_WORDS or not word.isalpha() or any(means.get((word, part), 0.0) >= WORTH for part in parts)
        for word in english.split(" ")
    )


def is_name(english: str) -> bool:
    """Whether every long word begins with a capital; definitions ("to walk slowly") are found word by word."""
    return all(word[0].isupper() for word in english.split() if len(word) > 3)


def translations(counted: Counted, listed: set[Pair]) -> dict[str, list[tuple[str, float]]]:
    """Every term of both languages with its translations and their weights; ``listed`` are whole entries."""
    means: dict[Pair, float] = {}
    there: dict[Pair, float] = {}
    for pair, links in counted.links.items():
        english, chinese = pair
        if links >= SEEN or pair in counted.entries or pair in listed:
            there[pair] = links / counted.seen[english]
            means[pair] = (there[pair] + links / counted.seen[chinese]) / 2
    sides: Counter[str] = Counter()
    for (english, chinese), times in counted.phrases.items():
        sides.update({english: times, chinese: times})
    for pair, times in counted.phrases.items():
        share = times / sides[pair[0]]
        mean = (share + times / sides[pair[1]]) / 2
        if times >= PHRASE_SEEN and mean >= PHRASE_WORTH and not is_word_by_word(pair, means):
            there[pair], means[pair] = share, max(mean, means.get(pair, 0.0))
    for pair in listed:
        there.setdefault(pair, ENTRY)
        means[pair] = max(ENTRY, means.get(pair, 0.0))
    return kept({pair: mean for pair, mean in means.items() if mean >= WORTH}, there)


def kept(means: Mapping[Pair, float], there: Mapping[Pair, float]) -> dict[str, list[tuple[str, float]]]:
    """The best few of each term, best first by the geometric mean of both directions' probabilities.

    The mean that is the weight would prefer rare words with one translation to the common ones. A translation that holds a better
    one, 国际标准 beside 国际, says nothing new.
    """
    found: dict[str, list[tuple[str, float, float]]] = {}
    for (english, chinese), mean in means.items():
        weight, forth = min(1.0, mean) ** POWER, there[english, chinese]
        back = 2 * mean - forth
        both = math.sqrt(max(0.0, forth * back))
        found.setdefault(english, []).append((chinese, weight, both))
        found.setdefault(chinese, []).append((english, weight, both))
    return {term: _best(targets, KEPT_EN if is_chinese(term) else KEPT_ZH) for term, targets in found.items()}


def _best(targets: list[tuple[str, float, float]], most: int) -> list[tuple[str, float]]:
    best: list[tuple[str, float, float]] = []
    for target in sorted(targets, key=lambda each: (-each[2], each[0])):
        if len(best) < most and not any(one in target[0] for one, _, _ in best if is_chinese(one) and len(one) > 1):
            best.append(target)
    return [(term, weight) for term, weight, _ in best]


_CARD = """# The bilingual lexicon

How {count:,} English stems, Chinese words, and names and set phrases of both translate, with weights from 0 to 1: the mean of
both directions' probabilities, at least {worth}, to the power {power}. Counted from {pairs:,} translated sentences, titles and
terms whose words were aligned by eflomal in both directions. Made by `python -m training.lexicon`. It holds statistics of words
and short phrases, no text.

Licence: CC BY-SA 4.0, since some of the sources ask for it.

| source | repository | commit | licence there |
|---|---|---|---|
"""


def card(sets: Iterable[Source], texts: int, terms: int) -> str:
    """What the lexicon is, and which sources under which licences it was counted from."""
    head = _CARD.format(count=terms, pairs=texts, worth=WORTH, power=POWER)
    rows = (f"| {s.name} | {s.repository} | {s.commit[:12]} | {s.licence.replace('|', '/')} |\n" for s in sets)
    return head + "".join(rows)


def make(sets: list[Source], out: Path) -> None:
    """Align, count and write the lexicon beside its card; ``out`` changes only when all is done."""
    texts = [
        (english, chinese, source.kind != "sentence")
        for source in sets
        for one, other in pairs(source)
        if 0 < len(english := english_words(one)) <= LONGEST and 0 < len(chinese := chinese_words(other)) <= LONGEST
    ]
    print(f"{len(texts)} pairs")
    aligned = align([(english, chinese) for english, chinese, _ in texts])
    counted = count(zip(aligned, (is_entry for *_, is_entry in texts), strict=True))
    listed = {pair for source in sets if source.kind != "sentence" for pair in entries(source)}
    terms = translations(counted, listed)
    with tempfile.TemporaryDirectory(dir=out.parent) as place:
        made = Path(place) / "made"
        Lexicon.write(made, terms)
        (made / "README.md").write_text(card(sets, len(texts), len(terms)), encoding="utf-8")
        out.mkdir(exist_ok=True)
        for file in made.iterdir():
            file.replace(out / file.name)
    print(f"{len(terms)} terms, {sum(path.stat().st_size for path in out.glob('*.npy')) / 1e6:.1f} MB")


def main() -> int:
    """Read the sources and make the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path, required=True, help="folder with SOURCES.tsv, or one TSV file")
    parser.add_argument("--licence", default="", help="licence of the one TSV file")
    parser.add_argument("--out", type=Path, default=Path("retrieval/translations"))
    options = parser.parse_args()
    try:
        make(sources(options.pairs, licence=options.licence), options.out)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
