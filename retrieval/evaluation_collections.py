"""From sets to collections: which paragraphs make one library, which questions are asked of it, what answers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.types import Language, Passage
from retrieval.evaluation_sets import EvaluationSetError, Golden, SquadSet
from retrieval.question import understand


def _none(_: Passage) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, which passages answer it, and which are left out of its ranking."""

    text: str
    right: Callable[[Passage], bool]
    left_out: Callable[[Passage], bool] = _none


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions in one language from the set called ``name``."""

    name: str
    language: Language
    questions: Sequence[Asked]


@dataclass(frozen=True, slots=True)
class Collection:
    """One library and the questions asked of it. ``paragraphs`` become a document each; ``files`` are added as they are.

    What is ranked is documents, the best passage of each, where there are ``paragraphs``, and passages where there are ``files``.
    """

    name: str
    askings: Sequence[Asking]
    paragraphs: Sequence[str] = ()
    files: Sequence[Path] = ()

    def unit(self, passage: Passage) -> int:
        """The number of what ``passage`` is ranked as."""
        return passage.id if self.files else passage.document.id


def of_squad(sets: Sequence[SquadSet], language: Language | None = None) -> list[Collection]:
    """A collection of each set's paragraphs, asked its questions and those of the sets parallel to it, in ``language``.

    Raises ``EvaluationSetError`` where none is in that language.
    """
    found = []
    for passages in sets:
        askings: list[Asking] = []
        for one in sets:
            if one is passages or one.is_parallel_to(passages):
                askings += _by_language(one.name, [answered_by(*question) for question in one.questions], language)
        found.append(Collection(passages.name, askings, passages.paragraphs))
    return _with_questions(found, language)


def mixed(sets: Sequence[SquadSet], language: Language | None = None) -> list[Collection]:
    """All paragraphs of two parallel sets in one; the one that answers a question in its own set is left out of its ranking.

    So the other set's copy is the right answer, among wrong ones of both languages. Raises ``EvaluationSetError``.
    """
    if len(sets) != 2 or not sets[0].is_parallel_to(sets[1]):
        raise EvaluationSetError(
            "--mixed needs two files with the same paragraphs and questions in the same order. "
            "Next: wuzhen eval --mixed --squad ENGLISH.json CHINESE.json",
            "--mixed 需要两个段落和问题一一对应的文件。下一步：wuzhen eval --mixed --squad 英文.json 中文.json",
        )
    texts = list(dict.fromkeys(text for one in sets for text in one.paragraphs))
    numbers = {text: number for number, text in enumerate(texts)}
    askings: list[Asking] = []
    for own, other in (sets, sets[::-1]):
        copies = [(numbers[its], numbers[mine]) for its, mine in zip(other.paragraphs, own.paragraphs, strict=True)]
        pairs = [answered_by(text, *copies[at]) for text, at in own.questions if len(set(copies[at])) == 2]
        askings += _by_language(own.name, pairs, language)
    return _with_questions([Collection(" + ".join(one.name for one in sets), askings, texts)], language)


def of_golden(
    name: str, questions: Sequence[Golden], files: Sequence[Path], language: Language | None = None
) -> list[Collection]:
    """The answerable golden questions over ``files``; raises ``EvaluationSetError`` where none is in ``language``."""
    asked = [_proved_by(question) for question in questions if question.answerable]
    return _with_questions([Collection(name, _by_language(name, asked, language), files=files)], language)


def document_name(number: int) -> str:
    """What the document of a collection's paragraph with this number is called."""
    return f"{number}.txt"


def answered_by(text: str, right: int, left_out: int | None = None) -> Asked:
    """A question that one paragraph answers, by the numbers of both paragraphs."""
    return Asked(text, _is(right), _none if left_out is None else _is(left_out))


def _is(number: int) -> Callable[[Passage], bool]:
    name = document_name(number)
    return lambda passage: passage.document.name == name


def _proved_by(question: Golden) -> Asked:
    return Asked(question.question, lambda passage: question.answered_by(passage.text))


def _by_language(name: str, asked: Iterable[Asked], language: Language | None) -> list[Asking]:
    """Questions in the order in which their languages come, without those in another language than ``language``."""
    found: dict[Language, list[Asked]] = {}
    for one in asked:
        spoken = understand(one.text).language
        if language in {None, spoken}:
            found.setdefault(spoken, []).append(one)
    return [Asking(name, spoken, questions) for spoken, questions in found.items()]


def _with_questions(collections: Iterable[Collection], language: Language | None) -> list[Collection]:
    kept = [collection for collection in collections if collection.askings]
    if not kept:
        other = "en" if language == "zh" else "zh"
        raise EvaluationSetError(
            f"There are no questions to ask in the language {language or 'en or zh'}. "
            f"Next: wuzhen eval --questions-language {other}",
            f"没有语言为 {language or 'en 或 zh'} 的问题。下一步：wuzhen eval --questions-language {other}",
        )
    return kept
