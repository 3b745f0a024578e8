"""What the keeper of the bot hears about its connection: each trouble once, and once when it is over."""

from __future__ import annotations

import asyncio
import sys
import time

from telegram.error import TimedOut

from bot.telegram import words
from bot.telegram.options import BotError, Options
from bot.words import Phrase
from index.types import Language

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
CONFLICT_PAUSE = 1.0
QUIET = 45.0
"""Seconds without a conflict after which the other bot is gone: a patient one comes back only every half minute."""


class Health:
    """Counts failures in a row, pauses longer after each, and tells on stderr what changed."""

    def __init__(self, options: Options, language: Language) -> None:
        self._options = options
        self._language = language
        self._failures = 0
        self._unreachable = False
        self._rival_since: float | None = None
        self._rival_seen = 0.0

    @property
    def unreachable(self) -> bool:
        """Whether people were told that Telegram can't be reached, and not yet that it can."""
        return self._unreachable

    def tell(self, phrase: Phrase, **values: object) -> None:
        """One line on stderr in the language of the console."""
        print("wuzhen: " + phrase.say(self._language, **values), file=sys.stderr, flush=True)

    def fine(self) -> None:
        """Telegram answered as it should."""
        self._failures = 0
        if self._unreachable:
            self._unreachable = False
            self.tell(words.REACHABLE)
        if self._rival_since is not None and time.monotonic() - self._rival_seen > QUIET:
            self._rival_since = None
            self.tell(words.RIVAL_GONE)

    async def failed(self, error: Exception) -> None:
        """Telegram did not answer: say so the first time, then wait, twice as long each time.

        One time-out alone is what an idle connection that was dropped on the way looks like, and no news.
        """
        self._failures += 1
        if not self._unreachable and not (isinstance(error, TimedOut) and self._failures == 1):
            self._unreachable = True
            self.tell(words.UNREACHABLE, api=self._options.api)
        await asyncio.sleep(min(FIRST_PAUSE * 2 ** min(self._failures - 1, 10), LONGEST_PAUSE))

    async def conflicted(self) -> None:
        """Another program polls with this token: raise ``BotError`` once it has done so for too long."""
        now = self._rival_seen = time.monotonic()
        if self._rival_since is None:
            self._rival_since = now
            self.tell(words.RIVAL, seconds=self._options.conflict_seconds)
        elif now - self._rival_since >= self._options.conflict_seconds:
            raise BotError(
                "Another bot still runs on this token; a token can serve only one. Stop the other one.\n"
                "Next: wuzhen telegram",
                "另一个程序仍在使用同一个令牌，而一个令牌只能供一个程序使用。请先停止另一个。\n下一步：wuzhen telegram",
            )
        await asyncio.sleep(CONFLICT_PAUSE)


def refused_token() -> BotError:
    """The error for a token that Telegram does not accept, or not any more; 404, from a wrong address, is the same."""
    return BotError(
        "Telegram refuses this token: it is wrong or was revoked, or TELEGRAM_API_URL is no Bot API. "
        "@BotFather, /mybots shows the valid token.\n"
        "Next: TELEGRAM_BOT_TOKEN=123456:ABC… wuzhen telegram",
        "Telegram 不接受这个令牌：写错了，或已被撤销，或 TELEGRAM_API_URL 不是 Bot API 的地址。"
        "在 @BotFather 里用 /mybots 查看有效的令牌。\n"
        "下一步：TELEGRAM_BOT_TOKEN=123456:ABC… wuzhen telegram",
    )
