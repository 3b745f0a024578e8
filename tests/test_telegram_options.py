"""The Telegram bot's settings from the environment, and what is said about wrong ones."""

from __future__ import annotations

import pytest

from bot.telegram.options import BotError, Options

TOKEN = {"TELEGRAM_BOT_TOKEN": "123:abc_DEF-9"}


def test_defaults() -> None:
    """With a token alone: nobody is an admin, the official address, a minute's patience."""
    options = Options.read(TOKEN)
    assert (options.admins, options.api, options.conflict_seconds) == (frozenset(), "https://api.telegram.org", 60.0)


def test_admins_are_numbers_between_commas() -> None:
    """Spaces, empty places and a Chinese comma do no harm."""
    assert Options.read({**TOKEN, "WUZHEN_ADMINS": " 11, 22，33,,"}).admins == {11, 22, 33}


def test_address_loses_its_last_slash() -> None:
    """A self-hosted server's address may end with a slash."""
    assert Options.read({**TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:8081/"}).api == "http://127.0.0.1:8081"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"TELEGRAM_BOT_TOKEN": ""}, "token"),
        ({"TELEGRAM_BOT_TOKEN": "  "}, "token"),
        ({"TELEGRAM_BOT_TOKEN": "my token"}, "TELEGRAM_BOT_TOKEN"),
        ({"WUZHEN_ADMINS": "ann"}, "WUZHEN_ADMINS"),
        ({"TELEGRAM_API_URL": "api.telegram.org"}, "TELEGRAM_API_URL"),
        ({"TELEGRAM_CONFLICT_SECONDS": "soon"}, "TELEGRAM_CONFLICT_SECONDS"),
    ],
)
def test_wrong_settings_are_named_with_the_next_step(changed: dict[str, str], named: str) -> None:
    """Each wrong setting is named in both languages, with the command to type next."""
    with pytest.raises(BotError) as caught:
        Options.read(TOKEN | changed)
    assert named in caught.value.en
    assert "\nNext: " in caught.value.en
    assert "\n下一步：" in caught.value.zh


def test_token_is_not_told() -> None:
    """Neither the options' text nor the complaint about a misshapen token shows the token."""
    assert "abc_DEF" not in repr(Options.read(TOKEN))
    with pytest.raises(BotError) as caught:
        Options.read({"TELEGRAM_BOT_TOKEN": "123 secret"})
    assert "secret" not in caught.value.en + caught.value.zh
