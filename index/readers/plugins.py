"""Readers that other packages bring by the entry point group ``wuzhen.readers``; a broken one is logged and left aside."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from index.errors import DocumentError
from index.readers.file import File
from index.readers.formats import Format, Read
from index.types import Paragraph, Reading

GROUP = "wuzhen.readers"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Guarded(Format):
    """A format from another package: whatever goes wrong in its reader is logged and becomes a ``DocumentError``."""

    def load(self) -> Read:
        """Its ``read``, which raises nothing but ``DocumentError``."""

        def read(file: File) -> Reading:
            try:
                reading = Format.load(self)(file)
                return replace(reading, paragraphs=_paragraphs(reading.paragraphs, self.name, file.name))
            except DocumentError:
                raise
            except Exception as error:
                raise _failed(self.name, file.name) from error

        return read


@cache
def plugged_in() -> tuple[Format, ...]:
    """The formats of other packages, by the names of their entry points; looked up once a process."""
    found = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    return tuple(one for point in found if (one := _loaded(point)) is not None)


def _loaded(point: EntryPoint) -> Format | None:
    """The guarded format that the entry point names; None, and a line in the log, where it is none."""
    try:
        given = point.load()
        recognises = given.recognises
        if not callable(recognises):
            raise TypeError(f"recognises is {recognises!r}, not a function")
        name, module = str(given.name), str(given.module)
        contained = bool(getattr(given, "contained", False))
    except Exception:
        _log.exception("the reader %s = %s cannot be used", point.name, point.value)
        return None

    def guarded(head: bytes, suffix: str) -> bool:
        try:
            return bool(recognises(head, suffix))
        except Exception:
            _log.exception("the reader %s cannot tell its files", name)
            return False

    return _Guarded(name, module, guarded, contained, certain=False)


def _paragraphs(paragraphs: Iterator[Paragraph], reader: str, name: str) -> Iterator[Paragraph]:
    try:
        yield from paragraphs
    except DocumentError:
        raise
    except Exception as error:
        raise _failed(reader, name) from error


def _failed(reader: str, name: str) -> DocumentError:
    _log.exception("the reader %s failed on %s", reader, name)
    return DocumentError(
        f"{name}: the added reader for {reader} failed; the log says why. Nothing was added. Next: wuzhen add ANOTHER_FILE",
        f"{name}：外加的 {reader} 读取器出错，原因见日志，未添加任何内容。下一步：wuzhen add 另一个文件",
    )
