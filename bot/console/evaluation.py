"""``wuzhen eval``: measures retrieval on sets of questions, in a library of its own that is gone afterwards."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeAlias

from bot.console import evaluation_words as words
from bot.console.progress import ProgressLine
from bot.console.style import Style, columns_of, forgive, visible
from bot.console.width import pad, width
from bot.seeding import FOLDER, articles
from bot.settings import Settings
from index.types import Language

if TYPE_CHECKING:
    from retrieval.evaluating import Measured
    from retrieval.evaluation_collections import Collection
    from retrieval.measures import Figure

Row: TypeAlias = "tuple[str, Mapping[str, Figure]]"
GAP = "  "
INDENT = "  "


def run(settings: Settings, options: Namespace, language: Language) -> int:
    """Measure and print; the library of ``settings`` is left alone, its encoder is the one that is measured."""
    from index.encoder import open_encoder
    from retrieval.evaluating import measured

    forgive(sys.stdout)
    collections = _collections(options)
    encoder = open_encoder(settings.encoder)
    with ProgressLine(language, rate=words.RATE) as line:
        progress = line if line.rewrites else None  # elsewhere a line says that a document was added, and none is
        found = list(
            measured(collections, encoder, ablation=options.ablation, resamples=options.bootstrap, progress=progress)
        )
    if options.json:
        print(json.dumps(as_json(found, encoder.name, options.bootstrap), ensure_ascii=False))
    else:
        style, columns = Style.for_stream(sys.stdout), columns_of(sys.stdout)
        tables = (table(one, style, columns, language) for one in found)
        print("\n\n".join([*tables, style.faint(words.NOTE.say(language, resamples=options.bootstrap))]))
    return 0


def _collections(options: Namespace) -> list[Collection]:
    """What the command line names: SQuAD files, each once, or the golden questions over the seeds."""
    from retrieval.evaluation_collections import mixed, of_golden, of_squad
    from retrieval.evaluation_sets import SquadSet, read_golden

    sets = [SquadSet.load(path) for path in dict.fromkeys(options.squad)]
    if options.mixed:
        return mixed(sets, options.questions_language)
    if sets:
        return of_squad(sets, options.questions_language)
    return of_golden("seeds", read_golden(FOLDER / "questions.jsonl"), articles(), options.questions_language)


def as_json(found: Sequence[Measured], encoder: str, resamples: int) -> dict[str, object]:
    """All figures, rounded to four places, with what they were measured on."""
    pairs = [
        {
            "questions": {"set": one.questions, "language": one.language, "count": one.count},
            "passages": {"set": one.passages, "languages": list(one.languages), "count": one.size},
            "whole": _figures_json(one.whole),
            "alone": {part: _figures_json(figures) for part, figures in one.alone.items()},
            **({"left_out": {part: _figures_json(f) for part, f in one.left_out.items()}} if one.left_out else {}),
        }
        for one in found
    ]
    return {"encoder": encoder, "resamples": resamples, "confidence": 0.95, "pairs": pairs}


def _figures_json(figures: Mapping[str, Figure]) -> dict[str, dict[str, float]]:
    return {name: {key: round(value, 4) for key, value in asdict(figure).items()} for name, figure in figures.items()}


def table(found: Measured, style: Style, columns: int | None, language: Language) -> str:
    """One pair: what was asked of what, then a line for the whole, each leg alone, each part left out.

    Intervals stand beside their figures, or under them where ``columns`` are too few for that.
    """
    measures = [words.MEASURES[name].say(language) for name in found.whole]
    rows = [["", *measures], *_rows(found, language, stacked=False)]
    widths = _widths(rows)
    if columns is not None and sum(widths) + len(GAP) * (len(widths) - 1) > columns:
        rows = [["", *measures], *_rows(found, language, stacked=True)]
        widths = _widths(rows)
    head, *lines = (_line(row, widths) for row in rows)
    return "\n".join([style.strong(_title(found, language)), style.faint(head), *lines])


def _title(found: Measured, language: Language) -> str:
    return words.TITLE.say(
        language,
        asked=words.LANGUAGES[found.language].say(language),
        passages=" + ".join(words.LANGUAGES[one].say(language) for one in found.languages),
        questions=found.count,
        size=found.size,
        question_set=_one_line(found.questions),
        passage_set=_one_line(found.passages),
    )


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _rows(found: Measured, language: Language, *, stacked: bool) -> Iterator[list[str]]:
    yield from _row(words.WHOLE.say(language), found.whole, stacked=stacked)
    for heading, parts in ((words.ALONE, found.alone), (words.LEFT_OUT, found.left_out)):
        if parts:
            yield [heading.say(language)]
        for part, figures in parts.items():
            yield from _row(INDENT + words.PARTS[part].say(language), figures, stacked=stacked)


def _row(label: str, figures: Mapping[str, Figure], *, stacked: bool) -> Iterator[list[str]]:
    values = [said(figure.value) for figure in figures.values()]
    intervals = [f"{said(figure.low)}–{said(figure.high)}" for figure in figures.values()]
    if stacked:
        yield [label, *values]
        yield ["", *intervals]
    else:
        wide = max(map(width, values))
        yield [label, *(f"{pad(a, wide, right=True)} {b}" for a, b in zip(values, intervals, strict=True))]


def said(share: float) -> str:
    """A share from 0 to 1 in three places: .911."""
    return f"{share:.3f}".removeprefix("0")


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Columns of each cell, by the rows that have them all: headings between run on as far as they like."""
    full = [row for row in rows if len(row) > 1]
    return [max(map(width, column)) for column in zip(*full, strict=True)]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(pad(cell, wide) for cell, wide in zip(row, widths, strict=False)).rstrip()
