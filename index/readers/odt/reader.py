"""ODT, as LibreOffice and pandoc write it; headers and footers are no text."""

from __future__ import annotations

from collections.abc import Iterator

from index.readers import about
from index.readers.file import File
from index.readers.odt.body import Body
from index.readers.odt.styles import Styles
from index.readers.outline import Block, language, paragraphs, title_of
from index.readers.refusing import damaged, encrypted
from index.readers.xml_parts import child, children, local, tree
from index.readers.zip.members import Archive
from index.types import Reading


def read(file: File) -> Reading:
    """Title (the file's own, else the first paragraph styled as one, else the stem) and paragraphs under their headings."""
    archive = Archive.open(file)
    if archive.find("encrypted-package") or b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise encrypted(file.name)
    title, author, published = _about(archive, file.name)
    by, on, blocks = about.front(list(_blocks(archive, file)))
    title = title or title_of(blocks, file.stem)
    return Reading(title, language(blocks), paragraphs(blocks, title), author or by, on or published)


def _blocks(archive: Archive, file: File) -> Iterator[Block]:
    content = archive.find("content.xml")
    if content is None:
        raise damaged(file.name, "content.xml")
    styles = Styles()
    data = archive.read("styles.xml")
    for group in tree(data, file.name) if data else ():
        styles.add(group)
    number = 0

    def drop(text: str, reason: str) -> None:
        file.drop(number, text, reason)

    body = Body(styles, drop)
    for parent, element in children(archive.chunks(content), frozenset({"automatic-styles", "text"}), file.name):
        if parent == "automatic-styles":
            styles.add([element])
        else:
            number += 1
            yield from body.blocks([element])


def _about(archive: Archive, name: str) -> tuple[str, str, str]:
    """Title, author and date, each "" where the file does not say."""
    data = archive.read("meta.xml")
    meta = child(tree(data, name), "meta") if data else None
    said = {} if meta is None else {local(one.tag): one.text for one in meta}
    author = about.person(said.get("initial-creator")) or about.person(said.get("creator"))
    day = about.iso_date(said.get("creation-date")) or about.iso_date(said.get("date"))
    return about.title(said.get("title")), author, day
