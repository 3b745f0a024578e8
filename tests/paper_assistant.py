"""An assistant made of paper: two short documents in memory, answers that can be told beforehand.

Run as a program it chats: ``python paper_assistant.py FOLDER [en|zh [bare]]``, bare without the readline module.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import Declined, DocumentError, QuestionError
from index.folder_types import ConfirmRemoval, OnStep, Step, Synced, Trouble
from index.glossary import read_glossary
from index.types import Added, Document, Glossary, Language, Passage, Progress, Span
from retrieval.types import Answer, Found, Question, ShortAnswer

if TYPE_CHECKING:
    from bot.assistant import Confirm, OnProgress

CHINESE = Document(1, "wic.md", "世界互联网大会", "zh", 3, "/home/reader/wic.md", "2024-05-01T08:00:00+00:00")
ENGLISH = Document(2, "a guide.txt", "a guide.txt", "en", 2, "/home/reader/a guide.txt", "2024-05-02T08:00:00+00:00")

TEXTS = {
    1: (
        ("大会每年在乌镇举行。", ""),
        ("准备用了八年。2022年7月12日，国际组织成立。总部设在北京。", "国际组织"),
        ("会员来自各大洲。", "国际组织"),
    ),
    2: (("Type a question. The answer comes first.", ""), ("Add a file to ask about it.", "Files")),
}


def passage(document: Document, position: int) -> Passage:
    """A passage of one of the two documents, its sentences ending at full stops."""
    text, heading = TEXTS[document.id][position - 1]
    spans, start = [], 0
    for at, char in enumerate(text):
        if char in "。.":
            spans.append(Span(start + (text[start] == " "), at + 1))
            start = at + 1
    return Passage(10 * document.id + position, document, position, text, heading, document.language, tuple(spans))


def founding(question: Question) -> Answer:
    """When the organization was founded: three passages, the first with a date."""
    first, second, third = passage(CHINESE, 2), passage(CHINESE, 1), passage(ENGLISH, 1)
    date = "2022年7月12日"
    start = first.text.index(date)
    said = date if question.language == "zh" else "12 July 2022"
    return Answer(
        question,
        answered=True,
        confidence=0.968,
        short=ShortAnswer(said, date, Span(start, start + len(date))),
        passages=(
            Found(first, 0.91234567, first.sentences[1]),
            Found(second, 0.5, second.sentences[0]),
            Found(third, 0.25, third.sentences[1]),
        ),
    )


class PaperAssistant:
    """``echo X`` is answered X, ``when`` and ``何时`` by the founding, anything else is refused.

    ``wait`` is refused after a minute.
    """

    def __init__(self) -> None:
        self.kept = [CHINESE, ENGLISH]
        self.lists: list[Glossary] = []

    def ask(self, text: str, *, k: int = 5, progress: OnProgress | None = None) -> Answer:
        language: Language = "zh" if any("\u4e00" <= char <= "\u9fff" for char in text) else "en"
        question = Question(text.strip(), language, "open")
        if len(text) > 1000:
            raise QuestionError("That is long. Next: ask a shorter question", "太长了。下一步：问短一些")
        answer = founding(question)
        if text.startswith("echo "):
            word = text.removeprefix("echo ").strip()
            return replace(answer, short=ShortAnswer(f"<{word}>", f"<{word}>", Span(0, 0)))
        if text.startswith("wait") and progress:
            progress(Progress("wait", 0, 1))
            sys.stderr.write("(waiting)\n")
            sys.stderr.flush()
            time.sleep(60)
        if "when" not in text and "何时" not in text:
            return replace(answer, answered=False, confidence=0.1, short=None, passages=answer.passages[:k])
        return replace(answer, passages=answer.passages[:k])

    def add(
        self,
        path: Path,
        *,
        name: str | None = None,
        progress: OnProgress | None = None,
        confirm: Confirm | None = None,
    ) -> Added:
        """``slow…`` takes half a minute, ``big…`` is confirmed first; the text itself is not read."""
        if not path.exists():
            raise DocumentError(f"There is no file {path}. Next: /documents", f"没有文件 {path}。下一步：/documents")
        if path.name.startswith("big") and confirm and not confirm(12000, 200.0):
            raise Declined("Not added. Next: /documents", "没有加入。下一步：/documents")
        if path.name.startswith("slow") and progress:
            for done in range(300):
                progress(Progress(path.name, done, 300))
                time.sleep(0.1)
        added = replace(ENGLISH, id=3, name=name or path.name, title=path.stem)
        self.kept.append(added)
        return Added(added, "added", added.count)

    def add_link(self, address: str, *, progress: OnProgress | None = None, confirm: Confirm | None = None) -> Added:
        """Nothing is fetched; the name is the end of the address."""
        added = replace(ENGLISH, id=4, name=address.rpartition("/")[2], source=address)
        self.kept.append(added)
        return Added(added, "added", added.count)

    def add_folder(self, path: Path, *, on_step: OnStep | None = None, confirm: Confirm | None = None) -> Synced:
        """A hundred files, ``slow…`` a tenth of a second each; the last one cannot be read."""
        if path.name.startswith("none"):
            raise DocumentError("Nothing to read. Next: wuzhen add FOLDER", "没有可读的。下一步：wuzhen add 文件夹")
        trouble = Trouble("99.md", DocumentError("99.md is bad. Next: wuzhen list", "99.md 坏了。下一步：wuzhen list"))
        for done in range(1, 101):
            if on_step:
                on_step(Step(f"{path.name}/{done}.md", done, 100, done, done / 100, "added", 1))
            time.sleep(0.1 if path.name.startswith("slow") else 0)
        return Synced(added=99, troubles=(trouble,))

    def sync(
        self,
        paths: Sequence[Path] = (),
        *,
        on_step: OnStep | None = None,
        confirm: Confirm | None = None,
        confirm_removal: ConfirmRemoval | None = None,
    ) -> Synced:
        """One document has lost its file."""
        agreed = confirm_removal is not None and confirm_removal(["notes/a.md"])
        return Synced(removed=1, unchanged=5) if agreed else Synced(kept=1, unchanged=5)

    def add_glossary(self, path: Path, *, name: str | None = None) -> Glossary:
        terms = read_glossary(path.read_bytes(), name or path.name)
        self.lists.append(Glossary(name or path.name, len(terms), "2024-05-03T08:00:00+00:00"))
        return self.lists[-1]

    def glossaries(self) -> list[Glossary]:
        return list(self.lists)

    def remove(self, name: str) -> Document | Glossary:
        for glossary in self.lists:
            if glossary.name == name:
                self.lists.remove(glossary)
                return glossary
        document = self.document(name)
        self.kept.remove(document)
        return document

    def documents(self) -> list[Document]:
        return list(self.kept)

    def document(self, name: str) -> Document:
        for number, document in enumerate(self.kept, 1):
            if name in {document.name, str(number)}:
                return document
        raise DocumentError(f"There is no document {name}. Next: wuzhen list", f"没有文档 {name}。下一步：wuzhen list")

    def passage(self, document_id: int, position: int) -> Passage | None:
        found = next((each for each in self.kept if each.id == document_id), None)
        return passage(found, position) if found and 1 <= position <= found.count else None

    def rebuild(self, *, progress: OnProgress | None = None, on_kept: Callable[[str], None] | None = None) -> int:
        for done in range(1, 6):
            if progress:
                progress(Progress("wic.md", done, 5))
        return sum(document.count for document in self.kept)


def main(folder: str, language: str = "en", editing: str = "") -> int:
    """Chat over the two documents, the history in ``folder``."""
    if editing == "bare":
        sys.modules["readline"] = None  # type: ignore[assignment]  # how Python marks what cannot be imported
    from bot.console.chat import run

    return run(PaperAssistant(), "zh" if language == "zh" else "en", library=Path(folder))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
