"""Resident memory of the Telegram bot after real questions, through the fake Bot API of the tests.

PYTHONPATH=tests python -m benchmarks.bot_memory
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from fake_telegram import FakeTelegram
from telegram_process import WUZHEN, BotProcess

from benchmarks.questions import golden


def main() -> None:
    """Ask the first twenty golden questions, then read the process's memory."""
    with FakeTelegram() as fake, tempfile.TemporaryDirectory() as folder, BotProcess(fake, Path(folder), WUZHEN) as bot:
        for question in golden()[:20]:
            fake.reply(fake.user_says(question.question), timeout=60)
        status = Path(f"/proc/{bot.process.pid}/status").read_text(encoding="ascii")
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        print(f"Telegram bot after 20 questions: {int(resident.split()[1]) / 1024:.0f} MB resident")


if __name__ == "__main__":
    main()
