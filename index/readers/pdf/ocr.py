"""Pages that are pictures, read by the program tesseract: its lines, with their places, become the runs of a sheet."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from statistics import mean, median
from typing import TYPE_CHECKING, NamedTuple

from index.errors import DocumentError
from index.readers.file import File, OnPage
from index.readers.pdf.characters import PICTURE, Run, Sheet
from index.readers.pdf.text import is_east

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

DPI = 300
"""Dots an inch at which tesseract reads best."""
PIXELS = 30_000_000
"""Most of one page; a larger one is read at fewer dots."""
SECONDS = 180
"""Time for one page."""
SURE = 30.0
"""Certainty, of 100, under which a line is a stain; a doubtful word in a good line is better than a gap."""
_WANTED = ("chi_sim", "chi_tra", "eng")


class Image(NamedTuple):
    """A page as a PGM picture, ``scale`` pixels a point, and its height in points."""

    pixels: bytes
    scale: float
    height: float


class _Word:
    """A word of tesseract's table, in points with y upwards."""

    __slots__ = ("bottom", "certainty", "left", "line", "right", "text", "top")

    def __init__(self, fields: list[str], scale: float, height: float) -> None:
        left, top, width, tall = (int(one) / scale for one in fields[6:10])
        self.line = tuple(fields[2:5])
        self.left, self.right = left, left + width
        self.top, self.bottom = height - top, height - top - tall
        self.text, self.certainty = fields[11].strip(), float(fields[10])


@dataclass(frozen=True, slots=True)
class Ocr:
    """How tesseract is called, and who is told of each page."""

    program: str
    languages: str
    on_page: OnPage | None
    name: str

    @classmethod
    def of(cls, file: File) -> Ocr:
        """The installed program with the languages it has; raises ``DocumentError`` where there is none."""
        program = shutil.which("tesseract")
        if program is None:
            raise _missing("tesseract", "tesseract-ocr tesseract-ocr-chi-sim")
        listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
        installed = set(listed.stdout.split())
        languages = [one for one in _WANTED if one in installed]
        if not languages:
            raise _missing("tesseract's languages", "tesseract-ocr-chi-sim tesseract-ocr-eng")
        return cls(program, "+".join(languages), file.on_page, file.name)

    def sheet(self, image: Image, number: int, count: int) -> Sheet:
        """What tesseract reads on the picture of a page."""
        words = list(_words(self._read(image), image))
        if self.on_page is not None:
            self.on_page(number, count)
        runs = tuple(_runs(words))
        return Sheet(number, runs, "\n".join(run.text for run in runs), "" if runs else PICTURE)

    def _read(self, image: Image) -> str:
        command = [self.program, "stdin", "stdout", "-l", self.languages, "--dpi", str(round(image.scale * 72)), "tsv"]
        # one thread: it gains little from more, and the machine may have questions to answer meanwhile
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(  # noqa: S603
                command, input=image.pixels, capture_output=True, check=False, timeout=SECONDS, env=environment
            )
        except subprocess.TimeoutExpired:
            return ""
        if done.returncode:
            said = (done.stderr.decode("utf-8", "replace").strip().splitlines() or [str(done.returncode)])[-1]
            raise DocumentError(
                f"{self.name}: tesseract failed ({said}). Nothing was added. Next: tesseract --list-langs",
                f"{self.name}：tesseract 出错（{said}），未添加任何内容。下一步：tesseract --list-langs",
            )
        return done.stdout.decode("utf-8", "replace")


def image_of(page: PdfPage) -> Image:
    """The page in shades of grey."""
    width, height = page.get_size()
    scale = min(DPI / 72, (PIXELS / max(width * height, 1.0)) ** 0.5)
    with closing(page.render(scale=scale, grayscale=True)) as bitmap:
        shades = bitmap.to_numpy()
        tall, wide = shades.shape[:2]
        return Image(b"P5 %d %d 255\n%s" % (wide, tall, shades.tobytes()), scale, height)


def _words(table: str, image: Image) -> Iterator[_Word]:
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) == 12 and fields[0] == "5" and fields[11].strip():
            yield _Word(fields, image.scale, image.height)


def _runs(words: list[_Word]) -> Iterator[Run]:
    """A run for each line; a picture's letters differ in height, so only a far larger line is one of another size."""
    lines: dict[tuple[str, ...], list[_Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    lines = {line: found for line, found in lines.items() if mean(one.certainty for one in found) >= SURE}
    if not lines:
        return
    tall = {line: max(one.top for one in found) - min(one.bottom for one in found) for line, found in lines.items()}
    usual = median(tall.values())
    for line, found in lines.items():
        size = usual if tall[line] < 1.5 * usual else tall[line]
        bottoms = median(one.bottom for one in found)
        yield Run(_line(found), found[0].left, max(one.right for one in found), bottoms, size)


def _line(words: list[_Word]) -> str:
    text = ""
    for word in words:
        apart = text and not (is_east(text[-1]) or is_east(word.text[0]))
        text += f" {word.text}" if apart else word.text
    return text


def _missing(what: str, packages: str) -> DocumentError:
    return DocumentError(
        f"Scans are read by the program tesseract, and {what} is not installed. Next: apt install {packages}",
        f"扫描件由 tesseract 程序识别，但没有安装 {what}。下一步：apt install {packages}",
    )
