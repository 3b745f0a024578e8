"""Whole files, small, one of each format, made by code: what the fuzzing of readers starts from.

Every function here without arguments that gives bytes is a seed, and so is every one of ``tests/*_files.py``: the last
word of its name is the format (``minutes_docx`` → ``minutes.docx``); where that is no known suffix, the bytes tell.
"""

from __future__ import annotations

import importlib
import inspect
import io
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

TESTS = Path(__file__).parents[1] / "tests"
ZH = "乌镇是一座水乡古镇，河道穿镇而过，两岸的老屋多是木头搭成的。清早有人在河边洗衣，也有人摇着船去买菜。"
EN = "The mill stood still for years, and nobody in the valley knew why. Then it rained, and the wheel turned."
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SIGNS = {b"%PDF": "pdf", b"PK\x03\x04": "zip", b"{\\rtf": "rtf", b"<!DOC": "html", b"<html": "html"}
_SUFFIXES = frozenset(
    [
        "txt",
        "md",
        "html",
        "htm",
        "pdf",
        "docx",
        "odt",
        "epub",
        "rtf",
        "csv",
        "tsv",
        "json",
        "jsonl",
        "srt",
        "vtt",
        "eml",
        "mbox",
        "zip",
        "xml",
        "xhtml",
    ]
)


def notes_txt() -> bytes:
    """Plain text."""
    return f"The old mill\n\n{EN}\n\n{ZH}\n".encode()


def town_txt() -> bytes:
    """Plain text in GB18030."""
    return f"古镇的早晨\n{ZH}\n{ZH[::-1]}\n".encode("gb18030")


def guide_md() -> bytes:
    """Markdown with a table, a list and code."""
    return f"# Guide\n\n{EN}\n\n## Wheels\n\n- big\n- small\n\n| a | b |\n|---|---|\n| 1 | {ZH} |\n\n```\nx > y\n```\n".encode()


def page_html() -> bytes:
    """A page with menu, article, table and footer."""
    body = f"<article><h1>The mill</h1><p>{EN}</p><p>{ZH}</p><table><tr><td>1</td><td>2</td></tr></table></article>"
    return f"<!DOCTYPE html><html><head><title>Mill</title></head><body><nav>A | B</nav>{body}</body></html>".encode()


def table_csv() -> bytes:
    """A table."""
    return ("name,built,note\n" + f'Mill,1863,"{EN}"\n古镇,872,{ZH}\n' * 5).encode()


def records_json() -> bytes:
    """A list of records."""
    return (
        '[{"title": "Mill", "text": "' + EN + '"}, {"title": "镇", "text": "' + ZH + '", "n": [1, {"a": null}]}]'
    ).encode()


def records_jsonl() -> bytes:
    """A record a line."""
    return ('{"title": "Mill", "text": "' + EN + '"}\n').encode() * 5


def talk_srt() -> bytes:
    """Subtitles."""
    return f"1\n00:00:01,000 --> 00:00:04,000\n{EN}\n\n2\n00:00:05,000 --> 00:00:09,000\n{ZH}\n".encode()


def talk_vtt() -> bytes:
    """Subtitles of the web."""
    return f"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann>{EN}\n\n00:05.000 --> 00:09.000\n{ZH}\n".encode()


def letter_eml() -> bytes:
    """A mail of two parts."""
    parts = (
        f"--b\nContent-Type: text/plain; charset=utf-8\n\n{EN}\n--b\nContent-Type: text/html\n\n<p>{EN}</p>\n--b--\n"
    )
    head = "From: a@example.org\nTo: b@example.org\nSubject: The mill\nDate: Wed, 1 Jan 2020 10:00:00 +0000\n"
    return f'{head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n{parts}'.encode()


def note_rtf() -> bytes:
    """Rich text."""
    return (
        b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\b The mill}\\par " + EN.encode() + b"\\par \\u20065?\\u38215?\\par}"
    )


def minutes_docx() -> bytes:
    """The least that is a Word document."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (EN, ZH))
    document = f'<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    return zipped({"[Content_Types].xml": types, "word/document.xml": document})


def letter_odt() -> bytes:
    """The least that is an OpenDocument text."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "text", "table")
    )
    body = f'<text:h text:outline-level="1">Mill</text:h><text:p>{EN}</text:p><text:p>{ZH}</text:p>'
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def book_epub() -> bytes:
    """A book of one chapter."""
    container = (
        '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Mill</dc:title></metadata><manifest>'
        '<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="c"/></spine></package>'
    )
    chapter = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>One</h1><p>{EN}</p><p>{ZH}</p></body></html>'
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    return zipped(parts | {"book.opf": package, "c.xhtml": chapter})


def files_zip() -> bytes:
    """An archive of documents."""
    return zipped({"notes.txt": notes_txt(), "deep/page.html": page_html(), "minutes.docx": minutes_docx()})


def leaflet_pdf() -> bytes:
    """One page of one line, with its table of objects."""
    stream = f"BT /F1 12 Tf 72 720 Td ({EN}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of ``members``, the first of them not compressed, as EPUB and OpenDocument want it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(members.items()):
            info = zipfile.ZipInfo(name)  # of 1980, so that the same members make the same bytes at any time
            archive.writestr(info, data, zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED)
    return file.getvalue()


def seeds() -> dict[str, bytes]:
    """All seeds, by the name of a file."""
    found = dict(_made_by(sys.modules[__name__]))
    sys.path.insert(0, str(TESTS))
    for path in sorted(TESTS.glob("*_files.py")):
        found |= _made_by(importlib.import_module(path.stem))
    return found


def _made_by(module: ModuleType) -> dict[str, bytes]:
    made = {}
    for name, maker in inspect.getmembers(module, inspect.isfunction):
        if maker.__module__ == module.__name__ and not name.startswith("_") and _is_maker(maker):
            data = maker()
            stem, _, last = name.rpartition("_")
            suffix = (
                last if last in _SUFFIXES else next((s for sign, s in _SIGNS.items() if data.startswith(sign)), "bin")
            )
            made[f"{stem or name}.{suffix}"] = data
    return made


def _is_maker(maker: Callable[..., object]) -> bool:
    signature = inspect.signature(maker)
    optional = all(each.default is not each.empty for each in signature.parameters.values())
    return optional and signature.return_annotation in {bytes, "bytes"}
