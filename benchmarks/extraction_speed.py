"""How fast documents are read and divided into passages; embedding not counted."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

from benchmarks.extraction_set import CHINESE, ENGLISH, pdf_files
from index.readers import read
from index.readers.file import File
from index.readers.formats import Read
from index.readers.pdf import reader as pdf
from index.split import pieces

MEGABYTES = 20


def speeds() -> Iterator[tuple[str, str]]:
    """What was measured, and the figure: by the clock, and where all of it is in this process by processor time."""
    text = _long_text()
    for name, data in (("long.txt", text), ("long.md", _as_markdown(text))):
        passages, seconds, processor = _timed(read, data, name)
        size = len(data) / 1e6
        figure = f"{size / seconds:.1f} MB/s ({size / processor:.1f} by processor time)"
        yield f"{name}, {size:.0f} MB, {passages} passages", figure
    data, pages = _long_pdf()
    _timed(read, pdf_files.headed(), "warm.pdf")  # the process is started before it is timed
    passages, seconds, _ = _timed(read, data, "long.pdf")
    yield f"PDF, {pages} pages, {passages} passages, in its process", f"{pages / seconds:.0f} pages/s"
    passages, seconds, processor = _timed(pdf.read, data, "long.pdf")
    figure = f"{pages / seconds:.0f} pages/s ({pages / processor:.0f} by processor time)"
    yield f"PDF, {pages} pages, {passages} passages, in this one", figure


def _timed(reader: Read, data: bytes, name: str) -> tuple[int, float, float]:
    """Passages, seconds, and seconds of this process alone."""
    start, processor = time.perf_counter(), time.process_time()
    count = sum(1 for _ in pieces(reader(File(io.BytesIO(data), name)).paragraphs))
    return count, time.perf_counter() - start, time.process_time() - processor


def _long_text() -> bytes:
    """Paragraphs of both languages, no two the same, blank lines between them."""
    parts, size, turn = [], 0, 0
    while size < MEGABYTES * 1_000_000:
        turn += 1
        part = "\n\n".join(pdf_files.repeated((*CHINESE, *ENGLISH), 2)).replace("第", f"第{turn}之").encode() + b"\n\n"
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _as_markdown(text: bytes) -> bytes:
    """The same under headings, with links, emphasis and code in about a third of the paragraphs."""
    for word, marked in (("harbour", "[harbour](a.md)"), ("钟", "**钟**"), ("garden", "`garden`"), ("老", "_老_")):
        text = text.replace(word.encode(), marked.encode())
    return text.replace("“你若".encode(), "## 茶\n\n“你若".encode())


def _long_pdf() -> tuple[bytes, int]:
    """Pages of Chinese in one column."""
    import pypdfium2

    data = pdf_files.chinese(times=289).data
    with pypdfium2.PdfDocument(data) as document:
        return data, len(document)
