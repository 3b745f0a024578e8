"""A zip of documents: one document, each member's paragraphs under its name; members that cannot be read are told."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import bomb, docx, encrypted, p, zip_by_hand, zipped, zipped_pairs

from index.errors import DocumentError
from index.readers import read
from index.readers.file import File
from index.readers.formats import format_of
from index.readers.zip import members as zip_members
from index.readers.zip import reader as zipped_reader
from index.types import Dropped, Paragraph, Reading


def reading(data: bytes, dropped: list[Dropped] | None = None, password: str = "") -> Reading:
    return read(File(io.BytesIO(data), "papers.zip", None if dropped is None else dropped.append, password))


def test_members_are_read_each_in_its_format() -> None:
    """Under their names, with the headings they have themselves."""
    word = docx(p("x.") + p("Wood", "2") + p("Oak."))
    data = zipped({"notes/a.md": "# T\n\n## Wheel\n\nIt turned.\n", "水车.txt": "水车停了。", "b.docx": word})
    one = reading(data)
    assert (one.title, one.language) == ("papers", "en")
    assert list(one.paragraphs) == [
        Paragraph("It turned.", "notes/a.md › Wheel"),
        Paragraph("水车停了。", "水车.txt"),
        Paragraph("x.", "b.docx"),
        Paragraph("Oak.", "b.docx › Wood"),
    ]


def test_members_that_cannot_be_read_are_told() -> None:
    """In both languages, the rest goes in; what systems leave behind is told as that."""
    members: list[tuple[str, str | bytes]] = [
        ("__MACOSX/._a.txt", b"x"),
        ("pictures/", b""),
        ("a.png", b"\x89PNG" + bytes(100)),
        ("b.docx", zipped({"[Content_Types].xml": "", "word/document.xml": "<x>"})),
        ("c.txt", "It turned."),
        ("d.txt", b""),
        ("e.bin", bytes(range(32)) * 9),
    ]
    dropped: list[Dropped] = []
    assert [one.text for one in reading(zipped_pairs(members), dropped).paragraphs] == ["It turned."]
    assert [(drop.line, drop.reason) for drop in dropped] == [
        (1, "file of a system"),
        *((line, "unreadable") for line in (3, 4, 6, 7)),
    ]
    assert dropped[1].text == "a.png is a PNG file, not text / a.png 是 PNG 文件，不是文本"


def test_a_member_that_breaks_off_leaves_nothing() -> None:
    """Not half of it."""
    broken = ("It turned all night.\n" * 20_000).encode() + b"\xff\xfe\xfa" * 9
    dropped: list[Dropped] = []
    one = reading(zipped({"a.txt": broken, "b.txt": "It stopped."}), dropped)
    assert [paragraph.text for paragraph in one.paragraphs] == ["It stopped."]
    assert [drop.line for drop in dropped] == [1]


def test_what_members_drop_is_told_with_their_names() -> None:
    """As their own readers say it."""
    dropped: list[Dropped] = []
    list(reading(zipped({"a.txt": "首页 > 新闻 > 要闻\n水车停了。没有人知道。\n"}), dropped).paragraphs)
    assert dropped == [Dropped(1, "a.txt: 首页 > 新闻 > 要闻", "breadcrumb")]


def test_archives_within_are_opened_once() -> None:
    """One deeper is told and left alone."""
    deepest = zipped({"c.txt": "Too deep."})
    inner = zipped({"b.txt": "It turned.", "deep.zip": deepest})
    dropped: list[Dropped] = []
    one = reading(zipped({"a.txt": "First.", "inner.zip": inner}), dropped)
    assert list(one.paragraphs) == [Paragraph("First.", "a.txt"), Paragraph("It turned.", "inner.zip › b.txt")]
    assert ["within an archive within" in drop.text for drop in dropped] == [True]


def test_archives_within_share_what_may_be_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten of them are no way around it."""
    monkeypatch.setattr(zip_members.Budget.__init__, "__defaults__", (3_000_000,))
    inner = zipped({"a.txt": "It turned all night. " * 40_000})
    pairs = [(f"{number}.zip", inner) for number in range(10)]
    with pytest.raises(DocumentError, match="unpacks to more than"):  # read here, where the budget was changed
        list(zipped_reader.read(File(io.BytesIO(zipped_pairs(pairs)), "papers.zip")).paragraphs)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({"a.png": b"\x89PNG"}), "no file that can be read"),
        (zipped({}), "archive without files"),
        (b"PK\x03\x04 and no more", "damaged"),
        (zip_by_hand("a.txt", bomb(600), 600_000_000), "no file that can be read"),
        (encrypted("a.txt", b"It turned.", b"sesame"), "no file that can be read"),
    ],
)
def test_what_holds_nothing_is_refused(data: bytes, said: str) -> None:
    """With a way on, in both languages."""
    with pytest.raises(DocumentError, match=said) as error:
        reading(data)
    assert "Next: " in error.value.en
    assert "下一步：" in error.value.zh


def test_a_password_opens_members() -> None:
    """As for any file."""
    data = encrypted("a.txt", b"It turned.", b"sesame")
    assert [one.text for one in reading(data, password="sesame").paragraphs] == ["It turned."]


def test_a_zip_is_told_by_its_bytes() -> None:
    """Whatever it is called."""
    for name in ("a.txt", "a.docx", "a"):
        found = format_of(File(io.BytesIO(zipped({"b.txt": "x"})), name))
        assert (found.name, found.contained) == ("zip", True)


VALID = zipped({"a.txt": "It turned.", "b.zip": zipped({"c.md": "# x\n\ny\n"})})


@given(st.integers(0, len(VALID)), st.binary(max_size=30), st.integers(0, 40))
@settings(max_examples=300, deadline=None)
def test_a_file_with_foreign_bytes_is_read_or_refused(at: int, data: bytes, gone: int) -> None:
    """Anywhere in it."""
    with suppress(DocumentError):
        list(reading(VALID[:at] + data + VALID[at + gone :]).paragraphs)
