"""A PDF opened, or the reason why it cannot be: pdfium has one error for all, told apart by its code."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING

from index.errors import DocumentError
from index.readers.file import File

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

LOCK = RLock()
"""Held around every use of pdfium, which is not made for threads."""


IN_MEMORY = 1 << 24
"""Bytes of a file that is read at once; pdfium asks for a larger one in thousands of small pieces, which takes longer."""


def opened(file: File) -> PdfDocument:
    """The document of a file; raises ``DocumentError`` where it is locked, damaged or no PDF at all."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    file.stream.seek(0)
    data = file.stream.read(IN_MEMORY + 1)
    try:
        with LOCK:
            document = pypdfium2.PdfDocument(data if len(data) <= IN_MEMORY else file.stream, file.password or None)
            if len(document):
                return document
            document.close()
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise _locked(file) from error
        if error.err_code == pdfium.FPDF_ERR_SECURITY:
            raise _refused(
                file,
                "is encrypted in a way that cannot be opened",
                "的加密方式无法打开",
                ("UNENCRYPTED_FILE", "未加密的文件"),
            ) from error
        raise damaged(file) from error
    raise damaged(file)


def damaged(file: File) -> DocumentError:
    """What is said of a file that begins as a PDF and cannot be read as one."""
    return _refused(
        file,
        "is a damaged or incomplete PDF",
        "是损坏或不完整的 PDF",
        ("ANOTHER_COPY.pdf", "另一份副本.pdf"),
    )


def _locked(file: File) -> DocumentError:
    if file.password:
        return _refused(
            file,
            "is encrypted, and this password does not open it",
            "已加密，这个密码打不开它",
            (f"--password '{file.name}'",) * 2,
        )
    return _refused(file, "is encrypted and needs a password", "已加密，需要密码", (f"--password '{file.name}'",) * 2)


def _refused(file: File, en: str, zh: str, after: tuple[str, str]) -> DocumentError:
    return DocumentError(
        f"{file.name} {en}. Nothing was added. Next: wuzhen add {after[0]}",
        f"{file.name} {zh}，未添加任何内容。下一步：wuzhen add {after[1]}",
    )
