"""Adding documents and glossaries and rebuilding the index: for admins, one piece of work after another, beside the questions."""

from __future__ import annotations

import logging
import math
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from telegram import Document, Message, Update, User
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot.assistant import Assistant, OnProgress
from bot.telegram import words
from bot.telegram.addressing import is_addressed, speaks
from bot.telegram.cut import clean, shorten
from bot.telegram.progress import Notice
from bot.telegram.sending import say
from bot.telegram.trouble import told
from bot.telegram.worker import Stopped, Worker
from bot.words import Phrase
from index.errors import Declined, WuzhenError
from index.glossary import LARGEST
from index.types import Added, Language

_log = logging.getLogger(__name__)

LONGEST_ADD = 600.0
"""Seconds of embedding that are done from a chat; more than that is for the console, where it can be watched."""
LONGEST_NAME = 100
"""Characters kept of a file's name, and as many of its suffix: it is typed and shown in lists."""

Work = Callable[[Notice], Awaitable[str]]
Take = Callable[[Message, Document, ContextTypes.DEFAULT_TYPE], Awaitable[None]]
"""What is done with a file that an admin sent."""


class Keeping:
    """Does admins' work with ``worker``'s assistant; everybody else is told how to become an admin."""

    def __init__(self, worker: Worker, admins: frozenset[int]) -> None:
        self._worker = worker
        self._admins = admins
        self._under_way = 0

    async def on_add(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/add alone explains; as a reply to a file it adds that file."""
        await self._on_command(update, context, self._add, words.HOW_TO_ADD)

    async def on_glossary(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/glossary alone explains; as a reply to a file it adds that file as a glossary."""
        await self._on_command(update, context, self._add_glossary, words.HOW_TO_GLOSSARY)

    async def _on_command(
        self, update: Update, context: ContextTypes.DEFAULT_TYPE, take: Take, explanation: Phrase
    ) -> None:
        message = update.message
        if message is None or not await self._allowed(message):
            return
        file = message.reply_to_message.document if message.reply_to_message else None
        if file is not None:
            await take(message, file, context)
        else:
            await say(message, explanation.say(speaks(message.from_user)))

    async def on_file(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A file is added: any in a private chat, in a group one whose caption is a command or speaks to the bot.

        It is a glossary where the caption is /glossary, a document otherwise.
        """
        message = update.message
        if message is None or message.document is None:
            return
        first = "".join((message.caption or "").split(maxsplit=1)[:1]).removesuffix(f"@{context.bot.username}")
        takes: dict[str, Take] = {"/add": self._add, "/glossary": self._add_glossary}
        if (first in takes or is_addressed(message, context.bot)) and await self._allowed(message):
            await takes.get(first, self._add)(message, message.document, context)

    async def on_rebuild(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/rebuild makes the index anew."""
        message = update.message
        if message is None or not await self._allowed(message):
            return
        language = speaks(message.from_user)

        def rebuild(assistant: Assistant, report: OnProgress) -> str:
            return words.REBUILT.say(language, count=assistant.rebuild(progress=report))

        async def work(notice: Notice) -> str:
            report = self._worker.reporting(notice.report)
            return await self._worker.run(lambda assistant: rebuild(assistant, report))

        await self._begin(message, words.REBUILDING.say(language), work, then="/rebuild", context=context)

    async def _add(self, message: Message, file: Document, context: ContextTypes.DEFAULT_TYPE) -> None:
        language = speaks(message.from_user)
        name = file_name(file.file_name)
        if (file.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
            await say(message, words.TOO_BIG.say(language, name=name))
            return

        async def work(notice: Notice) -> str:
            with tempfile.TemporaryDirectory(prefix="wuzhen-") as folder:
                path = _place(folder, name)
                if trouble := await _download(file, path):
                    return trouble.say(language, name=name)
                report = self._worker.reporting(notice.report)
                return await self._worker.run(lambda assistant: _add_file(assistant, path, name, language, report))

        await self._begin(message, words.READING.say(language, name=name), work, then="/add", context=context)

    async def _add_glossary(self, message: Message, file: Document, context: ContextTypes.DEFAULT_TYPE) -> None:
        language = speaks(message.from_user)
        name = file_name(file.file_name)
        if (file.file_size or 0) > LARGEST:
            await say(message, words.GLOSSARY_TOO_BIG.say(language, name=name))
            return

        async def work(_: Notice) -> str:
            with tempfile.TemporaryDirectory(prefix="wuzhen-") as folder:
                path = _place(folder, name)
                if trouble := await _download(file, path):
                    return trouble.say(language, name=name)
                added = await self._worker.run(lambda assistant: assistant.add_glossary(path, name=name))
                return words.GLOSSARY_ADDED.say(language, name=clean(added.name), count=added.count)

        await self._begin(message, words.READING.say(language, name=name), work, then="/glossary", context=context)

    async def _begin(
        self, message: Message, first: str, work: Work, *, then: str, context: ContextTypes.DEFAULT_TYPE
    ) -> None:
        """Say that the work begins or waits, and let it run beside this chat's next messages."""
        language = speaks(message.from_user)
        text = words.QUEUED.say(language) if self._under_way else first
        notice = Notice(await say(message, text), language)
        self._under_way += 1
        context.application.create_task(self._carry_out(notice, work, language, then))

    async def _carry_out(self, notice: Notice, work: Work, language: Language, then: str) -> None:
        try:
            async with notice.followed():
                result = await work(notice)
        except Stopped:
            result = words.STOPPED.say(language)
        except WuzhenError as error:
            result = told(error, language, then=then, admin=True)
        except Exception:
            await notice.finish(words.TROUBLE.say(language))
            raise
        finally:
            self._under_way -= 1
        await notice.finish(result)

    async def _allowed(self, message: Message) -> bool:
        user = message.from_user
        if user is not None and user.id in self._admins:
            return True
        await say(message, _refusal(user))
        return False


def file_name(sent: str | None) -> str:
    """A sent file's own name, without folders; a file without a name is taken for text."""
    name = Path(clean(sent or "").replace("\\", "/").strip()).name.strip(". ")
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{suffix[:LONGEST_NAME]}" or "document.txt"


def _place(folder: str, name: str) -> Path:
    """Where a sent file is put: only its suffix says anything to a reader, and file systems take no long names."""
    suffix = Path(name).suffix
    return Path(folder) / ("sent" + (suffix if len(suffix) <= 10 and suffix.isascii() else ".txt"))


def _refusal(user: User | None) -> str:
    return words.ADMINS_ONLY.say(speaks(user), id=user.id if user else "?")


async def _download(file: Document, path: Path) -> Phrase | None:
    """Fetch a sent file to ``path``; the phrase that says what went wrong, if something did."""
    try:
        await (await file.get_file()).download_to_drive(path)
    except BadRequest as error:
        if "too big" in str(error).lower():
            return words.TOO_BIG
        _log.warning("a file could not be fetched: %s", error)
        return words.NOT_FETCHED
    except TelegramError as error:
        _log.warning("a file could not be fetched: %s", error)
        return words.NOT_FETCHED
    return None


def _add_file(assistant: Assistant, path: Path, name: str, language: Language, report: OnProgress) -> str:
    """Add one file and say what that did; work that would take too long is left to the console."""
    asked: list[tuple[int, float]] = []

    def confirm(passages: int, seconds: float) -> bool:
        asked.append((passages, seconds))
        return seconds <= LONGEST_ADD

    try:
        added = assistant.add(path, name=name, progress=report, confirm=confirm)
        assistant.save()
    except Declined:
        passages, seconds = asked[-1]
        return words.TOO_LONG.say(language, name=name, passages=passages, minutes=math.ceil(seconds / 60))
    return _added(added, language)


def _added(added: Added, language: Language) -> str:
    phrase = {"added": words.ADDED, "replaced": words.REPLACED, "unchanged": words.UNCHANGED}[added.change]
    return phrase.say(language, title=shorten(clean(added.document.title), 200), **added.passages)
