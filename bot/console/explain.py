"""``wuzhen add --explain``: what each file would become and what would be left out of it, and why."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from bot.assistant import Assistant
from bot.console import words
from bot.console.documents import language_name
from bot.console.reasons import reason_words
from bot.console.style import Style, columns_of, forgive, visible
from bot.console.width import cut, pad, width
from index.errors import DocumentError, WuzhenError
from index.types import Dropped, Language

if TYPE_CHECKING:
    from index.explaining import Explanation

GAP = "  "


def explain(assistant: Assistant, options: Namespace, language: Language, password: str) -> int:
    """Explain each file; a bad one is told and does not stop the others."""
    forgive(sys.stdout)
    style, columns = Style.for_stream(sys.stdout), columns_of(sys.stdout)
    failed = 0
    for path in options.files:
        try:
            if isinstance(path, str):
                raise _a_link(path)
            explanation = assistant.explain(path, password=password, ocr=options.ocr)
            print(explanation_text(explanation, style, columns, language), flush=True)
        except WuzhenError as error:
            failed += 1
            print(error.text(language), file=sys.stderr)
    return 1 if failed else 0


def _a_link(address: str) -> DocumentError:
    return DocumentError(
        f"Only files are explained, not pages of the web. Next: wuzhen add {address}",
        f"只能解释文件，不能解释网页。下一步：wuzhen add {address}",
    )


def explanation_text(explanation: Explanation, style: Style, columns: int | None, language: Language) -> str:
    """The facts, one a line, then each line that is left out: its number, the reason, its text."""
    left_out = len(explanation.dropped) + explanation.uncounted
    rows = [
        (words.TITLE, explanation.title),
        (words.AUTHOR, explanation.author),
        (words.PUBLISHED, explanation.published),
        (words.LANGUAGE, language_name(explanation.language).say(language)),
        (words.PARAGRAPHS, str(explanation.paragraphs)),
        (words.LEFT_OUT, str(left_out)),
    ]
    said = [(label.say(language), _one_line(value)) for label, value in rows if value]
    widest = max(width(label) for label, _ in said)
    lines = [style.strong(_one_line(explanation.name))]
    lines += [f"{pad(label, widest)}{GAP}{value}" for label, value in said]
    lines += _left_out(explanation.dropped, columns, language)
    if explanation.uncounted:
        lines.append(words.MORE_LEFT_OUT.say(language, count=explanation.uncounted))
    return "\n".join([*lines, words.NOTHING_ADDED.say(language), ""])


def _left_out(dropped: tuple[Dropped, ...], columns: int | None, language: Language) -> list[str]:
    reasons = [reason_words(line.reason).say(language) for line in dropped]
    number = max((len(str(line.line)) for line in dropped), default=0)
    widest = max(map(width, reasons), default=0)
    lines = [
        f"{GAP}{line.line:>{number}}{GAP}{pad(why, widest)}{GAP}{_one_line(line.text)}"
        for line, why in zip(dropped, reasons, strict=True)
    ]
    return [cut(line, columns) if columns else line for line in lines]


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())
