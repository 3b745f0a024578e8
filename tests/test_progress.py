"""Progress of long work, on a terminal and elsewhere."""

from __future__ import annotations

import io
import os
import pty
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import pytest

from bot.console.progress import ProgressLine, duration
from bot.console.width import width
from index.types import Language, Progress


class Clock:
    """Stands still until told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def terminal() -> Iterator[tuple[TextIO, list[str]]]:
    """A stream to a new pseudo-terminal, and a list that holds its screen afterwards."""
    master, slave = pty.openpty()
    screen: list[str] = []
    with os.fdopen(slave, "w") as stream:
        yield stream, screen
    came = b""
    try:
        while piece := os.read(master, 4096):
            came += piece
    except OSError:  # Linux says so at the end
        pass
    os.close(master)
    screen.append(came.decode())


def test_pages_that_are_read_have_their_own_rate_and_no_line_in_a_log() -> None:
    """What follows, the passages of the same document, begins anew."""
    clock = iter([0.0, 10.0, 20.0, 30.0])
    out = io.StringIO()
    with ProgressLine("en", stream=out, environment={}, clock=lambda: next(clock)) as progress:
        progress(Progress("scan.pdf", 5, 10, "page"))
        assert "0.5 pages/s" in progress.line(Progress("scan.pdf", 5, 10, "page"), 10.0)
        progress(Progress("scan.pdf", 10, 10, "page"))
        progress(Progress("scan.pdf", 3, 3))
    assert out.getvalue() == "scan.pdf: 3 passages in 10 s\n"


def test_elsewhere_one_line_a_document() -> None:
    """Without a terminal each document is told once, at its end, with its own time."""
    stream, clock = io.StringIO(), Clock()
    with ProgressLine("en", stream=stream, environment={"TERM": "xterm"}, clock=clock) as progress:
        for name, seconds in (("a.md", 2.0), ("b.md", 30.0)):
            for done in range(4):
                clock.now += seconds / 4
                progress(Progress(name, done, 3))
            progress(Progress(name, 3, 3))
    assert stream.getvalue() == "a.md: 3 passages in 2 s\nb.md: 3 passages in 30 s\n"


def test_elsewhere_in_chinese() -> None:
    """The same line in Chinese."""
    stream, clock = io.StringIO(), Clock()
    progress = ProgressLine("zh", stream=stream, environment={}, clock=clock)
    clock.now += 3
    progress(Progress("文档.md", 7, 7))
    assert stream.getvalue() == "文档.md：7 段，用时 3 秒\n"


def test_elsewhere_unfinished_work_says_nothing() -> None:
    """Work that stopped half-way leaves no line that looks like success."""
    stream = io.StringIO()
    with ProgressLine("en", stream=stream, environment={}) as progress:
        progress(Progress("a.md", 1, 3))
    assert stream.getvalue() == ""


def test_terminal_rewrites_one_line() -> None:
    """On a terminal one line is rewritten: a bar, done of total, passages per second, time left; then erased."""
    clock = Clock()
    with (
        terminal() as (stream, screen),
        ProgressLine("en", stream=stream, environment={"TERM": "xterm"}, clock=clock) as progress,
    ):
        clock.now += 10
        progress(Progress("a.md", 50, 100))
    assert screen == ["\r\x1b[Ka.md [##########----------] 50/100 5.0/s 10 s left\r\x1b[K"]


def test_terminal_waits_and_is_not_flooded() -> None:
    """Short work draws nothing, and drawings within a tenth of a second are left out."""
    clock = Clock()
    with terminal() as (stream, screen):
        progress = ProgressLine("en", stream=stream, environment={"TERM": "xterm"}, clock=clock)
        progress(Progress("a.md", 1, 100))
        clock.now += 1
        for done in range(2, 50):
            progress(Progress("a.md", done, 100))
        progress.close()
        progress.close()
        stream.write("end")
        stream.flush()
    assert screen == ["\r\x1b[Ka.md [--------------------] 2/100 2.0/s 49 s left\r\x1b[Kend"]


def test_dumb_terminal_gets_no_escape_sequences() -> None:
    """A dumb terminal is told like a file."""
    clock = Clock()
    with terminal() as (stream, screen):
        progress = ProgressLine("en", stream=stream, environment={"TERM": "dumb"}, clock=clock)
        clock.now += 1
        progress(Progress("a.md", 1, 2))
        progress(Progress("a.md", 2, 2))
    assert screen == ["a.md: 2 passages in 1 s\r\n"]


@pytest.mark.parametrize("total", [0, 1, 100_000])
def test_line_bears_odd_figures(total: int) -> None:
    """No passages at all, more done than there are, no time passed: there is always a line, on one line."""
    progress = ProgressLine("en", stream=io.StringIO(), environment={}, clock=Clock())
    for done in (0, 1, 200_000):
        for now in (100.0, 101.0):
            line = progress.line(Progress("a\nvery\tlong " + "名" * 50, done, total), now)
            assert "\n" not in line
            assert width(line) < 100


@pytest.mark.parametrize(
    ("seconds", "language", "said"),
    [
        (0.2, "en", "0 s"),
        (59.4, "en", "59 s"),
        (59.6, "en", "1 min"),
        (3570, "en", "1 h 0 min"),
        (7500, "en", "2 h 5 min"),
        (7500, "zh", " 2 小时 5 分钟"),
    ],
)
def test_duration(seconds: float, language: Language, said: str) -> None:
    """Times are said to the second under a minute and to the minute above."""
    assert duration(seconds, language) == said
