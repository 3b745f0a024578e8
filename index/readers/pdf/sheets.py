"""The pages of a PDF one after the other, those that are pictures read by tesseract where that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from index.readers.file import File
from index.readers.pdf.characters import Sheet, sheet_of
from index.readers.pdf.ocr import Ocr, image_of
from index.readers.pdf.open import LOCK
from index.readers.pdf.scans import is_unreadable, refuse

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

SAMPLE = 24
"""Pages, spread over the document, that tell what is usual in it."""


class Sheets:
    """The sheets of a document; those of the sample are kept until they come."""

    def __init__(self, document: PdfDocument, file: File, ocr: Ocr | None) -> None:
        self._document = document
        self._file = file
        self._ocr = ocr
        self._kept: dict[int, Sheet] = {}
        with LOCK:
            self.count = len(document)

    def sample(self) -> list[Sheet]:
        """Some sheets from all over the document; raises ``DocumentError`` where they say that it has no text to read."""
        few = min(self.count, SAMPLE)
        numbers = [1 + at * self.count // few for at in range(few)]
        self._kept = {number: self._sheet(number) for number in numbers}
        sheets = list(self._kept.values())
        refuse(sheets, self.count, self._file)
        return sheets

    def __iter__(self) -> Iterator[Sheet]:
        """All sheets in order; says which pages give none."""
        for number in range(1, self.count + 1):
            sheet = self._kept.pop(number, None) or self._sheet(number)
            if sheet.reason:
                self._file.drop(number, "", sheet.reason)
            yield sheet

    def _sheet(self, number: int) -> Sheet:
        from pypdfium2 import PdfiumError

        try:
            with LOCK, closing(self._document[number - 1]) as page:
                sheet = sheet_of(page, number)
                image = image_of(page) if self._ocr is not None and is_unreadable(sheet) else None
        except PdfiumError:
            return Sheet(number, (), "", "damaged page")
        return self._ocr.sheet(image, number, self.count) if self._ocr is not None and image is not None else sheet

    def close(self) -> None:
        """Let go of the document."""
        with LOCK:
            self._document.close()
