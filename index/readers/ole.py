"""Office files from before 2007, and encrypted ones of today, which come in the same wrapping: named, not read."""

from __future__ import annotations

from typing import NoReturn

from index.errors import DocumentError
from index.readers.file import File
from index.readers.refusing import save_as

_LARGEST = 50_000_000


def read(file: File) -> NoReturn:
    """Raises ``DocumentError``: what the file is, and as what to save it."""
    file.stream.seek(0)
    data = file.stream.read(_LARGEST)
    if _named("EncryptedPackage", data):
        raise DocumentError(
            f"{file.name} is encrypted by an office program. Nothing was added. "
            "Next: save it without a password and wuzhen add FILE",
            f"{file.name} 已由办公软件加密，未添加任何内容。下一步：去掉密码另存后 wuzhen add 文件",
        )
    if _named("Workbook", data) or _named("Book", data):
        raise save_as(file.name, "is an old spreadsheet, which is not read", "是旧版电子表格，无法读取", ".csv")
    if _named("PowerPoint Document", data):
        raise save_as(file.name, "is an old presentation, which is not read", "是旧版演示文稿，无法读取", ".pdf")
    raise save_as(
        file.name, "is an old Word document (.doc), which is not read", "是旧版 Word 文档（.doc），无法读取", ".docx"
    )


def _named(name: str, data: bytes) -> bool:
    """Whether the directory of the file has an entry of that name: UTF-16, filled up with zeros."""
    return name.encode("utf-16-le") + b"\0\0" in data
