"""An assistant whose library is one JSON file and whose ranking is shared words: answers that can be told by eye.

Run as a program it is the Telegram bot over such a library. "slow" in a document's name makes adding it and every
rebuild take a minute, in steps that report progress; "slowly" in a question makes the answer take half a second,
"hang" a minute in which nothing is reported.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bot.assistant import Assistant, Confirm, OnProgress
from bot.settings import Settings
from index.errors import Declined, DocumentError, QuestionError
from index.glossary import read_glossary
from index.links import refusals
from index.types import Added, Document, Glossary, Language, Passage, Progress, Span
from retrieval.types import Answer, Found, Question, ShortAnswer

Kept = dict[str, tuple[int, list[str]]]
"""By name: the document's number and its paragraphs."""


class Shelf(Assistant):
    """The whole interface over ``shelf.json`` in the library's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file = folder / "shelf.json"

    @classmethod
    def open(cls, settings: Settings) -> Shelf:
        settings.library.mkdir(parents=True, exist_ok=True)
        return cls(settings.library)

    def close(self) -> None:
        """Nothing is held open."""

    def save(self) -> None:
        """There is no cache to bring in step."""

    def kept(self) -> Kept:
        return json.loads(self._file.read_text()) if self._file.exists() else {}

    def keep(self, kept: Kept) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(kept))
        new.replace(self._file)

    def ask(self, text: str, *, k: int = 5, progress: OnProgress | None = None) -> Answer:
        if not text.strip() or len(text) > 2000:
            raise QuestionError('That is no question. Next: wuzhen ask "…"', '这不是一个问题。下一步：wuzhen ask "…"')
        if "slowly" in text:
            time.sleep(0.5)
        if "hang" in text:
            time.sleep(60)
        language: Language = "zh" if re.search(r"[\u4e00-\u9fff]", text) else "en"
        asked = words(text)
        passages = [p for d in self.documents() for n in range(d.count) if (p := self.passage(d.id, n + 1))]
        found = sorted((rated(p, asked) for p in passages), key=lambda f: (-f.score, f.passage.id))[:k]
        answered = bool(found) and found[0].score >= 0.5
        short = proof(found[0]) if answered and re.match("when|何时", text.lower()) else None
        return Answer(Question(text, language, "open"), answered, 0.9 if answered else 0.1, short, tuple(found))

    def add(
        self,
        path: Path,
        *,
        name: str | None = None,
        progress: OnProgress | None = None,
        confirm: Confirm | None = None,
        password: str = "",
        ocr: bool = False,
    ) -> Added:
        name = name or path.name
        try:
            paragraphs = [part.strip() for part in path.read_text("utf-8").split("\n\n") if part.strip()]
        except UnicodeDecodeError:
            raise DocumentError(
                f"{name} is not text. Next: wuzhen add", f"{name} 不是文本。下一步：wuzhen add"
            ) from None
        if not paragraphs:
            raise DocumentError(f"{name} is empty. Next: wuzhen add", f"{name} 是空的。下一步：wuzhen add")
        if len(paragraphs) > 1000 and confirm and not confirm(len(paragraphs), len(paragraphs) / 1.0):
            raise Declined("Not added.", "没有添加。")
        crawl(name, progress)
        kept = self.kept()
        before = kept.get(name)
        number = max((number for number, _ in kept.values()), default=0) + 1
        kept[name] = (number, paragraphs)
        self.keep(kept)
        change = "added" if before is None else "unchanged" if before[1] == paragraphs else "replaced"
        stayed = sum((Counter(before[1] if before else []) & Counter(paragraphs)).values())
        new, gone = len(paragraphs) - stayed, (len(before[1]) if before else 0) - stayed
        return Added(self.document(name), change, len(paragraphs), stayed, new, gone)  # type: ignore[arg-type]

    def add_link(
        self,
        address: str,
        *,
        allow_private: bool = False,
        progress: OnProgress | None = None,
        confirm: Confirm | None = None,
    ) -> Added:
        """The page is the end of its address; ``inside`` is no host for a chat."""
        if "//inside" in address:
            raise refusals.not_public("inside")
        name = address.partition("?")[0].rpartition("/")[2] + ".md"
        page = self.folder / "page"
        page.write_text(name.replace("-", " "))
        return self.add(page, name=name, progress=progress, confirm=confirm)

    def remove(self, name: str) -> Document:
        document, kept = self.document(name), self.kept()
        del kept[name]
        self.keep(kept)
        return document

    def add_glossary(self, path: Path, *, name: str | None = None) -> Glossary:
        terms = read_glossary(path.read_bytes(), name or path.name)
        glossary = Glossary(name or path.name, len(terms), "2024-05-01T08:00:00+00:00")
        lists = {each.name: each.count for each in self.glossaries()} | {glossary.name: glossary.count}
        (self.folder / "glossaries.json").write_text(json.dumps(lists))
        return glossary

    def glossaries(self) -> list[Glossary]:
        file = self.folder / "glossaries.json"
        lists: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
        return [Glossary(name, count, "2024-05-01T08:00:00+00:00") for name, count in lists.items()]

    def documents(self) -> list[Document]:
        return [
            Document(number, name, name.rpartition(".")[0], "en", len(paragraphs), "", "2024-05-01T08:00:00+00:00")
            for name, (number, paragraphs) in self.kept().items()
        ]

    def document(self, name: str) -> Document:
        return next(document for document in self.documents() if document.name == name)

    def passage(self, document_id: int, position: int) -> Passage | None:
        document = next((document for document in self.documents() if document.id == document_id), None)
        if document is None or not 1 <= position <= document.count:
            return None
        text = self.kept()[document.name][1][position - 1]
        ends = [match.end() for match in re.finditer(r"[.。]", text)] or [len(text)]
        starts = [0, *(end + (text[end : end + 1] == " ") for end in ends[:-1])]
        spans = tuple(Span(start, end) for start, end in zip(starts, ends, strict=True))
        return Passage(document.id * 10_000 + position, document, position, text, "", "en", spans)

    def rebuild(self, *, progress: OnProgress | None = None, on_kept: Callable[[str], None] | None = None) -> int:
        for document in self.documents():
            crawl(document.name, progress)
        return sum(document.count for document in self.documents())


def words(text: str) -> set[str]:
    """Words of letters and digits, and single Chinese characters."""
    return set(re.findall(r"[a-z0-9]{3,}|[\u4e00-\u9fff]", text.lower()))


def rated(passage: Passage, asked: set[str]) -> Found:
    """Share of the question's words that the passage has; its best sentence by the same count."""
    best = max(passage.sentences, key=lambda s: len(asked & words(passage.text[s.start : s.end])))
    return Found(passage, len(asked & words(passage.text)) / max(len(asked), 1), best)


def proof(found: Found) -> ShortAnswer | None:
    """The first date of the best sentence, as it stands."""
    sentence = found.passage.text[found.sentence.start : found.sentence.end]
    match = re.search(r"\d+ [A-Z][a-z]+ \d{4}|\d{4}年\d+月\d+日", sentence)
    if match is None:
        return None
    start = found.sentence.start + match.start()
    return ShortAnswer(match[0], match[0], Span(start, start + len(match[0])))


def crawl(name: str, progress: OnProgress | None) -> None:
    """Report progress; a minute long for a slow document."""
    for done in range(600 if "slow" in name else 1):
        if progress:
            progress(Progress(name, done, 600))
        time.sleep(0.1 if "slow" in name else 0)


def main() -> int:
    """The bot over a shelf, set up by the environment."""
    from bot.telegram.app import run

    return run(Settings.read(), os.environ, Shelf.open)


if __name__ == "__main__":
    sys.exit(main())
