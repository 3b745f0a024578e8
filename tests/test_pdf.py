"""Printed pages become the paragraphs that were printed, in order; what is no text is said to be none."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pdf_files
import pytest
from pdf_files import CHINESE, COLUMNS, ENGLISH, Layout, Made, Printed

from index.errors import DocumentError
from index.readers import read
from index.readers.file import File
from index.types import Dropped, Paragraph, Reading


def reading(
    data: bytes, name: str = "town.pdf", dropped: list[Dropped] | None = None, **options: str | bool
) -> Reading:
    on_dropped = None if dropped is None else dropped.append
    return read(File(io.BytesIO(data), name, on_dropped, **options))  # type: ignore[arg-type]


def paragraphs(data: bytes, dropped: list[Dropped] | None = None) -> list[Paragraph]:
    return list(reading(data, dropped=dropped).paragraphs)


def error(data: bytes, **options: str | bool) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        list(reading(data, **options).paragraphs)
    return caught.value


def assert_found(made: Made, found: list[str]) -> None:
    """Recall of .97, precision of .95, and what is found in the order it was written."""
    places = {text: at for at, text in enumerate(made.paragraphs)}
    exact = [places[text] for text in found if text in places]
    wrong = [text for text in found if text not in places]
    assert len(exact) >= 0.97 * len(made.paragraphs), wrong[:6]
    assert len(exact) >= 0.95 * len(found), wrong[:6]
    assert exact == sorted(exact)


MADE = {
    "Chinese, indented": lambda: pdf_files.chinese(),
    "Chinese, spaced": lambda: pdf_files.chinese(indent=0, above=9.0),
    "English, justified": lambda: pdf_files.english(),
    "English, ragged and spaced": lambda: pdf_files.english(indent=0.0, above=6.0, justify=False),
    "Chinese, two columns": lambda: pdf_files.two_columns("zh"),
    "English, two columns": lambda: pdf_files.two_columns("en"),
    "Chinese, two columns by rows": lambda: pdf_files.two_columns("zh", by_rows=True),
    "English, two columns by rows": lambda: pdf_files.two_columns("en", by_rows=True),
    "furniture": lambda: pdf_files.chinese(Layout(head="河边小镇志 第三卷", foot="镇志编写组", numbered=True)),
}


@pytest.mark.parametrize("name", MADE)
def test_paragraphs_come_back_as_they_were_written(name: str) -> None:
    """Lines, columns and pages leave no trace: of 100 paragraphs 97 come back exactly, and in order."""
    made = MADE[name]()
    assert_found(made, [paragraph.text for paragraph in paragraphs(made.data)])
