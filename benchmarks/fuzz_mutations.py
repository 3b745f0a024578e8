"""What is done to a whole file to make a broken or a hostile one: each kind by a number, the same every time."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from benchmarks.fuzz_seeds import zipped

BOMB = 600 << 20
"""Bytes that a bomb unpacks to."""
_ENTITIES = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "wuzhen">{_ENTITIES}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>'


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """A file to be read: the kind of what was done to it, a name, its bytes."""

    kind: str
    name: str
    data: bytes


Mutation = Callable[[random.Random, str, dict[str, bytes]], tuple[str, bytes]]


def fuzzed(number: int, seed: int, seeds: dict[str, bytes]) -> Fuzzed:
    """File ``number`` of the series ``seed``; the kinds in turn, bombs one in forty."""
    rnd = random.Random(f"{seed} {number}")
    kinds = list(RARE if number % 40 == 39 else COMMON)
    kind = kinds[(number // 40 if number % 40 == 39 else number) % len(kinds)]
    name, data = (RARE | COMMON)[kind](rnd, rnd.choice(sorted(seeds)), seeds)
    return Fuzzed(kind, name, data)


def _flips(rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    data = bytearray(seeds[name])
    for _ in range(rnd.choice((1, 3, 10, 100))):
        data[rnd.randrange(len(data))] ^= 1 << rnd.randrange(8)
    return name, bytes(data)


def _flips_inside(rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    """The members of an archive broken, the archive itself whole."""
    members = _members(seeds[name])
    if not members:
        return _flips(rnd, name, seeds)
    chosen = rnd.choice(sorted(members))
    members[chosen] = _flips(rnd, chosen, {chosen: members[chosen] or b" "})[1]
    return name, zipped(members)


def _cut(rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    return name, seeds[name][: rnd.randrange(len(seeds[name]))]


def _swapped(rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    other = rnd.choice(sorted(seeds))
    return f"{name.partition('.')[0]}.{other.rpartition('.')[2]}", seeds[name]


def _spliced(rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    other = seeds[rnd.choice(sorted(seeds))]
    data = seeds[name]
    return name, data[: rnd.randrange(len(data))] + other[rnd.randrange(len(other)) :]


def _repeated(rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    data = seeds[name]
    start = rnd.randrange(len(data))
    part = data[start : start + rnd.choice((1, 8, 64, 512))]
    return name, data[:start] + part * min(20_000, 2_000_000 // len(part)) + data[start:]


def _zeros(rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    data = bytearray(seeds[name])
    start = rnd.randrange(len(data))
    size = min(len(data) - start, rnd.choice((4, 64, 1024)))
    data[start : start + size] = rnd.choice((b"\0", b"\xff", b"\x80")) * size
    return name, bytes(data)


def _noise(rnd: random.Random, name: str, _seeds: dict[str, bytes]) -> tuple[str, bytes]:
    return name, rnd.randbytes(rnd.choice((0, 1, 100, 10_000)))


def _deep(rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    """Brackets and tags opened 100,000 times."""
    opened = rnd.choice((b"[", b'{"a":', b"<div>", b"<b><i>", b"{\\b ", b"> ", b"- ", b"(", b"<< /A "))
    return name, seeds[name][:200] + opened * 100_000


def _nested(rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    data = seeds[name]
    for level in range(rnd.choice((2, 5, 30))):
        data = zipped({f"{level}-{name}" if level == 0 else f"{level}.zip": data})
    return "nested.zip", data


def _hundred_same(_rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    return "many.zip", zipped({f"{number}/{name}": seeds[name] for number in range(300)})


def _entities(rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    """An entity bomb, or a look outside, wherever the format has XML."""
    head = rnd.choice((LAUGHS, OUTSIDE))
    xml = f"{head}<html><body><p>The mill stood still. &e9;</p></body></html>".encode()
    members = _members(seeds[name])
    if not members:
        return rnd.choice(("page.html", "page.xml", "page.xhtml", name)), xml
    for each, text in members.items():
        if text.startswith(b"<"):
            rest = text.partition(b"?>")[2] if text.startswith(b"<?xml") else text
            members[each] = head.encode() + rest.replace(b"The mill", b"&e9;")
    return name, zipped(members)


def _members(data: bytes) -> dict[str, bytes]:
    """The members of an archive; none of what is none."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


@cache
def _deflated(fill: bytes) -> tuple[bytes, int]:
    """600 MB of ``fill``, deflated, and their checksum: one block that stands for itself, over and over."""
    packer, checksum = zlib.compressobj(9, zlib.DEFLATED, -15), 0
    block = fill * ((1 << 20) // len(fill))
    part = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(BOMB >> 20):
        checksum = zlib.crc32(block, checksum)
    return part * (BOMB >> 20) + packer.flush(), checksum


def _bomb(rnd: random.Random, name: str, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    """A member of 600 MB in place of the largest of an archive, its size declared or lied about."""
    fill = rnd.choice((b" ", b"<w:p/>  ", "古镇。\n".encode()))
    members = _members(seeds[name])
    if not members:
        name, members = "bomb.zip", {"notes.txt": b""}
    largest = max(members, key=lambda each: len(members[each]))
    return name, _with_bomb(members, largest, fill, declared=rnd.choice((BOMB, 1000)))


def _with_bomb(members: dict[str, bytes], chosen: str, fill: bytes, *, declared: int) -> bytes:
    """The archive, the chosen member replaced by the bomb."""
    data, checksum = _deflated(fill)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            if name != chosen:
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        info = zipfile.ZipInfo(chosen)
        info.compress_type, info.CRC = zipfile.ZIP_DEFLATED, checksum
        info.file_size, info.compress_size, info.header_offset = declared, len(data), file.tell()
        file.write(info.FileHeader(zip64=False) + data)
        archive.start_dir = file.tell()
        archive.filelist.append(info)
        archive.NameToInfo[chosen] = info
        archive._didModify = True  # type: ignore[attr-defined]  # no public way writes what is already deflated
    return file.getvalue()


COMMON: dict[str, Mutation] = {
    "bits flipped": _flips,
    "truncated": _cut,
    "bits flipped inside": _flips_inside,
    "type swapped": _swapped,
    "spliced": _spliced,
    "part repeated": _repeated,
    "overwritten": _zeros,
    "entities": _entities,
    "noise": _noise,
    "nested archive": _nested,
}
RARE: dict[str, Mutation] = {"600 MB bomb": _bomb, "opened, never closed": _deep, "300 members": _hundred_same}
