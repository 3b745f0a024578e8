"""The process in which complex files are read, one after another; what it says goes to its parent as lines of JSON.

A task is one byte with the file's descriptor beside it, then a line: module, name, password, ocr. The answer is lines of
[kind, …]: ``dropped``, ``page``, one ``head``, any ``paragraph``, and at the end ``done``, ``refused`` (a message in both
languages), ``too much``, ``memory`` or ``failed`` (what and where, for the log). After the last two the process ends itself.
"""

from __future__ import annotations

import faulthandler
import io
import json
import os
import socket
import sys
import time
import traceback
from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO, cast

from index.errors import DocumentError
from index.readers.file import File
from index.readers.process.confinement import Confinement
from index.readers.process.limits import Limits, characters_allowed
from index.types import Dropped, Paragraph

LONGEST = 200_000
"""Characters of one paragraph in one line; a longer one goes in parts."""
TOGETHER = 32_768
"""Bytes that are sent together: a message at a time, both processes would spend their time on waking each other up."""
SOON = 0.1
"""Seconds that a message is held at most while more are said."""
SHOWN = 2_000
"""Characters of a dropped line, a heading or a title."""
_encoded = json.JSONEncoder(separators=(",", ":")).encode


class TooMuch(Exception):  # noqa: N818  # a limit reached, not a fault
    """The file became more text than a file of its size may."""


class Window(io.RawIOBase):
    """The bytes of a descriptor, read by their place: the parent's position in the same file stays where it is."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._at = 0
        self.size = os.fstat(descriptor).st_size

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """As for any file."""
        self._at = max(0, (0, self._at, self.size)[whence] + offset)
        return self._at

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # any buffer, which 3.11 cannot name
        """As for any file."""
        part = os.pread(self._descriptor, len(buffer), self._at)
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        """Let go of the descriptor."""
        if not self.closed:
            os.close(self._descriptor)
        super().close()


class Channel:
    """The way to the parent; ``left`` is how many characters the file at hand may still become."""

    def __init__(self, link: socket.socket, confinement: Confinement) -> None:
        self._link = link
        self._confinement = confinement
        self.left = 0
        self._held: list[bytes] = []
        self._weight = 0
        self._sent = 0.0

    def tasks(self) -> Iterator[tuple[dict[str, Any], int]]:
        """Each task with its descriptor, until the parent closes the channel."""
        while True:
            _, descriptors, _, _ = socket.recv_fds(self._link, 1, 1)
            if not descriptors:
                return
            line = b""
            while not line.endswith(b"\n"):
                part = self._link.recv(1 << 16)
                if not part:
                    return
                line += part
            self._sent = time.monotonic()
            yield json.loads(line), descriptors[0]

    def say(self, *message: object) -> None:
        """Send one message, soon; waits where the parent has not read the ones before."""
        self._confinement.renew()
        line = _encoded(message).encode() + b"\n"
        self._held.append(line)
        self._weight += len(line)
        if self._weight >= TOGETHER or time.monotonic() - self._sent >= SOON:
            self.send()

    def send(self) -> None:
        """Send now what is held."""
        lines, self._held, self._weight = b"".join(self._held), [], 0
        self._link.sendall(lines)
        self._sent = time.monotonic()

    def turn(self, page: int, pages: int) -> None:
        """Say that a page is done."""
        self.say("page", page, pages)
        self.send()

    def drop(self, dropped: Dropped) -> None:
        """Say what was left out."""
        self._spend(len(dropped.text[:SHOWN]))
        self.say("dropped", dropped.line, dropped.text[:SHOWN], dropped.reason)

    def paragraph(self, paragraph: Paragraph) -> None:
        """Say a paragraph."""
        self._spend(len(paragraph.text) + len(paragraph.heading))
        for start in range(0, len(paragraph.text), LONGEST):
            part = paragraph.text[start : start + LONGEST]
            self.say("paragraph", part, paragraph.heading[:SHOWN], paragraph.place)

    def _spend(self, characters: int) -> None:
        self.left -= characters + 64
        if self.left < 0:
            raise TooMuch


def main() -> None:
    """Serve the parent; arguments: the channel's descriptor, the parent's id, seconds, megabytes."""
    descriptor, parent, seconds, megabytes = sys.argv[1:5]
    os.set_inheritable(int(descriptor), False)
    link = socket.socket(fileno=int(descriptor))
    faulthandler.enable()
    confinement = Confinement.begin(Limits(float(seconds), int(megabytes)), int(parent))
    channel = Channel(link, confinement)
    for task, file in channel.tasks():
        confinement.admit(ocr=bool(task["ocr"]))
        try:
            _serve(channel, task, file)
        except OSError:  # the parent has gone
            os._exit(1)


def _serve(channel: Channel, task: dict[str, Any], descriptor: int) -> None:
    full = failed = False
    try:
        window = Window(descriptor)
        channel.left = characters_allowed(window.size)
        with io.BufferedReader(cast("io.RawIOBase", window), 1 << 16) as stream:
            _read(channel, task, stream)
        channel.say("done")
    except DocumentError as error:
        channel.say("refused", error.en, error.zh)
    except TooMuch:
        channel.say("too much")
    except MemoryError:
        full = True  # said below, when what filled the memory has gone with the exception
    except BaseException as error:  # the edge of this process: whatever it was, the parent logs it
        channel.say("failed", f"{type(error).__name__}: {error}"[:SHOWN], traceback.format_exc()[-4 * SHOWN :])
        failed = True
    if full:
        channel.say("memory")
    channel.send()
    if failed or full:
        os._exit(1)


def _read(channel: Channel, task: dict[str, Any], stream: BinaryIO) -> None:
    read = import_module(task["module"]).read
    file = File(stream, task["name"], channel.drop, task["password"], task["ocr"], channel.turn)
    reading = read(file)
    about = (reading.title, reading.language, reading.author, reading.published, reading.address)
    channel.say("head", *(text[:SHOWN] for text in about))
    for paragraph in reading.paragraphs:
        channel.paragraph(paragraph)
