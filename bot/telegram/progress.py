"""One message that tells how far long work is, edited every few seconds, and at last its result."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Message
from telegram.error import BadRequest, TelegramError

from bot.telegram import words
from bot.telegram.cut import MESSAGE_LIMIT, clean, shorten
from index.types import Language, Progress

EVERY = 3.0
"""Seconds between edits: a group takes 20 messages a minute, edits included."""


class Notice:
    """A message about work in progress. ``report`` may be called from any thread."""

    def __init__(self, message: Message, language: Language) -> None:
        self._message = message
        self._language = language
        self._latest: Progress | None = None

    def report(self, progress: Progress) -> None:
        """Remember how far the work is; the next edit shows it."""
        self._latest = progress

    @asynccontextmanager
    async def followed(self) -> AsyncIterator[None]:
        """Edit the message now and then while the block runs."""
        following = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following

    async def finish(self, text: str) -> None:
        """Put the result into the message, or into a new one where the message was deleted."""
        text = shorten(clean(text), MESSAGE_LIMIT)
        try:
            await self._message.edit_text(text)
        except BadRequest as error:
            if "not modified" not in str(error).lower():
                await self._message.chat.send_message(text)

    async def _follow(self) -> None:
        shown: Progress | None = None
        while True:
            await asyncio.sleep(EVERY)
            latest = self._latest
            if latest is not None and latest != shown:
                shown = latest
                with suppress(TelegramError):
                    await self._message.edit_text(self._words(latest))

    def _words(self, progress: Progress) -> str:
        phrase = words.PROGRESS if progress.total > 0 else words.PROGRESS_OPEN
        if progress.unit == "page":
            phrase = words.PROGRESS_PAGES
        name = shorten(clean(progress.name), 200)
        return phrase.say(self._language, name=name, done=progress.done, total=progress.total)
