"""Tables as text (CSV, TSV): each row a paragraph, its values after their headings; in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator

from index.language import language_of
from index.readers.fields import between, joined, label, tidy
from index.readers.file import File
from index.readers.lines import Lines, decoded
from index.readers.table.head import Head, delimiter_of, head_of
from index.readers.table.rows import LONGEST, rows
from index.types import Paragraph, Place, Reading

_SAMPLE = 200_000


def read(file: File) -> Reading:
    """Rows as paragraphs, the first being row 1 as a spreadsheet counts; called by the one cell above the table, or the stem."""
    lines = Lines.of(file, LONGEST)
    sample = "\n".join(lines.head)[:_SAMPLE]
    delimiter, skip = delimiter_of(sample, file.suffix)
    body = sample.partition("\n")[2] if skip else sample
    head = head_of([row for _, row in zip(range(100), rows(iter(body.split("\n")), delimiter), strict=False)])
    source = (line for number, line in lines if number > skip)
    paragraphs = _paragraphs(rows(source, delimiter), head, delimiter, file)
    return Reading(head.title or file.stem, language_of(body), decoded(paragraphs, file.name, lines))


def _paragraphs(table: Iterator[list[str]], head: Head, delimiter: str, file: File) -> Iterator[Paragraph]:
    names = list(head.names)
    labels, parted = list(map(label, names)), between(names)
    first = head.above + bool(names) + 1
    for number, row in enumerate(table, 1):
        cells = list(map(tidy, row))
        if number < first:
            continue
        if cells == names:
            file.drop(number, " | ".join(cells), "repeated headings")
            continue
        text = _text(cells, labels, parted) if len(names) != 1 else tidy(delimiter.join(row))
        if text:
            yield Paragraph(text, place=Place("row", str(number)))


def _text(cells: list[str], labels: list[str], parted: str) -> str:
    """The filled cells of a row after their headings; what goes beyond those stands alone."""
    if not labels:
        return " | ".join(filter(None, cells))
    filled = [heading + cell for heading, cell in zip(labels, cells, strict=False) if cell]
    return joined([*filled, *filter(None, cells[len(labels) :])], parted)
