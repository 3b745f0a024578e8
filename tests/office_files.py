"""Office files made here, part by part, of our own words: what Word, LibreOffice and e-book makers write, and what traps hold."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for prefix, space in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("meta", "meta"),
    )
)
STYLES = {
    "Title": "Title",
    "1": "heading 1",
    "2": "heading 2",
    "BiaoTi3": "标题 3",
    "TOC1": "toc 1",
    "Author": "Author",
}
"""Ids and names of the styles in a DOCX made here; Chinese Word numbers its headings so."""


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members, in this order."""
    return zipped_pairs(members.items())


def zipped_pairs(members: Iterable[tuple[str, str | bytes]]) -> bytes:
    """The same, for names that may come twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def p(text: str, style: str = "", extra: str = "") -> str:
    """A paragraph of a DOCX; ``extra`` is put into its properties."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{styled}{extra}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def docx(body: str, *, core: str = "", styles: str | None = None, notes: str = "", space: str = _W) -> bytes:
    """A DOCX with this body; ``core`` is what it says of itself, ``notes`` its footnotes."""
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    hidden = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": '<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {_WORD}>{named + hidden if styles is None else styles}</w:styles>",
        "word/header1.xml": f"<w:hdr {_WORD}>{p('Running head')}</w:hdr>",
    }
    if core:
        spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        parts["docProps/core.xml"] = f"<coreProperties {spaces}>{core}</coreProperties>"
    if notes:
        parts["word/footnotes.xml"] = f"<w:footnotes {_WORD}>{notes}</w:footnotes>"
    return zipped({name: text.replace(_W, space) for name, text in parts.items()})


def odt(body: str, *, automatic: str = "", styles: str = "", meta: str = "") -> bytes:
    """An ODT with this body; ``automatic`` are the styles of its own, ``styles`` those with names."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODF}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF}><office:styles>{styles}</office:styles></office:document-styles>",
            "meta.xml": f'<office:document-meta xmlns:dc="http://purl.org/dc/elements/1.1/" {_ODF}><office:meta>{meta}'
            "</office:meta></office:document-meta>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def xhtml(body: str) -> str:
    """A page of a book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
        f' xmlns:epub="http://www.idpf.org/2007/ops"><head><title>not text</title></head><body>{body}</body></html>'
    )


def epub(
    pages: Mapping[str, str],
    *,
    toc: str = "",
    ncx: str = "",
    metadata: str = "",
    guide: str = "",
    others: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An EPUB of these pages, by their names; ``toc`` is a list of links, ``ncx`` the old kind of it."""
    items = "".join(
        f'<item id="i{n}" href="{name.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(pages)))
    nav = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>' if toc else ""
    old = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>' if ncx else ""
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{nav}{old}{items}</manifest>"
        f"<spine>{spine}{'<itemref idref=' + chr(34) + 'nav' + chr(34) + '/>' if toc else ''}</spine>{guide}</package>",
        **{f"OEBPS/{name}": text for name, text in pages.items()},
        **(others or {}),
    }
    if toc:
        parts["OEBPS/nav.xhtml"] = xhtml(f'<nav epub:type="toc"><h1>Contents</h1><ol>{toc}</ol></nav>')
    if ncx:
        doctype = '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "ncx-2005-1.dtd">'
        parts["OEBPS/toc.ncx"] = f"{doctype}<ncx><navMap>{ncx}</navMap></ncx>"
    return zipped(parts)


def rtf(body: str, head: str = "\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}}") -> bytes:
    """An RTF with this body."""
    return f"{{\\rtf1{head}\n{body}}}".encode("latin-1")


def escaped(text: str, encoding: str) -> str:
    """Text as RTF has it in a code page."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


def units(text: str, fallback: str = "?") -> str:
    """Text as RTF has it in Unicode: 16 bits with a sign, each with what old programs show."""
    data = text.encode("utf-16-le")
    return "".join(f"\\u{number}{fallback}" for (number,) in struct.iter_unpack("<h", data))


def zip_by_hand(name: str, packed: bytes, size: int, *, crc: int = 0, flags: int = 0, method: int = 8) -> bytes:
    """A zip file of one member that is packed already, of whatever size it declares."""
    raw = name.encode()
    common = struct.pack("<HHHHHLLLHH", 20, flags, method, 0, 33, crc, len(packed), size, len(raw), 0)
    local = b"PK\x03\x04" + common + raw + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + raw
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local), 0)


def bomb(megabytes: int, fill: bytes = b" ", before: bytes = b"", after: bytes = b"") -> bytes:
    """``before``, so many megabytes of ``fill``, ``after``: packed to a thousandth, in no time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(fill * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + one * megabytes + packer.compress(after) + packer.flush()


def encrypted(name: str, data: bytes, password: bytes) -> bytes:
    """A zip file with one member under a password, as every archiver has written it since 1993."""
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = [_crc(byte) for byte in range(256)]

    def turn(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 255]
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 255]

    for byte in password:
        turn(byte)
    crc = zlib.crc32(data)
    packed = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + data:
        mask = keys[2] | 2
        packed.append(byte ^ ((mask * (mask ^ 1) >> 8) & 255))
        turn(byte)
    return zip_by_hand(name, bytes(packed), len(data), crc=crc, flags=1, method=0)


def _crc(byte: int) -> int:
    for _ in range(8):
        byte = (byte >> 1) ^ 0xEDB88320 if byte & 1 else byte >> 1
    return byte
