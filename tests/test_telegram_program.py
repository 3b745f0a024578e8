"""The real program, ``wuzhen telegram``, with a fresh library, asked over a fake Telegram."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_telegram import FakeTelegram
from telegram_process import WUZHEN, BotProcess

FOUNDING = "when did WIC become an international organization?"
SEEDING = 120.0
"""Seconds that a slow machine may take to put the seeds into an empty library."""


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as server:
        yield server


@pytest.fixture(scope="module", autouse=True)
def bot(fake: FakeTelegram, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """One program for all tests here; it begins with an empty library."""
    with BotProcess(fake, tmp_path_factory.mktemp("program"), WUZHEN) as process:
        process.wait_until_it_says("answers in Telegram")
        fake.reply(fake.user_says(FOUNDING), timeout=SEEDING)
        yield process
        assert process.stop() == 0
        assert "Traceback" not in process.said


def test_founding_question_is_answered_from_the_chinese_text(fake: FakeTelegram) -> None:
    """12 July 2022 in bold, and the Chinese sentence that says it underlined."""
    answer = fake.reply(fake.user_says(FOUNDING))
    assert answer.seen.marked("bold")[0] == "12 July 2022"
    assert "2022年7月12日" in answer.seen.marked("underline")[0]
    assert re.search(r" · \d+/\d+$", answer.text)


def test_added_file_answers_and_survives_a_rebuild(fake: FakeTelegram) -> None:
    """A file sent by an admin is found by the next question, and after /rebuild again."""
    sent = fake.user_sends_file("otters.md", b"# Otters\n\nThe sea otter of Monterey weighs 39 kilograms.\n")
    fake.wait_for(lambda: fake.reply(sent).text.startswith("Added"), 60)
    question = "how much does the sea otter of Monterey weigh?"
    assert "39 kilograms" in fake.reply(fake.user_says(question)).text
    rebuild = fake.user_says("/rebuild")
    fake.wait_for(lambda: fake.reply(rebuild).text.startswith("The index is new"), SEEDING)
    assert "39 kilograms" in fake.reply(fake.user_says(question)).text


def test_binary_file_is_refused_with_the_next_step(fake: FakeTelegram) -> None:
    """Bytes that are no text: the reason, and a step that can be taken in Telegram."""
    sent = fake.user_sends_file("photo.md", bytes(range(256)) * 40)
    fake.wait_for(lambda: fake.reply(sent).text.endswith("\nNext: /add"), 60)


def test_overlong_question_is_refused_with_the_next_step(fake: FakeTelegram) -> None:
    """4,000 characters are no question: the reason, and a step that can be taken in Telegram."""
    assert fake.reply(fake.user_says("why? " * 800)).text.endswith("\nNext: /help")


def test_memory_stays_small(bot: BotProcess) -> None:
    """Having answered, added and rebuilt, the process held under 400 MB at most, and never torch."""
    status = Path(f"/proc/{bot.process.pid}/status")
    if not status.exists():
        pytest.skip("needs /proc")
    peak = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    assert peak is not None
    assert int(peak[1]) < 400_000
    assert "torch" not in Path(f"/proc/{bot.process.pid}/maps").read_text()


def test_damaged_library_ends_the_start(fake: FakeTelegram, tmp_path: Path) -> None:
    """A library that is no database is said at start, exit status 1, and left as it was."""
    library = tmp_path / "library"
    (library / "v000001").mkdir(parents=True)
    (library / "current").write_text("v000001\n")
    (library / "v000001" / "library.sqlite").write_bytes(b"not a database" * 1000)
    with BotProcess(fake, tmp_path, WUZHEN) as bot:
        assert bot.exit_status() == 1
        assert "Next: " in bot.said
        assert "Traceback" not in bot.said
