"""What is no text is said to be none: scans, locked files, damage, letters without a meaning."""

from __future__ import annotations

import difflib
import io
import shutil
from contextlib import suppress
from dataclasses import replace

import pdf_files
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import CHINESE, ENGLISH
from pdf_reading import error, paragraphs, reading, texts

from index.errors import DocumentError
from index.readers import read
from index.readers.file import File
from index.types import Dropped


def test_a_scan_is_said_to_be_one() -> None:
    """Pictures of pages are no text: the error says so, with their number and what reads them, in both languages."""
    said = error(pdf_files.scan(pdf_files.chinese(times=3).data, dots=40))
    assert said.en.startswith("town.pdf is a scan: all 2 pages are pictures without text.")
    assert "共 2 页" in said.zh
    assert all(text.endswith("wuzhen add --ocr 'town.pdf'") for text in (said.en, said.zh))


def test_one_picture_among_pages_of_text_is_reported() -> None:
    """A page that is a picture does not keep the others out."""
    dropped: list[Dropped] = []
    data = _with_picture()
    assert [one.text for one in paragraphs(data, dropped)] == list(CHINESE * 2)
    assert [(one.line, one.reason) for one in dropped] == [(2, "picture without text")]


def _with_picture() -> bytes:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    page = pdf_files.chinese(times=1).data
    for data in (page, pdf_files.scan(page, dots=40), page):
        whole.import_pages(pypdfium2.PdfDocument(data))
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scan_is_read_where_that_is_wanted() -> None:
    """Tesseract's lines become paragraphs like any others, and each page is told."""
    told: list[tuple[int, int]] = []
    file = File(io.BytesIO(pdf_files.scan(pdf_files.english(times=1).data)), "town.pdf", ocr=True)
    found = [one.text for one in read(replace(file, on_page=lambda page, count: told.append((page, count)))).paragraphs]
    assert told == [(1, 1)]
    assert [difflib.get_close_matches(text, found, 1, 0.9) != [] for text in ENGLISH] == [True] * len(ENGLISH)
    assert len(found) == len(ENGLISH)


def test_without_tesseract_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked to read a scan on a machine that cannot, the error names the packages."""
    monkeypatch.setenv("PATH", "")
    said = error(pdf_files.scan(pdf_files.drawn([(72, 700, 11, CHINESE[0])]), dots=40), ocr=True)
    assert said.en.endswith("Next: apt install tesseract-ocr tesseract-ocr-chi-sim")


def test_an_encrypted_file_asks_for_its_password() -> None:
    """Without the password the error says how to give it, with a wrong one that it is wrong, with the right one it opens."""
    data = pdf_files.locked("ferry", "owner")
    said = error(data)
    assert "needs a password" in said.en
    assert said.en.endswith("wuzhen add --password 'town.pdf'")
    assert "this password does not open it" in error(data, password="horse").en
    assert [one.text for one in reading(data, password="ferry").paragraphs] == [CHINESE[0]]


def test_a_file_locked_against_changes_alone_is_read() -> None:
    """An owner's password says who may change it, not who may read it."""
    assert texts(pdf_files.locked("", "owner")) == [CHINESE[0]]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_truncated_file_is_said_to_be_damaged(share: float) -> None:
    """A download that broke off gives no half a document."""
    data = pdf_files.english().data
    assert "damaged or incomplete" in error(data[: int(share * len(data))]).en


@pytest.mark.parametrize("data", [b"%PDF", b"%PDF-1.7\n" + bytes(range(256)) * 40, b"\n\n%PDF-1.4\n%%EOF"])
def test_what_only_begins_as_a_pdf_is_damaged(data: bytes) -> None:
    """Random bytes behind the first four are no document."""
    assert "damaged or incomplete" in error(data).en


def test_pages_without_anything_are_empty() -> None:
    """Blank pages are neither a scan nor damage."""
    assert "has no text on its 2 page(s)" in error(pdf_files.drawn([], [])).en


def test_letters_without_a_meaning_are_refused() -> None:
    """A font that does not say which characters its letters are gives an error, not garbage."""
    said = error(pdf_files.meaningless())
    assert "does not say which characters its letters are" in said.en
    assert "无法读出正文" in said.zh


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_broken_file_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever happens to its bytes, nothing but a DocumentError comes out."""
    broken = bytearray(pdf_files.headed())
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(5, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.one_of(st.just(len(broken)), st.integers(10, len(broken))))
    with suppress(DocumentError):
        paragraphs(bytes(broken[:end]))


def test_broken_metadata_do_not_keep_a_document_out() -> None:
    """A title that cannot be decoded is no title; the pages are read."""
    objects = [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", b"<</Title<FEFFDC00DC00>>>"]
    data = pdf_files.bare(b"BT /F 11 Tf 72 700 Td (One line of text.) Tj ET", objects)
    found = reading(data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Info 6 0 R"))
    assert (found.title, [one.text for one in found.paragraphs]) == ("town", ["One line of text."])
