"""DOCX, as Word, LibreOffice, WPS and pandoc write it; headers and footers are no text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from index.readers import about
from index.readers.docx.body import Body, Notes, notes_of
from index.readers.docx.styles import Styles
from index.readers.file import File
from index.readers.outline import Block, language, paragraphs, title_of
from index.readers.refusing import damaged
from index.readers.xml_parts import child, children, local, tree, value
from index.readers.zip.members import Archive
from index.types import Reading

MAIN = "word/document.xml"


def read(file: File) -> Reading:
    """Title (the file's own, else the first paragraph styled as one, else the stem) and paragraphs under their headings."""
    archive = Archive.open(file)
    title, author, published = _about(archive, file.name)
    by, on, blocks = about.front(list(_blocks(archive, file)))
    title = title or title_of(blocks, file.stem)
    return Reading(title, language(blocks), paragraphs(blocks, title), author or by, on or published)


def _blocks(archive: Archive, file: File) -> Iterator[Block]:
    main = _main(archive, file.name)
    member = archive.find(main)
    if member is None:
        raise damaged(file.name, main)
    folder = posixpath.dirname(main)
    styles_data = archive.read(f"{folder}/styles.xml")
    styles = Styles.of(tree(styles_data, file.name) if styles_data else None)
    number = 0

    def drop(text: str, reason: str) -> None:
        file.drop(number, text, reason)

    body = Body(styles, _notes(archive, folder, styles, file.name), drop)
    for _, element in children(archive.chunks(member), frozenset({"body"}), file.name):
        number += 1
        yield from body.blocks([element])


def _main(archive: Archive, name: str) -> str:
    """Where the text is: the package says so, and nearly always the same."""
    data = archive.read("_rels/.rels")
    for relation in tree(data, name) if data else ():
        if value(relation, "Type").endswith("/officeDocument"):
            return value(relation, "Target").lstrip("/") or MAIN
    return MAIN


def _notes(archive: Archive, folder: str, styles: Styles, name: str) -> Notes:
    found: Notes = {}
    for kind in ("footnotes", "endnotes"):
        member = archive.find(f"{folder}/{kind}.xml")
        if member is not None:
            elements = children(archive.chunks(member), frozenset({kind}), name)
            found |= notes_of(kind, (element for _, element in elements), styles)
    return found


def _about(archive: Archive, name: str) -> tuple[str, str, str]:
    """Title, author and date, each "" where the file does not say."""
    data = archive.read("docProps/core.xml")
    if not data:
        return "", "", ""
    root = tree(data, name)
    said = {local(one.tag): one.text for one in root}
    when = child(root, "created")
    day = about.iso_date(when.text if when is not None else said.get("modified"))
    return about.title(said.get("title")), about.person(said.get("creator")), day
