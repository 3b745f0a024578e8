"""The door to zip files: what may not be unpacked is refused before anything sees it, whatever the archive says of itself."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest
from office_files import bomb, encrypted, zip_by_hand, zipped, zipped_pairs

from index.errors import DocumentError
from index.readers.file import File
from index.readers.zip.members import Archive, Budget, MemberFile, TooLargeError


def archive(data: bytes, password: str = "") -> Archive:
    return Archive.open(File(io.BytesIO(data), "papers.zip", password=password))


def test_members_come_as_they_are() -> None:
    """Names in order, bytes whole, capitals alike where no name fits, nothing for a name that is not there."""
    opened = archive(zipped({"b.txt": "two", "A.txt": "one" * 100_000}))
    assert [member.name for member in opened.members] == ["b.txt", "A.txt"]
    assert opened.read("A.txt") == opened.read("a.txt") == b"one" * 100_000
    assert opened.read("c.txt") == b""


@pytest.mark.parametrize("declared", [600_000_000, 1_000, 9_999_999])
def test_a_bomb_is_refused_in_little_memory(declared: int) -> None:
    """600 MB packed in less than 1 MB: by what it declares, or where that is false, by what comes out."""
    data = zip_by_hand("big.txt", bomb(600), declared)
    assert len(data) < 1_000_000
    tracemalloc.start()
    with pytest.raises(DocumentError, match="unpacks to 600 MB|is damaged"):
        for _ in archive(data).chunks(archive(data).members[0]):
            pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_what_is_packed_too_well_is_refused() -> None:
    """30 MB at a thousandth is no text; 5 MB of it may be a sheet of equal rows."""
    with pytest.raises(DocumentError, match="unpacks to 30 MB"):
        archive(zip_by_hand("big.txt", bomb(30), 30_000_000)).read("big.txt")
    assert len(archive(zipped({"rows.txt": " " * 5_000_000})).read("rows.txt")) == 5_000_000


def test_members_share_what_may_be_unpacked() -> None:
    """A file within the archive takes from the same budget, and the one that goes over it is refused."""
    outer = MemberFile(io.BytesIO(zipped({"a.txt": "a" * 600, "b.txt": "b" * 600})), "x.zip", budget=Budget(1_000))
    opened = Archive.open(outer)
    assert len(opened.read("a.txt")) == 600
    with pytest.raises(TooLargeError, match="unpacks to more than"):
        opened.read("b.txt")


def test_bytes_are_counted_as_they_come_out() -> None:
    """Two members that are each small enough when they are opened are too much together."""
    data = zipped({"a.txt": "a" * 200_000, "b.txt": "b" * 200_000})
    opened = Archive.open(MemberFile(io.BytesIO(data), "x.zip", budget=Budget(300_000)))
    both = zip(*(opened.chunks(member) for member in opened.members), strict=True)
    with pytest.raises(TooLargeError, match="unpacks to more than"):
        list(both)


def test_a_hundred_thousand_members_are_refused() -> None:
    """Before they are listed: their directory alone is larger than any real one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as writer:
        for number in range(100_000):
            writer.writestr(zipfile.ZipInfo(f"{number:06}"), b"")
    data = buffer.getvalue()
    tracemalloc.start()
    with pytest.raises(DocumentError, match="more than 10,000 files"):
        archive(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_eleven_thousand_members_are_refused() -> None:
    """Where the directory is small enough to be read, its entries are counted."""
    with pytest.raises(DocumentError, match="more than 10,000 files"):
        archive(zipped_pairs((f"{number}", b"") for number in range(11_000)))


def test_a_password_is_asked_for_and_opens() -> None:
    """Without one the file is said to be encrypted, with a wrong one that it does not open."""
    data = encrypted("a.txt", "乌镇 is a water town.".encode(), b"sesame")
    with pytest.raises(DocumentError, match=r"is encrypted.*--password"):
        archive(data).read("a.txt")
    with pytest.raises(DocumentError, match="not opened by this password"):
        archive(data, "sesam").read("a.txt")
    assert archive(data, "sesame").read("a.txt").decode() == "乌镇 is a water town."


@pytest.mark.parametrize(("method", "said"), [(12, "method 12"), (14, "method 14"), (99, "AES"), (8, "damaged")])
def test_what_is_packed_otherwise_is_refused(method: int, said: str) -> None:
    """bzip2 and LZMA unpack without bound; AES is no secret of ours; deflated rubbish is damaged."""
    with pytest.raises(DocumentError, match=said):
        archive(zip_by_hand("a.txt", b"\xff\xfe" * 20, 40, method=method)).read("a.txt")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "big5", "cp437"])
def test_names_are_told_in_whatever_encoding(encoding: str) -> None:
    """Old archivers leave names in the encoding of their system and do not say which."""
    name = "Café résumé.txt" if encoding == "cp437" else "会议文件/乌镇的水.txt"
    written = name.replace("会议", "會議").replace("乌镇", "烏鎮") if encoding == "big5" else name
    raw = written.encode(encoding)
    data = zip_by_hand("x" * len(raw), b"", 0, method=0).replace(b"x" * len(raw), raw)
    assert archive(data).members[0].name == written


def test_names_that_climb_are_names() -> None:
    """Nothing is written anywhere, so that they lead nowhere."""
    opened = archive(zipped({"../../etc/x.txt": "one", "/a\\b.txt": "two"}))
    assert [member.name for member in opened.members] == ["../../etc/x.txt", "a/b.txt"]
    assert opened.read("../../etc/x.txt") == b"one"


def test_no_prefix_of_an_archive_passes_for_one() -> None:
    """Cut off anywhere, it is damaged."""
    data = zipped({"a.txt": "one two three" * 10})
    for length in range(4, len(data), 7):
        with pytest.raises(DocumentError, match="damaged"):
            archive(data[:length])


def test_a_directory_that_lies_about_itself_is_damaged() -> None:
    """Offsets beyond the file, sizes beyond the directory."""
    data = zipped({"a.txt": "one"})
    at = data.rindex(b"PK\x05\x06")
    for size, offset in ((0xFFFFFF, 0), (46, 0xFFFFFFF0), (0, 0)):
        broken = data[: at + 12] + struct.pack("<LL", size, offset) + data[at + 20 :]
        with pytest.raises(DocumentError):
            archive(broken).read("a.txt")
