"""What the environment says about the Telegram bot, and what it gets told when it is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.errors import WuzhenError

OFFICIAL_API = "https://api.telegram.org"
CONFLICT_SECONDS = 60.0
"""How long another bot on the same token is put up with; a restart of the same bot overlaps for less."""


class BotError(WuzhenError):
    """The Telegram bot cannot run as it was set up."""


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of the Telegram bot alone. ``api`` has no slash at its end."""

    token: str = field(repr=False)
    admins: frozenset[int]
    api: str = OFFICIAL_API
    conflict_seconds: float = CONFLICT_SECONDS

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Options:
        """From TELEGRAM_BOT_TOKEN, WUZHEN_ADMINS, TELEGRAM_API_URL and TELEGRAM_CONFLICT_SECONDS."""
        return cls(
            token=_token(environment.get("TELEGRAM_BOT_TOKEN", "").strip()),
            admins=_admins(environment.get("WUZHEN_ADMINS", "")),
            api=_api(environment.get("TELEGRAM_API_URL", "").strip()),
            conflict_seconds=_seconds(environment.get("TELEGRAM_CONFLICT_SECONDS", "")),
        )


def _token(text: str) -> str:
    if not text:
        raise BotError(
            "The Telegram bot needs a token: write to @BotFather in Telegram, /newbot gives one.\n"
            "Next: TELEGRAM_BOT_TOKEN=123456:ABC… wuzhen telegram",
            "Telegram 机器人需要令牌：在 Telegram 里给 @BotFather 发送 /newbot 即可得到。\n"
            "下一步：TELEGRAM_BOT_TOKEN=123456:ABC… wuzhen telegram",
        )
    if not re.fullmatch(r"\d+:[\w-]+", text, re.ASCII):
        raise BotError(
            "TELEGRAM_BOT_TOKEN does not look like a bot's token (digits, a colon, then letters and digits).\n"
            "Next: TELEGRAM_BOT_TOKEN=123456:ABC… wuzhen telegram",
            "TELEGRAM_BOT_TOKEN 不像机器人的令牌（数字、冒号，然后是字母和数字）。\n"
            "下一步：TELEGRAM_BOT_TOKEN=123456:ABC… wuzhen telegram",
        )
    return text


def _admins(text: str) -> frozenset[int]:
    parts = [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
    for part in parts:
        if not re.fullmatch(r"\d{1,19}", part, re.ASCII):
            raise BotError(
                f"WUZHEN_ADMINS takes the numbers of Telegram users, not {part!r}; /add in the bot tells your number.\n"
                "Next: WUZHEN_ADMINS=11111111,22222222 wuzhen telegram",
                f"WUZHEN_ADMINS 只接受 Telegram 用户的数字编号，{part!r} 不是；给机器人发送 /add 可看到编号。\n"
                "下一步：WUZHEN_ADMINS=11111111,22222222 wuzhen telegram",
            )
    return frozenset(int(part) for part in parts)


def _api(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", text):
        raise BotError(
            f"TELEGRAM_API_URL must be an address that begins with http:// or https://, not {text!r}.\n"
            f"Next: TELEGRAM_API_URL={OFFICIAL_API} wuzhen telegram",
            f"TELEGRAM_API_URL 必须是以 http:// 或 https:// 开头的地址，{text!r} 不行。\n"
            f"下一步：TELEGRAM_API_URL={OFFICIAL_API} wuzhen telegram",
        )
    return text.rstrip("/") or OFFICIAL_API


def _seconds(text: str) -> float:
    if text and not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", text.strip(), re.ASCII):
        raise BotError(
            f"TELEGRAM_CONFLICT_SECONDS takes a number of seconds, not {text!r}.\n"
            "Next: TELEGRAM_CONFLICT_SECONDS=60 wuzhen telegram",
            f"TELEGRAM_CONFLICT_SECONDS 只接受秒数，{text!r} 不行。\n"
            "下一步：TELEGRAM_CONFLICT_SECONDS=60 wuzhen telegram",
        )
    return float(text) if text else CONFLICT_SECONDS
