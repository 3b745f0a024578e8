"""PDFs that hold no text to read: scans, pages without anything, and letters that stand for nothing."""

from __future__ import annotations

from collections.abc import Sequence

from index.errors import DocumentError
from index.readers.file import File
from index.readers.pdf.characters import PICTURE, Sheet
from index.readers.pdf.open import damaged
from index.readers.pdf.text import odd_share

ODD = 0.2
"""Share of characters without a meaning from which a page is no text."""


def is_unreadable(sheet: Sheet) -> bool:
    """Whether only a look at the picture of the page can tell what it says."""
    return sheet.reason == PICTURE or odd_share(sheet.characters) > ODD


def refuse(sheets: Sequence[Sheet], count: int, file: File) -> None:
    """Raise ``DocumentError`` where these sheets, of a document of ``count`` pages, say that there is no text in it."""
    if all(sheet.reason and sheet.reason != PICTURE for sheet in sheets):
        raise damaged(file)
    pictures = sum(sheet.reason == PICTURE for sheet in sheets)
    written = "".join(sheet.characters for sheet in sheets)
    if file.ocr:
        if not written.strip():
            raise _empty(file, count)
    elif 2 * pictures > len(sheets):
        raise _scan(file, count, pictures, len(sheets))
    elif not written.strip():
        raise _empty(file, count)
    elif odd_share(written) > ODD:
        raise _gibberish(file)


def _scan(file: File, count: int, pictures: int, looked: int) -> DocumentError:
    en, zh = f"all {count} pages", f"共 {count} 页，全部"
    if pictures < looked:
        of = "" if looked == count else " looked at"
        en = f"{pictures} of the {looked} pages{of}"
        zh = f"共 {count} 页，所看的 {looked} 页中有 {pictures} 页"
    elif count == 1:
        en, zh = "its 1 page", "共 1 页，"
    verb = "is a picture" if pictures == 1 else "are pictures"
    return DocumentError(
        f"{file.name} is a scan: {en} {verb} without text. Nothing was added. Next: wuzhen add --ocr '{file.name}'",
        f"{file.name} 是扫描件：{zh}是没有文字层的图片，未添加任何内容。下一步：wuzhen add --ocr '{file.name}'",
    )


def _empty(file: File, count: int) -> DocumentError:
    return DocumentError(
        f"{file.name} has no text on its {count} page(s). Nothing was added. Next: wuzhen add ANOTHER_FILE",
        f"{file.name} 共 {count} 页，没有任何文字，未添加任何内容。下一步：wuzhen add 另一个文件",
    )


def _gibberish(file: File) -> DocumentError:
    return DocumentError(
        f"{file.name} does not say which characters its letters are: its text cannot be read out. Nothing was added. "
        f"Next: wuzhen add --ocr '{file.name}'",
        f"{file.name} 没有说明字形对应的文字，无法读出正文，未添加任何内容。下一步：wuzhen add --ocr '{file.name}'",
    )
