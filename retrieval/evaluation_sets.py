"""What retrieval is measured on: sets in SQuAD v1.1 format, and golden questions."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from index.errors import QuestionError, WuzhenError
from index.types import Language
from retrieval.question import understand

T = TypeVar("T", str, list[object], dict[str, object])


class EvaluationSetError(WuzhenError):
    """A file that was to be measured on is missing, broken, of another format, or does not fit what was asked for."""


class _FormatError(ValueError):
    """What a file lacks, said as a place in its JSON: ``data[0].paragraphs[2].context``."""


@dataclass(frozen=True, slots=True)
class SquadSet:
    """The distinct paragraphs of a file, and its questions with the number (from 0) of the paragraph that answers them."""

    name: str
    paragraphs: list[str]
    questions: list[tuple[str, int]]

    @classmethod
    def load(cls, path: Path) -> SquadSet:
        """Read the JSON at ``path``; questions marked impossible (SQuAD v2) are left out.

        Raises ``EvaluationSetError``.
        """
        try:
            return _squad(path.stem, _parsed(path))
        except _FormatError as error:
            raise EvaluationSetError(
                f"{path} is not in SQuAD v1.1 format: {error}. Next: wuzhen eval --squad OTHER.json",
                f"{path} 不是 SQuAD v1.1 格式：{error}。下一步：wuzhen eval --squad 另一个文件.json",
            ) from error

    def is_parallel_to(self, other: SquadSet) -> bool:
        """Whether both have as many paragraphs, and as many questions that belong to the same ones in the same order."""
        same_questions = [right for _, right in self.questions] == [right for _, right in other.questions]
        return len(self.paragraphs) == len(other.paragraphs) and same_questions


@dataclass(frozen=True, slots=True)
class Golden:
    """One golden question; ``evidence`` lists alternatives, each the strings a right passage must hold together."""

    id: str
    language: Language
    question: str
    answerable: bool
    evidence: tuple[tuple[str, ...], ...] = ()
    short: str | None = None
    article: bool = False
    near: bool = False

    def answered_by(self, text: str) -> bool:
        """Whether a passage with this text counts as right."""
        folded = text.casefold()
        return any(all(part.casefold() in folded for part in parts) for parts in self.evidence)


def read_golden(path: Path) -> list[Golden]:
    """All golden questions, in the file's order; raises ``EvaluationSetError`` for a file that cannot be read."""
    rows = enumerate(_text(path).split("\n"), 1)
    try:
        return [_golden(line, f"line {number}") for number, line in rows if line.strip()]
    except _FormatError as error:
        raise EvaluationSetError(
            f"{path} holds no golden questions: {error}. Next: wuzhen eval --squad FILE.json",
            f"{path} 不是标准问题文件：{error}。下一步：wuzhen eval --squad 文件.json",
        ) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise EvaluationSetError(
            f"{path} is not UTF-8. Next: iconv -f ENCODING -t UTF-8 '{path}' > utf-8.json",
            f"{path} 不是 UTF-8 编码。下一步：iconv -f 编码 -t UTF-8 '{path}' > utf-8.json",
        ) from error
    except OSError as error:
        raise EvaluationSetError(
            f"{path} cannot be read: {error.strerror}. Next: ls -l '{path.parent}'",
            f"无法读取 {path}：{error.strerror}。下一步：ls -l '{path.parent}'",
        ) from error


def _parsed(path: Path) -> object:
    text = _text(path)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EvaluationSetError(
            f"{path} is broken JSON: {error}. Next: python3 -m json.tool '{path}'",
            f"{path} 的 JSON 有误：{error}。下一步：python3 -m json.tool '{path}'",
        ) from error


def _squad(name: str, whole: object) -> SquadSet:
    numbers: dict[str, int] = {}
    questions: list[tuple[str, int]] = []
    for a, article in enumerate(_member(whole, "data", list, "")):
        for p, paragraph in enumerate(_member(article, "paragraphs", list, f"data[{a}].")):
            where = f"data[{a}].paragraphs[{p}]."
            text = _one_line(_member(paragraph, "context", str, where))
            if not any(map(str.isalnum, text)):
                raise _FormatError(f"{where}context")
            number = numbers.setdefault(text, len(numbers))
            asked = _questions(_member(paragraph, "qas", list, where), where)
            questions += [(question, number) for question in asked]
    if not questions:
        raise _FormatError("data[…].paragraphs[…].qas[…].question")
    return SquadSet(name, list(numbers), questions)


def _questions(qas: list[object], place: str) -> list[str]:
    found = []
    for q, qa in enumerate(qas):
        question = _member(qa, "question", str, f"{place}qas[{q}].")
        if isinstance(qa, dict) and qa.get("is_impossible") is True:
            continue
        try:
            understand(question)
        except QuestionError as error:
            raise _FormatError(f"{place}qas[{q}].question") from error
        found.append(question)
    return found


def _member(whole: object, key: str, kind: type[T], place: str) -> T:
    """``whole[key]``, which must be of ``kind``; raises ``_FormatError`` with its place."""
    value = whole.get(key) if isinstance(whole, dict) else None
    if not isinstance(value, kind):
        raise _FormatError(f"{place}{key}")
    return value


def _one_line(text: str) -> str:
    """The paragraph as a line of a text file: no control or half characters, single spaces."""
    plain = (c if c.isspace() or unicodedata.category(c) not in {"Cc", "Cs"} else " " for c in text)
    return " ".join("".join(plain).split())


def _golden(line: str, place: str) -> Golden:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _FormatError(place) from error
    language = _member(row, "language", str, f"{place}, ")
    if language not in {"en", "zh"}:
        raise _FormatError(f"{place}, language")
    evidence = row.get("evidence") or []
    if not isinstance(evidence, list) or not all(isinstance(parts, list) for parts in evidence):
        raise _FormatError(f"{place}, evidence")
    return Golden(
        id=_member(row, "id", str, f"{place}, "),
        language="zh" if language == "zh" else "en",
        question=_member(row, "question", str, f"{place}, "),
        answerable=bool(row.get("answerable")),
        evidence=tuple(tuple(map(str, parts)) for parts in evidence),
        short=None if row.get("short") is None else str(row["short"]),
        article=bool(row.get("article")),
        near=bool(row.get("near")),
    )
