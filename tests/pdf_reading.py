"""What the tests of PDFs ask of the reader: its reading, paragraphs or texts of some bytes, or its error."""

from __future__ import annotations

import io

import pytest
from pdf_files import Made

from index.errors import DocumentError
from index.readers.file import File
from index.readers.pdf.reader import read
from index.types import Dropped, Paragraph, Reading


def reading(
    data: bytes,
    name: str = "town.pdf",
    dropped: list[Dropped] | None = None,
    password: str = "",
    ocr: bool = False,
) -> Reading:
    on_dropped = None if dropped is None else dropped.append
    return read(File(io.BytesIO(data), name, on_dropped, password, ocr))


def paragraphs(data: bytes, dropped: list[Dropped] | None = None) -> list[Paragraph]:
    return list(reading(data, dropped=dropped).paragraphs)


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(data)]


def error(data: bytes, password: str = "", ocr: bool = False) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        list(reading(data, password=password, ocr=ocr).paragraphs)
    return caught.value


def assert_found(made: Made, found: list[str]) -> None:
    """Recall of .97, precision of .95, and what is found in the order it was written."""
    places = {text: at for at, text in enumerate(made.paragraphs)}
    exact = [places[text] for text in found if text in places]
    wrong = [text for text in found if text not in places]
    assert len(exact) >= 0.97 * len(made.paragraphs), wrong[:6]
    assert len(exact) >= 0.95 * len(found), wrong[:6]
    assert exact == sorted(exact)
