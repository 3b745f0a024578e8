"""The bot and its connection: bad tokens, silence, rivals, signals; what people read on stderr, each thing once."""

from __future__ import annotations

import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_telegram import FakeTelegram
from telegram_process import BotProcess
from telegram_shelf import Shelf

RUNNING = "answers in Telegram"


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as server:
        yield server


def test_missing_token_is_said_in_the_consoles_language(fake: FakeTelegram, tmp_path: Path) -> None:
    """No token: how to get one, the command to type, exit status 1."""
    with BotProcess(fake, tmp_path, TELEGRAM_BOT_TOKEN=None, LANG="zh_CN.UTF-8") as bot:
        assert bot.exit_status() == 1
        assert bot.said.splitlines()[0].startswith("Telegram 机器人需要令牌")
        assert bot.said.splitlines()[1] == "下一步：TELEGRAM_BOT_TOKEN=123456:ABC… wuzhen telegram"


def test_wrong_token_ends_with_one_clear_line(fake: FakeTelegram, tmp_path: Path) -> None:
    """A token that Telegram refuses: said, never shown, exit status 1."""
    with BotProcess(fake, tmp_path, TELEGRAM_BOT_TOKEN="77:not-the_token") as bot:
        assert bot.exit_status() == 1
        assert [line.split(":")[0] for line in bot.said.splitlines()] == ["Telegram refuses this token", "Next"]
        assert "not-the_token" not in bot.said


def test_revoked_token_ends_with_one_clear_line(fake: FakeTelegram, tmp_path: Path) -> None:
    """A token revoked while the bot runs: said, exit status 1."""
    with BotProcess(fake, tmp_path) as bot:
        bot.wait_until_it_says(RUNNING)
        fake.mode = "revoked"
        fake.user_says("wakes the poll")
        assert bot.exit_status() == 1
        assert bot.said.count("Telegram refuses this token") == 1
        assert "Traceback" not in bot.said


def test_silence_at_start_is_said_once_and_waited_out(fake: FakeTelegram, tmp_path: Path) -> None:
    """Unreachable at start: one line, several tries, one line when it is there, then answers."""
    fake.go_down()
    with BotProcess(fake, tmp_path) as bot:
        bot.wait_until_it_says("can't be reached")
        fake.go_up()
        bot.wait_until_it_says(RUNNING)
        assert fake.reply(fake.user_says("/help"))
        assert [line.partition(" ")[2] for line in bot.said.splitlines()] == [
            f"Telegram ({fake.url}) can't be reached; trying again until it can.",
            "Telegram is there again.",
            "@WuzhenTestBot answers in Telegram. Ctrl-C stops it.",
        ]


def test_silence_in_between_is_said_once_and_nothing_is_lost(fake: FakeTelegram, tmp_path: Path) -> None:
    """502 for a while: one line, one line when it is over, and the question of that time is answered."""
    with BotProcess(fake, tmp_path) as bot:
        bot.wait_until_it_says(RUNNING)
        fake.mode = "bad gateway"
        asked = fake.user_says("/help")
        bot.wait_until_it_says("can't be reached")
        fake.mode = "up"
        assert fake.reply(asked)
        bot.wait_until_it_says("Telegram is there again.", timeout=15)
        assert bot.said.count("can't be reached") == 1
        assert "Traceback" not in bot.said


def test_rival_is_said_once_and_then_ends_the_bot(fake: FakeTelegram, tmp_path: Path) -> None:
    """Another bot on the token, for longer than the patience: one line at first, one at the end, exit status 1."""
    with BotProcess(fake, tmp_path, TELEGRAM_CONFLICT_SECONDS="2") as bot:
        fake.mode = "rival"
        assert bot.exit_status() == 1
        assert bot.said.count("Another bot runs on this token") == 1
        assert bot.said.count("Another bot still runs on this token") == 1


def test_rival_that_leaves_is_forgiven(fake: FakeTelegram, tmp_path: Path) -> None:
    """A second poller that cuts in once does not end the bot."""
    with BotProcess(fake, tmp_path) as bot:
        bot.wait_until_it_says(RUNNING)
        fake.wait_for(lambda: fake.api.poller >= 1)
        urllib.request.urlopen(f"{fake.url}/bot{fake.token}/getUpdates", b"", timeout=10).close()
        bot.wait_until_it_says("Another bot runs on this token")
        assert fake.reply(fake.user_says("/help"))
        assert bot.process.poll() is None


def test_polls_wait_when_told_to(fake: FakeTelegram, tmp_path: Path) -> None:
    """429 on getUpdates is waited out without a word."""
    fake.limit_next("getUpdates", 1)
    with BotProcess(fake, tmp_path) as bot:
        assert fake.reply(fake.user_says("/help"))
        assert len(bot.said.splitlines()) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_cleanly_and_nothing_is_answered_twice(
    fake: FakeTelegram, tmp_path: Path, number: signal.Signals
) -> None:
    """Exit status 0, and the next start does not answer the same question again."""
    with BotProcess(fake, tmp_path) as bot:
        fake.reply(fake.user_says("/help"))
        assert bot.stop(number, within=10) == 0
        assert fake.world.updates == []
        assert "Traceback" not in bot.said


def test_signal_ends_work_that_cannot_be_interrupted(fake: FakeTelegram, tmp_path: Path) -> None:
    """A thread that reports nothing for a minute does not keep the process: exit status 0 within ten seconds."""
    with BotProcess(fake, tmp_path) as bot:
        fake.user_says("hang")
        fake.wait_for(lambda: fake.world.actions)
        assert bot.stop(signal.SIGTERM, within=10) == 0


def test_signal_ends_the_wait_for_telegram(fake: FakeTelegram, tmp_path: Path) -> None:
    """SIGTERM while Telegram is unreachable: exit status 0."""
    fake.go_down()
    with BotProcess(fake, tmp_path) as bot:
        bot.wait_until_it_says("can't be reached")
        assert bot.stop(signal.SIGTERM, within=10) == 0


def test_buttons_survive_a_restart(fake: FakeTelegram, tmp_path: Path) -> None:
    """After a restart "next passage" asks the message's question again, and neighbours need no memory at all."""
    (tmp_path / "library").mkdir()
    Shelf(tmp_path / "library").keep({"pets.md": (1, ["Cats purr loudly.", "Dogs and cats sleep.", "Fish swim."])})
    with BotProcess(fake, tmp_path):
        first = fake.reply(fake.user_says("cats purr loudly"))
        second = fake.reply(fake.user_says("cats purr loudly"))
    with BotProcess(fake, tmp_path):
        fake.user_presses(first, "Next passage")
        fake.wait_for(lambda: first.text == "Dogs and cats sleep.\n\npets · 2/3")
        fake.user_presses(first, "Next paragraph ▶")
        fake.wait_for(lambda: first.text == "Fish swim.\n\npets · 3/3")
        second.reply_to = None
        fake.user_presses(second, "Next passage")
        fake.wait_for(lambda: "I no longer know the question of this message. Ask it again." in fake.world.toasts)


def test_token_is_in_no_output(fake: FakeTelegram, tmp_path: Path) -> None:
    """Whatever goes wrong on the way, the token is not written anywhere."""
    with BotProcess(fake, tmp_path) as bot:
        bot.wait_until_it_says(RUNNING)
        number = fake.user_sends_file("gone.md", b"x")
        fake.world.files.clear()
        fake.reply(number)
        fake.mode = "bad gateway"
        fake.user_says("/help")
        bot.wait_until_it_says("can't be reached")
        fake.mode = "revoked"
        assert bot.exit_status() == 1
        assert fake.token.partition(":")[2] not in bot.said
