"""The commands that do one thing and end: ask, add, remove, list, show, rebuild."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.assistant import Assistant
from bot.console import folders, words
from bot.console.asking import agreed
from bot.console.progress import ProgressLine, duration
from bot.console.style import Style, columns_of, forgive, visible
from index.errors import DocumentError, GlossaryError, WuzhenError
from index.types import Added, Language
from retrieval.types import Answer

NOT_IN_DOCUMENTS = 3
"""Exit status of a question that the documents do not answer."""


def ask(assistant: Assistant, options: Namespace, language: Language) -> int:
    """Answer one question, or each line of standard input."""
    forgive(sys.stdout)
    text = " ".join(options.question)
    if text != "-":
        return _ask_one(assistant, text, options, language)
    results = [_ask_line(assistant, line, options, language) for line in _questions(sys.stdin)]
    return 1 if 1 in results else max(results, default=0)


def _questions(lines: Iterable[str]) -> Iterator[str]:
    return (line.strip() for line in lines if line.strip())


def _ask_line(assistant: Assistant, text: str, options: Namespace, language: Language) -> int:
    """One of several questions: a bad one is told and does not stop the others."""
    try:
        return _ask_one(assistant, text, options, language)
    except WuzhenError as error:
        if options.json:
            print(json.dumps({"question": text, "error": error.text(language)}, ensure_ascii=False), flush=True)
        print(error.text(language), file=sys.stderr)
        return 1


def _ask_one(assistant: Assistant, text: str, options: Namespace, language: Language) -> int:
    with ProgressLine(language) as progress:
        answer = assistant.ask(text, k=options.k, progress=progress)
    print(_shown(answer, options), flush=True)
    return 0 if answer.answered else NOT_IN_DOCUMENTS


def _shown(answer: Answer, options: Namespace) -> str:
    from bot.console.render import answer_json, answer_text

    if options.json:
        return json.dumps(answer_json(answer), ensure_ascii=False)
    text = answer_text(answer, Style.for_stream(sys.stdout), columns_of(sys.stdout), answer.question.language)
    return text + "\n" if options.question == ["-"] else text


def add(assistant: Assistant, options: Namespace, language: Language) -> int:
    """Index each file and each link, or keep each file as a glossary; a bad one is told and does not stop the others."""
    if options.glossary:
        return _add_glossaries(assistant, options, language)
    password = _password(options, language)
    if options.explain:
        from bot.console.explain import explain

        return explain(assistant, options, language, password)
    failed = 0
    assistant.warm_up()
    try:
        for place in options.files:
            if isinstance(place, Path) and place.is_dir():
                status = folders.add(assistant, place, options, language, password)
                if status == folders.STOPPED:
                    return status
                failed += status
                continue
            try:
                added = _add_one(assistant, place, options, language, password)
                print(added_text(added, language), flush=True)
            except WuzhenError as error:
                failed += 1
                print(error.text(language), file=sys.stderr)
    finally:
        assistant.save()
    return 1 if failed else 0


def _add_one(assistant: Assistant, place: str | Path, options: Namespace, language: Language, password: str) -> Added:
    with ProgressLine(language) as progress:
        confirm = None if options.yes else _confirmer(language, progress)
        if isinstance(place, Path):
            return assistant.add(place, progress=progress, confirm=confirm, password=password, ocr=options.ocr)
        return assistant.add_link(place, allow_private=options.allow_private, progress=progress, confirm=confirm)


def _password(options: Namespace, language: Language) -> str:
    from bot.console.secret import ask_password

    return ask_password(language) if options.password else ""


def _add_glossaries(assistant: Assistant, options: Namespace, language: Language) -> int:
    failed = 0
    for place in options.files:
        try:
            if not isinstance(place, Path):
                raise GlossaryError(words.NO_GLOSSARY_LINKS.en, words.NO_GLOSSARY_LINKS.zh)
            glossary = assistant.add_glossary(place)
            print(words.GLOSSARY_ADDED.say(language, name=glossary.name, count=glossary.count), flush=True)
        except WuzhenError as error:
            failed += 1
            print(error.text(language), file=sys.stderr)
    return 1 if failed else 0


def added_text(added: Added, language: Language) -> str:
    """What adding a document did, in one line."""
    return words.CHANGES[added.change].say(language, name=added.document.name, **added.passages)


class _confirmer:  # noqa: N801  # called like the function it stands for
    """Asks on a terminal whether a long embedding shall go on; without a terminal, the answer is no."""

    def __init__(self, language: Language, progress: ProgressLine) -> None:
        self._language: Language = language
        self._progress = progress

    def __call__(self, passages: int, seconds: float) -> bool:
        self._progress.close()
        said = words.BIG.say(self._language, count=passages, time=duration(seconds, self._language))
        return agreed(said)


def remove(assistant: Assistant, options: Namespace, language: Language) -> int:
    """Remove documents by name or number, glossaries by name; all are looked up first: numbers would shift in between."""
    for kept in dict.fromkeys([assistant.named(name) for name in options.documents]):
        assistant.remove(kept.name)
        print(words.REMOVED.say(language, name=kept.name))
    return 0


def list_documents(assistant: Assistant, _options: Namespace, language: Language) -> int:
    """All documents, one a line, and under them the glossaries."""
    from bot.console.documents import documents_table
    from bot.console.glossaries import glossaries_table

    forgive(sys.stdout)
    style, columns = Style.for_stream(sys.stdout), columns_of(sys.stdout)
    print(documents_table(assistant.documents(), style, columns, language))
    if glossaries := assistant.glossaries():
        print(f"\n{glossaries_table(glossaries, style, columns, language)}")
    return 0


def show(assistant: Assistant, options: Namespace, language: Language) -> int:
    """A document with all its passages, or one of them."""
    from bot.console.documents import document_text
    from bot.console.passages import passage_text

    forgive(sys.stdout)
    style, columns = Style.for_stream(sys.stdout), columns_of(sys.stdout)
    document = assistant.document(options.document)
    if options.passage is None:
        print(document_text(document, assistant.passages(document), style, columns, language))
        return 0
    passage = assistant.passage(document.id, options.passage)
    if passage is None:
        raise DocumentError(
            f"{document.name} has passages 1 to {document.count}. Next: wuzhen show {document.name} --passage 1",
            f"{document.name} 只有第 1 到第 {document.count} 段。下一步：wuzhen show {document.name} --passage 1",
        )
    print(passage_text(passage, style, columns, language))
    return 0


def rebuild(assistant: Assistant, _options: Namespace, language: Language) -> int:
    """Make the index anew."""
    kept: list[str] = []
    with ProgressLine(language) as progress:
        count = assistant.rebuild(progress=progress, on_kept=kept.append)
    for name in dict.fromkeys(kept):
        print(words.KEPT_AS_READ.say(language, name=visible(name)))
    print(words.REBUILT.say(language, count=count))
    return 0
