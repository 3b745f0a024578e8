"""Which kind of document a zip file is: told by its members, not by its name."""

from __future__ import annotations

from importlib import import_module

from index.readers.file import File
from index.readers.refusing import save_as
from index.readers.zip.members import Archive
from index.types import Reading

_READERS = {
    "epub": "index.readers.epub.reader",
    "odt": "index.readers.odt.reader",
    "docx": "index.readers.docx.reader",
    "archive": "index.readers.zip.archive",
}
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def read(file: File) -> Reading:
    """What the reader of that kind makes of it; raises ``DocumentError`` for sheets and slides."""
    module = _READERS[_kind(Archive.open(file), file.name)]
    reading: Reading = import_module(module).read(file)
    return reading


def _kind(archive: Archive, name: str) -> str:
    said = archive.find("mimetype")
    kind = archive.read("mimetype").decode("ascii", "replace").strip() if said and said.info.file_size < 200 else ""
    folders = {member.name.lower().partition("/")[0] for member in archive.members}
    if kind == "application/epub+zip" or archive.find("META-INF/container.xml"):
        return "epub"
    if kind.startswith(_OPEN_DOCUMENT + "text") or (not kind and archive.find("content.xml") and "meta-inf" in folders):
        return "odt"
    if archive.find("[Content_Types].xml") and "word" in folders:
        return "docx"
    if kind.startswith(_OPEN_DOCUMENT + "spreadsheet") or (archive.find("[Content_Types].xml") and "xl" in folders):
        raise save_as(name, "is a spreadsheet, which is not read", "是电子表格，无法读取", ".csv")
    if kind.startswith(_OPEN_DOCUMENT) or (archive.find("[Content_Types].xml") and "ppt" in folders):
        raise save_as(name, "is a presentation or drawing, which is not read", "是演示文稿或绘图，无法读取", ".pdf")
    return "archive"
