"""Whatever a reader does in its process, here it is a reading or one clear line; nothing hangs, leaks or is left behind."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from index.errors import DocumentError
from index.readers import read_as
from index.readers.file import File
from index.readers.formats import Format
from index.readers.process.contained import read_contained
from index.readers.process.limits import Limits, characters_allowed
from index.readers.process.worker import FILES, close_all
from index.types import Dropped, Paragraph, Place, Reading

ROOT = Path(__file__).parents[1]
UNRULY = Format("unruly", "unruly_reader", lambda _head, _suffix: True, contained=True)
PATIENCE = 30.0
linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's part is Linux's")


@pytest.fixture(autouse=True)
def _nothing_rests() -> Iterator[None]:
    yield
    close_all()


def unruly(what: str, limits: Limits | None = None, **more: object) -> Reading:
    file = File(io.BytesIO(what.encode()), "page.bin", **more)  # type: ignore[arg-type]
    return read_contained(file, UNRULY, limits or Limits(PATIENCE))


def texts(what: str, limits: Limits | None = None, **more: object) -> list[str]:
    return [paragraph.text for paragraph in unruly(what, limits, **more).paragraphs]


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except (ProcessLookupError, FileNotFoundError):
        return False


def ends(pid: int) -> bool:
    until = time.monotonic() + PATIENCE
    while runs(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not runs(pid)


def test_a_reading_is_the_same_as_in_this_process() -> None:
    """Title, language, author, date, paragraphs with headings and places, dropped lines and pages come through."""
    dropped: list[Dropped] = []
    pages: list[tuple[int, int]] = []
    reading = unruly("calm 乌镇是水乡。", on_dropped=dropped.append, on_page=lambda *page: pages.append(page))
    assert (reading.title, reading.language) == ("page", "zh")
    assert (reading.author, reading.published) == ("An Author", "2020-01-31")
    found = list(reading.paragraphs)
    assert found == [Paragraph("乌镇是水乡。", "One › Two", Place("page", "2")), Paragraph("End.")]
    assert dropped == [Dropped(3, "Home > News", "breadcrumb")]
    assert pages == [(1, 2)]


def test_a_format_that_is_contained_is_read_elsewhere() -> None:
    """The door looks at the format: the same reader in another process, or in this one."""
    here = Format("unruly", "unruly_reader", lambda _head, _suffix: True)
    for found, same in ((here, True), (UNRULY, False)):
        (said,) = read_as(found, File(io.BytesIO(b"pid"), "page.bin")).paragraphs
        assert (said.text == str(os.getpid())) is same


def test_a_document_in_a_document_is_read_where_the_outer_one_is() -> None:
    """A mail's attachment needs no process from within one that may start none."""
    outer, inner = texts("inside pid")
    assert outer == inner != str(os.getpid())


def test_one_process_reads_file_after_file() -> None:
    """A refusal does not end it, nor does a file whose text is too much; after so many files it is replaced."""
    (first,) = texts("pid")
    with pytest.raises(DocumentError):
        unruly("refuse")
    with pytest.raises(DocumentError):
        texts("million")
    assert texts("pid") == [first]
    pids = [texts("pid")[0] for _ in range(FILES)]
    assert pids[:100] == [first] * 100
    assert pids[-1] != first


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("hang", "limit: 1 s"),
        ("spin", "limit: 1 s"),
        ("late", "limit: 1 s"),
        ("drip", "limit: 1 s"),
        ("segfault", "fell over it"),
        ("abort", "fell over it"),
        ("quietly", "fell over it"),
        ("leave", "cannot be read"),
        ("recurse", "cannot be read"),
        ("break", "cannot be read"),
        ("garble", "cannot be read"),
        ("flood", "cannot be read"),
        ("million", "far more text than a file of its size"),
        ("refuse", "page.bin is locked"),
    ],
)
def test_whatever_happens_is_one_line(what: str, said: str) -> None:
    """In both languages, with the next thing to type; and the next file is read."""
    with pytest.raises(DocumentError, match=said) as raised:
        texts(what, Limits(1.0) if said == "limit: 1 s" else None)
    assert "Next: " in raised.value.en
    assert "下一步：" in raised.value.zh
    assert "Traceback" not in raised.value.en
    assert texts("calm and kind") == ["and kind", "End."]


def children() -> set[int]:
    """The living processes that this one started and that read documents."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent, *_ = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            command = path.with_name("cmdline").read_bytes()
            if int(parent) == os.getpid() and state != "Z" and b"index.readers.process.workplace" in command:
                found.add(int(path.parent.name))
    return found


@linux
@pytest.mark.parametrize("what", ["hang", "spin", "late", "flood", "leave"])
def test_a_reader_that_fails_is_not_left_behind(what: str) -> None:
    """Whether it hangs, turns in circles, or floods the channel."""
    close_all()
    with pytest.raises(DocumentError):
        texts(what, Limits(1.0))
    assert children() == set()
    assert texts("calm and kind") == ["and kind", "End."]
    assert len(children()) == 1


@linux
def test_an_ocr_program_is_spoken_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By pipes; it is the one program that a reader may start."""
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\ntr a-z A-Z\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert texts("ocr read at last", ocr=True) == ["READ AT LAST"]
    with pytest.raises(DocumentError):
        texts("ocr read at last")


@linux
def test_an_ocr_program_that_hangs_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a reader started ends with it."""
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(DocumentError, match="limit: 7 s"):
        texts("ocr x", Limits(1.0), ocr=True)
    assert ends(int((tmp_path / "pid").read_text(encoding="ascii")))


@linux
def test_memory_has_an_end() -> None:
    """A reader that takes ever more gets no more than the limit, and the line names it."""
    with pytest.raises(DocumentError, match=r"more than 128 MB.*WUZHEN_READER_MB=256") as raised:
        texts("eat", Limits(PATIENCE, 128))
    assert "128 MB" in raised.value.zh


def test_what_a_library_prints_is_no_message() -> None:
    """Standard output of the process goes nowhere, in whatever way it is written."""
    assert texts("print") == ["Yes."]


def test_a_long_paragraph_comes_in_parts() -> None:
    """No message is longer than what the other end takes."""
    assert [len(text) for text in texts("long")] == [200_000, 200_000, 100_000]


def test_pages_are_progress() -> None:
    """Work that says how far it is may take longer than the limit; work that does not may not."""
    assert texts("pages", Limits(0.4), ocr=True) == ["Read at last."]


def test_what_a_reader_may_not(tmp_path: Path) -> None:
    """No network, no other program, no fork, nothing written or removed; tesseract only where OCR was asked for."""
    (tmp_path / "kept").write_text("kept")
    outcome = dict(line.split() for line in texts(f"try {tmp_path}"))
    assert set(outcome.values()) == {"RefusedError"}
    assert len(outcome) == 13
    with_ocr = dict(line.split() for line in texts(f"try {tmp_path}", ocr=True))
    assert with_ocr.pop("tesseract") != "RefusedError"
    assert with_ocr.pop("kill") == "allowed"
    assert set(with_ocr.values()) == {"RefusedError"}
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_reader_learns_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment is cut down, and a password comes by the channel, not by the command line."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    assert "TELEGRAM_BOT_TOKEN" not in texts("environment")
    password, command, ocr = texts("password", password="open sesame")
    assert (password, ocr) == ("open sesame", "False")
    assert "sesame" not in command
    assert "sesame" not in repr(File(io.BytesIO(), "page.bin", password="open sesame"))


@pytest.mark.parametrize("kind", ["memory", "spooled", "file", "window"])
def test_any_stream_reaches_the_reader(kind: str, tmp_path: Path) -> None:
    """From wherever its bytes are, also where it was read from before; and it can be read again from its start."""
    data = b"calm " + b"All of it. " * 50_000
    path = tmp_path / "file.bin"
    path.write_bytes(data)
    streams: dict[str, BinaryIO] = {
        "memory": io.BytesIO(data),
        "spooled": cast("BinaryIO", tempfile.SpooledTemporaryFile(10)),  # noqa: SIM115
        "file": path.open("rb"),
        "window": io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data))),
    }
    stream = streams[kind]
    if kind == "spooled":
        stream.write(data)
    stream.seek(0)
    stream.read(100)
    first = next(iter(read_contained(File(stream, "file.bin"), UNRULY, Limits(PATIENCE)).paragraphs))
    assert first.text == data.decode().removeprefix("calm ")[:200_000]
    stream.seek(0)
    assert stream.read() == data
    for each in streams.values():
        each.close()


def test_paragraphs_come_as_they_are_wanted() -> None:
    """10 MB of text pass through less than 2 MB of memory."""
    tracemalloc.start()
    count = sum(1 for _ in unruly("each " + "x" * 100_000).paragraphs)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 2_000_000


@pytest.mark.parametrize(("size", "most"), [(0, 1 << 20), (1 << 20, 101 << 20), (1 << 40, 100_000_000)])
def test_text_has_an_end(size: int, most: int) -> None:
    """A megabyte for any file, a hundred times its size for more, and never more than anyone embeds."""
    assert characters_allowed(size) == min(most, 100_000_000)


@pytest.mark.parametrize(("size", "seconds"), [(0, 30), (2 << 20, 90), (1 << 30, 600)])
def test_time_has_an_end(size: int, seconds: int) -> None:
    """A file that comes drop by drop has its thirty seconds, and as many for each megabyte; OCR may take any time."""
    assert Limits().total(size, ocr=False) == seconds
    assert Limits().total(size, ocr=True) == float("inf")


@linux
@pytest.mark.parametrize("how", ["close", "drop", "raise"])
def test_a_consumer_that_stops_ends_the_process(how: str) -> None:
    """Closed, forgotten, or left by an exception such as Ctrl-C: no reader goes on for nobody."""
    (pid,) = map(int, texts("pid"))

    def stop(_: Dropped) -> None:
        raise KeyboardInterrupt

    if how == "raise":
        with pytest.raises(KeyboardInterrupt):
            unruly("calm", on_dropped=stop)
    else:
        paragraphs = unruly("each " + "x" * 200_000).paragraphs
        assert len(list(islice(paragraphs, 3))) == 3
        if how == "close":
            paragraphs.close()  # type: ignore[attr-defined]
            assert list(paragraphs) == []
        else:
            del paragraphs
    assert ends(pid)


PARENT = """
import io, sys
from index.readers.process.contained import read_contained
from index.readers.file import File
from index.readers.formats import Format
from index.readers.process.limits import Limits
unruly = Format("unruly", "unruly_reader", lambda head, suffix: True, contained=True)
for what in (b"pid", b"hang"):
    (said,) = read_contained(File(io.BytesIO(what), "page.bin"), unruly, Limits(600)).paragraphs
    print(said.text, flush=True)
"""


@linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_it_dies_with_its_parent(number: signal.Signals, tmp_path: Path) -> None:
    """Ctrl-C and kill -9 alike leave no reader behind; a folder called index where one stands is no module of ours."""
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "__init__.py").write_text("raise RuntimeError('not ours')")
    script = tmp_path / "script" / "parent.py"
    script.parent.mkdir()
    script.write_text(PARENT)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    command = [sys.executable, str(script)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert runs(pid)
        parent.send_signal(number)
        parent.wait(PATIENCE)
    assert ends(pid)


@linux
def test_a_process_that_died_at_rest_is_replaced_unseen() -> None:
    """The file that comes next is none the worse."""
    (pid,) = map(int, texts("pid"))
    os.kill(pid, signal.SIGKILL)
    assert ends(pid)
    assert texts("calm now") == ["now", "End."]


def test_threads_have_processes_of_their_own() -> None:
    """Two threads read at once; a reading begun while another is open takes a second process."""
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.extend(texts("pid"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    open_one = unruly("pid").paragraphs
    (other,) = texts("pid")
    (mine,) = open_one
    assert len({*found, other, mine.text}) == 4


@pytest.mark.parametrize(
    ("environment", "limits"),
    [
        ({}, Limits(30.0, 512)),
        ({"WUZHEN_READER_SECONDS": "90", "WUZHEN_READER_MB": "2048"}, Limits(90.0, 2048)),
        ({"WUZHEN_READER_SECONDS": " "}, Limits(30.0, 512)),
    ],
)
def test_limits_come_from_the_environment(environment: dict[str, str], limits: Limits) -> None:
    """30 s and 512 MB where nothing else is said."""
    assert Limits.read(environment) == limits


@pytest.mark.parametrize("value", ["soon", "0", "-5", "1.5", "１２８", "9" * 30])
@pytest.mark.parametrize("name", ["WUZHEN_READER_SECONDS", "WUZHEN_READER_MB"])
def test_limits_that_are_none(name: str, value: str) -> None:
    """Said with the variable's name and how to be rid of it."""
    with pytest.raises(DocumentError, match=f"Next: unset {name}") as raised:
        Limits.read({name: value})
    assert name in raised.value.zh
