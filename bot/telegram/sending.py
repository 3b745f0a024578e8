"""Requests to Telegram that wait when asked to and try again after a broken connection; pages as messages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from html import escape
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

from bot.telegram.pages import Page
from bot.telegram.polling import seconds_of

TRIES = 7
"""With pauses of 1, 2, 4, 8, 16 and 32 seconds a minute of silence is sat out."""
LONGEST_WAIT = 120.0
"""A longer ``retry_after`` than this (seconds) is a ban, and nobody still waits for that answer."""

Reply = bool | dict[str, Any] | list[dict[str, Any]]


class Patience(BaseRateLimiter[int]):
    """Honours 429 and retries over a broken connection, each a bounded number of times."""

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Reply]],
        args: Any,  # noqa: ANN401 - the library's signature
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],  # noqa: ARG002
        rate_limit_args: int | None,  # noqa: ARG002
    ) -> Reply:
        """The result of the request, tried again where that can help."""
        for attempt in range(TRIES - 1):
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = seconds_of(error)
                if wait > LONGEST_WAIT:
                    raise
            except NetworkError as error:
                if not _worth_another_try(error, endpoint):
                    raise
                wait = 2.0**attempt
            await asyncio.sleep(wait)
        return await callback(*args, **kwargs)


def _worth_another_try(error: NetworkError, endpoint: str) -> bool:
    """Connecting is tried again elsewhere; after a time-out a message may have arrived, and must not come twice."""
    if isinstance(error, BadRequest) or endpoint in {"getMe", "deleteWebhook", "sendChatAction", "setMyCommands"}:
        return False
    return not (isinstance(error, TimedOut) and endpoint == "sendMessage")


async def reply(message: Message, page: Page) -> Message:
    """Send ``page`` as a reply; the question may have been deleted meanwhile."""
    return await message.reply_text(
        page.html,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard(page),
        reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
    )


async def say(message: Message, text: str) -> Message:
    """Send plain text as a reply."""
    return await reply(message, Page(escape(text, quote=False)))


def keyboard(page: Page) -> InlineKeyboardMarkup | None:
    """The page's buttons as Telegram takes them."""
    if not page.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.text, callback_data=button.press.encode()) for button in row]
            for row in page.rows
        ]
    )
