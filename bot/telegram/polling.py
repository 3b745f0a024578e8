"""Connecting to Telegram and fetching updates for as long as the program runs.

Not the library's own ``Updater``: that one logs a traceback for each failed try and ends silently on a revoked token,
where people are owed one line each.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import Application, ExtBot

from bot.telegram import words
from bot.telegram.health import Health, refused_token

App = Application[Any, Any, Any, Any, Any, Any]
Bot = ExtBot[Any]

POLL_SECONDS = 30
UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY)
"""Edited messages, channel posts and the rest never reach the bot."""

_log = logging.getLogger(__name__)


async def connect(application: App, health: Health) -> None:
    """Prepare ``application`` once Telegram answers; raises ``BotError`` for a refused token."""
    while True:
        try:
            await application.initialize()
            # A webhook left over from another program would make every poll a conflict.
            await application.bot.delete_webhook()
        except InvalidToken:
            raise refused_token() from None
        except TelegramError as error:
            await health.failed(error)
        else:
            health.fine()
            health.tell(words.RUNNING, name=application.bot.username)
            return


async def poll(application: App, health: Health) -> None:
    """Put updates on the application's queue until cancelled; raises ``BotError`` where it must end."""
    offset: int | None = None
    while True:
        updates = await _fetch(application.bot, offset, health)
        for update in updates:
            await application.update_queue.put(update)
            offset = update.update_id + 1


async def _fetch(bot: Bot, offset: int | None, health: Health) -> tuple[Update, ...]:
    """One long poll; empty after any failure, which has been waited out."""
    try:
        # After a silence a poll that returns at once tells that it is over.
        patience = 0 if health.unreachable else POLL_SECONDS
        updates = await bot.get_updates(offset=offset, timeout=patience, allowed_updates=UPDATES)
    except InvalidToken:
        raise refused_token() from None
    except Conflict:
        await health.conflicted()
    except RetryAfter as error:
        await asyncio.sleep(seconds_of(error))
    except NetworkError as error:
        await health.failed(error)
    except Exception as error:
        _log.exception("updates could not be read")
        await health.failed(error)
    else:
        health.fine()
        return updates
    return ()


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait; the library gives a number now and a ``timedelta`` some day."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
