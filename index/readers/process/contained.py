"""Reads a complex file in a process of its own; whatever happens there, here it is a reading or a ``DocumentError``.

Paragraphs come while they are iterated: the channel holds a few, the reader waits for the rest to be wanted.
"""

from __future__ import annotations

import io
import logging
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index.errors import DocumentError
from index.readers.file import File
from index.readers.formats import Format
from index.readers.process.limits import Limits
from index.readers.process.worker import Ended, Worker, ready
from index.types import Paragraph, Place, Reading

_log = logging.getLogger(__name__)


def read_contained(file: File, found: Format, limits: Limits | None = None) -> Reading:
    """What ``found``'s reader makes of ``file`` in another process; raises ``DocumentError``, also while iterating."""
    limits = limits or Limits.read()
    task = {"module": found.module, "name": file.name, "password": file.password, "ocr": file.ocr}
    with _descriptor(file) as descriptor:
        most = limits.total(os.fstat(descriptor).st_size, ocr=file.ocr)
        worker = _sent(task, descriptor, limits)
    paragraphs = _Paragraphs(worker, file, most)
    title, language, *about = paragraphs.head()
    return Reading(title, "zh" if language == "zh" else "en", paragraphs, *about)


def _sent(task: dict[str, object], descriptor: int, limits: Limits) -> Worker:
    for _ in range(2):
        worker = ready(limits)
        try:
            worker.send(task, descriptor)
        except OSError:  # it died while it rested; a new one is no worse for that
            worker.close()
        else:
            return worker
    raise DocumentError(
        "The process that reads documents cannot be started. Nothing was added. Next: wuzhen add FILE",
        "无法启动读取文档的进程，未添加任何内容。下一步：wuzhen add 文件",
    )


@contextmanager
def _descriptor(file: File) -> Iterator[int]:
    """A descriptor of the file's bytes; of a copy where the stream is none of a plain file itself."""
    stream = file.stream
    stream.seek(0)
    if isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO):
        yield stream.fileno()
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy, 1 << 20)
        copy.flush()
        stream.seek(0)
        yield copy.fileno()


class _Paragraphs:
    """The paragraphs as they come. Dropping the iterator, or ``close``, ends a process that is not done."""

    def __init__(self, worker: Worker, file: File, most: float) -> None:
        self._worker: Worker | None = worker
        self._file = file
        self._limits = worker.limits
        self._most = most

    def __iter__(self) -> Iterator[Paragraph]:
        return self

    def __next__(self) -> Paragraph:
        if self._worker is None:
            raise StopIteration
        kind, *rest = self._next()
        if kind == "done":
            self._finish()
            raise StopIteration
        return _paragraph(rest)

    def head(self) -> tuple[str, ...]:
        """Title, language, author, date of publication and address: the first message but for drops and pages."""
        kind, *rest = self._next()
        if kind != "head":
            raise self._broken("failed", f"said {kind} before its head")
        return tuple(map(str, rest))

    def _next(self) -> list[Any]:
        """The next message that is neither a drop nor a page; ends the process on anything but one."""
        worker = self._worker
        assert worker is not None
        try:
            while True:
                message = worker.message(self._most)
                kind, *rest = message
                if kind == "dropped":
                    line, text, reason = rest
                    self._file.drop(int(line), str(text), str(reason))
                elif kind == "page":
                    self._file.turned(*map(int, rest))
                elif kind in {"head", "paragraph", "done"}:
                    return message
                else:
                    raise self._refused(kind, rest)
        except DocumentError:
            raise
        except TimeoutError:
            raise self._broken("time", "") from None
        except Ended as end:
            raise self._broken(_cause(end.status), f"status {end.status}: {end.said}") from None
        except (ValueError, TypeError) as error:
            raise self._broken("failed", str(error)) from None
        except BaseException:  # Ctrl-C, or whatever who is told of a drop raises
            self.close()
            raise

    def _refused(self, kind: object, rest: list[Any]) -> DocumentError:
        if kind in {"refused", "too much"}:
            self._finish()
            return DocumentError(*map(str, rest)) if rest else self._error("too much")
        return self._broken("memory" if kind == "memory" else "failed", "\n".join(map(str, rest)))

    def _broken(self, why: str, details: str) -> DocumentError:
        self.close()
        _log.warning("%s could not be read (%s) %s", self._file.name, why, details)
        return self._error(why)

    def _error(self, why: str) -> DocumentError:
        limits = self._limits
        en, zh = _WORDS[why]
        values = {
            "name": self._file.name,
            "seconds": f"{limits.patience(ocr=self._file.ocr):g}",
            "later": int(2 * limits.seconds),
            "mb": limits.megabytes,
            "larger": 2 * limits.megabytes,
        }
        return DocumentError(en.format(**values), zh.format(**values))

    def _finish(self) -> None:
        """The process is whole: it rests."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.rest()

    def close(self) -> None:
        """End the process where it is not done."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    __del__ = close


def _paragraph(rest: list[Any]) -> Paragraph:
    text, heading, place = rest
    return Paragraph(str(text), str(heading), Place(place[0], str(place[1])) if place else None)


def _cause(status: int) -> str:
    """Why a process ended that said nothing: its processor time was over, or it fell."""
    return "time" if status == -signal.SIGXCPU else "crash"


_WORDS = {
    "time": (
        "{name} takes too long to read (limit: {seconds} s). Nothing was added. "
        "Next: WUZHEN_READER_SECONDS={later} wuzhen add FILE",
        "读取 {name} 用时过长（上限 {seconds} 秒），未添加任何内容。下一步：WUZHEN_READER_SECONDS={later} wuzhen add 文件",
    ),
    "memory": (
        "{name} needs more than {mb} MB of memory to read. Nothing was added. "
        "Next: WUZHEN_READER_MB={larger} wuzhen add FILE",
        "读取 {name} 需要超过 {mb} MB 内存，未添加任何内容。下一步：WUZHEN_READER_MB={larger} wuzhen add 文件",
    ),
    "too much": (
        "{name} unpacks to far more text than a file of its size holds. Nothing was added. Next: wuzhen add ANOTHER_FILE",
        "{name} 解开后的文字远超同等大小文件应有的量，未添加任何内容。下一步：wuzhen add 另一个文件",
    ),
    "crash": (
        "{name} is damaged, or needs more than {mb} MB to read: its reader fell over it. Nothing was added. "
        "Next: WUZHEN_READER_MB={larger} wuzhen add FILE",
        "{name} 已损坏，或读取它需要超过 {mb} MB 内存：读取程序中途崩溃，未添加任何内容。"
        "下一步：WUZHEN_READER_MB={larger} wuzhen add 文件",
    ),
    "failed": (
        "{name} cannot be read: it is damaged, or not what it seems to be. Nothing was added. "
        "Next: wuzhen add ANOTHER_FILE",
        "无法读取 {name}：文件已损坏，或格式与表面不符，未添加任何内容。下一步：wuzhen add 另一个文件",
    ),
}
