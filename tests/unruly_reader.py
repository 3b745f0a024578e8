"""A reader for tests that does what the first word of its file says: behaves, hangs, crashes, or tries what it may not."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from index.errors import DocumentError
from index.readers import read_as
from index.readers.file import File
from index.readers.formats import Format
from index.types import Paragraph, Place, Reading


def read(file: File) -> Reading:
    word, _, rest = file.stream.read().decode().partition(" ")
    return _ACTS[word](file, rest)


def _calm(file: File, rest: str) -> Reading:
    """Everything a reader can say."""
    file.drop(3, "Home > News", "breadcrumb")
    file.turned(1, 2)
    found = [Paragraph(rest, "One › Two", Place("page", "2")), Paragraph("End.")]
    return Reading(file.stem, "zh", iter(found), "An Author", "2020-01-31")


def _pid(_file: File, _rest: str) -> Reading:
    return _said(str(os.getpid()))


def _said(*texts: str) -> Reading:
    return Reading("said", "en", iter([Paragraph(text) for text in texts]))


def _hang(_file: File, rest: str) -> Reading:
    while True:
        time.sleep(0.1)


def _spin(_file: File, rest: str) -> Reading:
    while True:
        pass


def _eat(_file: File, rest: str) -> Reading:
    eaten = []
    while True:
        eaten.append(bytearray(1 << 20))


def _segfault(_file: File, rest: str) -> Reading:
    import ctypes

    ctypes.string_at(0)
    raise AssertionError


def _abort(_file: File, rest: str) -> Reading:
    os.abort()


def _leave(_file: File, rest: str) -> Reading:
    sys.exit(0)


def _quietly(_file: File, rest: str) -> Reading:
    os._exit(0)


def _recurse(file: File, rest: str) -> Reading:
    return _recurse(file, rest)


def _break(_file: File, rest: str) -> Reading:
    raise KeyError(rest)


def _refuse(file: File, rest: str) -> Reading:
    raise DocumentError(f"{file.name} is locked. Next: wuzhen add --password FILE", f"{file.name} 已加密。下一步：…")


def _locked(file: File, rest: str) -> Reading:
    """Opens with one password alone."""
    return _said(rest) if file.password == "sesame" else _refuse(file, rest)


def _scan(file: File, rest: str) -> Reading:
    """A page of text and one that is a picture, which OCR alone reads."""
    file.turned(1, 2)
    return _said("The first page speaks of an egg.", *([rest] if file.ocr else []))


def _million(_file: File, rest: str) -> Reading:
    return Reading("many", "en", (Paragraph(f"Paragraph {number}.") for number in range(1_000_000)))


def _long(_file: File, rest: str) -> Reading:
    return _said("x" * 500_000)


def _late(_file: File, rest: str) -> Reading:
    """Hangs after two paragraphs."""

    def paragraphs() -> Iterator[Paragraph]:
        yield Paragraph("One.")
        yield Paragraph("Two.")
        while True:
            time.sleep(0.1)

    return Reading("late", "en", paragraphs())


def _drip(_file: File, rest: str) -> Reading:
    """A paragraph now and then, for ever."""

    def paragraphs() -> Iterator[Paragraph]:
        while True:
            time.sleep(0.2)
            yield Paragraph("Drop.")

    return Reading("drip", "en", paragraphs())


def _each(_file: File, rest: str) -> Reading:
    """A paragraph of a thousand characters for each ten bytes of the file."""
    return Reading("each", "en", (Paragraph(f"{number:06}" * 166) for number in range(len(rest) // 10)))


def _pages(file: File, rest: str) -> Reading:
    for page in range(1, 7):
        time.sleep(0.5)
        file.turned(page, 6)
    return _said("Read at last.")


def _ocr(_file: File, rest: str) -> Reading:
    done = subprocess.run(["tesseract"], input=rest, capture_output=True, text=True, check=False, timeout=600)
    return _said(done.stdout)


def _print(_file: File, rest: str) -> Reading:
    sys.stdout.write('["done"]\n')
    sys.stdout.flush()
    os.write(1, b'["paragraph","no","",null]\n')
    return _said("Yes.")


def _channel() -> int:
    return next(number for number in range(3, 64) if _is_socket(number))


def _is_socket(number: int) -> bool:
    try:
        return str(Path(f"/proc/self/fd/{number}").readlink()).startswith("socket:")
    except OSError:
        return False


def _garble(_file: File, rest: str) -> Reading:
    os.write(_channel(), b"\xff no JSON\n")
    return _said("Yes.")


def _flood(_file: File, rest: str) -> Reading:
    while True:
        os.write(_channel(), b"x" * 65536)


def _inside(file: File, rest: str) -> Reading:
    """A document in a document: the inner one goes through the door like any other."""
    inner = Format("unruly", "unruly_reader", lambda _head, _suffix: True, contained=True)
    outer = _pid(file, "").paragraphs
    return Reading(
        "inside", "en", chain(outer, read_as(inner, File(io.BytesIO(rest.encode()), "inner.bin")).paragraphs)
    )


def _environment(_file: File, rest: str) -> Reading:
    return _said(*sorted(os.environ))


def _password(file: File, rest: str) -> Reading:
    return _said(file.password, " ".join(sys.argv), str(file.ocr))


def _try(_file: File, rest: str) -> Reading:
    """Tries each forbidden thing and tells what came of it."""
    tries: dict[str, Callable[[], object]] = {
        "socket": socket.socket,
        "connect": lambda: socket.create_connection(("127.0.0.1", 9), 1),
        "lookup": lambda: socket.getaddrinfo("localhost", 80),
        "program": lambda: subprocess.run(["true"], check=True),
        "tesseract": lambda: subprocess.run(["tesseract", "--version"], check=True),
        "shell": lambda: os.system("true"),
        "fork": os.fork,
        "write": lambda: Path(rest, "written").write_text("x"),
        "append": lambda: os.open(Path(rest, "kept"), os.O_WRONLY | os.O_APPEND),
        "remove": lambda: Path(rest, "kept").unlink(),
        "rename": lambda: Path(rest, "kept").rename(Path(rest, "moved")),
        "folder": lambda: Path(rest, "folder").mkdir(),
        "kill": lambda: os.kill(os.getppid(), 0),
    }
    return _said(*(f"{name} {_came_of(act)}" for name, act in tries.items()))


def _came_of(act: Callable[[], object]) -> str:
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "allowed"


_ACTS: dict[str, Callable[[File, str], Reading]] = {
    name.removeprefix("_"): act for name, act in list(globals().items()) if name.startswith("_") and callable(act)
}
