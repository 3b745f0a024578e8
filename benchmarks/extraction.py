"""Readers measured on a set of files made here: what comes out against what was written.

    python -m benchmarks.extraction                     a table; status 1 where something is below what must be reached
    python -m benchmarks.extraction --out FOLDER        keeps the files
    python -m benchmarks.extraction --misses            shows the paragraphs that differ
    python -m benchmarks.extraction --peers --markitdown PYTHON     beside trafilatura alone and markitdown alone
    python -m benchmarks.extraction --speed             throughput of texts and PDFs as well

``PYTHON`` is the interpreter of an environment with ``markitdown[pdf,docx]``. A file counts as read well where paragraph
recall is .97, precision .95, the order kept and no space stands between Han characters that was not there. Files that
need chromium, pandoc or LibreOffice are left out, with a line, where these are not on the PATH.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.extraction_marks import PRECISION, RECALL, Mark, found_units, mark, together
from benchmarks.extraction_peers import by_markitdown, by_trafilatura, peer_mark
from benchmarks.extraction_set import Absent, Sample, samples
from benchmarks.extraction_speed import speeds
from index.errors import DocumentError
from index.readers import read
from index.readers.file import File
from index.readers.process.worker import close_all


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the set, read it, print the tables; 1 where something is not reached."""
    options = _parser().parse_args(arguments)
    made = []
    for one in samples():
        if isinstance(one, Absent):
            print(f"left out: {one.kind}: {one.why}")
        else:
            made.append(one)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.out or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for one in made:
            (folder / one.name).write_bytes(one.data)
        good = _measured(made, misses=options.misses)
        if options.peers:
            _compared(made, folder, options.markitdown)
    if options.speed:
        print("\n| | |\n|---|---|")
        for what, figure in speeds():
            print(f"| {what} | {figure} |", flush=True)
    close_all()
    return 0 if good else 1


def paragraphs(sample: Sample) -> list[str]:
    """What the readers make of a file; nothing where they refuse it."""
    try:
        return [one.text for one in read(File(io.BytesIO(sample.data), sample.name)).paragraphs]
    except DocumentError as error:
        print(f"refused: {error.en}")
        return []


def _measured(made: Sequence[Sample], *, misses: bool) -> bool:
    marks: dict[str, list[Mark]] = {}
    bad: list[str] = []
    for one in made:
        found = paragraphs(one)
        result = mark(found, one)
        marks.setdefault(one.kind, []).append(result)
        if not result.is_good:
            bad.append(f"below: {one.name} ({one.kind}): {_figures(result)}")
        if misses:
            _show_misses(one, found)
    print(
        "\n| files | paragraphs | recall | precision | order kept | spaces put between Han |\n|---|---|---|---|---|---|"
    )
    for kind, results in marks.items():
        print(f"| {kind} ({len(results)}) | {_figures(together(results))} |")
    print("\n" + "\n".join(bad or [f"Each of {len(made)} files reaches recall {RECALL} and precision {PRECISION}."]))
    return not bad


def _figures(one: Mark) -> str:
    return f"{one.gold} | {one.recall:.3f} | {one.precision:.3f} | {'yes' if one.in_order else 'no'} | {one.spaces}"


def _show_misses(sample: Sample, found: Sequence[str]) -> None:
    gold, units = found_units(sample.gold), found_units(found)
    for sign, texts in (("-", [t for t in gold if t not in units]), ("+", [t for t in units if t not in gold])):
        for text in texts:
            print(f"{sample.name} {sign} {text!r}")


def _compared(made: Sequence[Sample], folder: Path, markitdown: Path | None) -> None:
    peers: dict[str, Mapping[str, str]] = {"trafilatura": by_trafilatura(made)}
    if markitdown is None:
        print("left out: markitdown: no --markitdown PYTHON was given")
    else:
        peers["markitdown"] = by_markitdown(markitdown, folder, [one.name for one in made])
    kinds: dict[str, list[Sample]] = {}
    for one in made:
        kinds.setdefault(one.kind, []).append(one)
    print(f"\n| recall / precision / held | wuzhen | {' | '.join(peers)} |\n|---|---|{'---|' * len(peers)}")
    for kind, ones in kinds.items():
        cells = [
            _cell([mark(paragraphs(one), one) for one in ones]),
            *(
                _cell([peer_mark(found[one.name], one) for one in ones if one.name in found])
                for found in peers.values()
            ),
        ]
        print(f"| {kind} | {' | '.join(cells)} |")


def _cell(marks: Sequence[Mark]) -> str:
    if not marks:
        return "–"
    one = together(marks)
    return f"{one.recall:.2f} / {one.precision:.2f} / {one.held_share:.2f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, help="keep the files here")
    parser.add_argument("--misses", action="store_true", help="show the paragraphs that differ")
    parser.add_argument("--peers", action="store_true", help="the same files through trafilatura and markitdown alone")
    parser.add_argument("--markitdown", type=Path, help="the Python of an environment with markitdown[pdf,docx]")
    parser.add_argument("--speed", action="store_true", help="throughput as well")
    return parser


if __name__ == "__main__":
    sys.exit(main())
