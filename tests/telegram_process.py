"""The Telegram bot as its own process, pointed at a fake Telegram."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from fake_telegram import ANN, FakeTelegram

ROOT = Path(__file__).parents[1]
SHELF = (str(Path(__file__).with_name("telegram_shelf.py")),)
"""The bot over the assistant of ``telegram_shelf``."""
WUZHEN = ("-m", "bot.cli", "telegram")
"""The real program."""


class BotProcess:
    """One run of the bot; a context manager that ends it."""

    def __init__(
        self, fake: FakeTelegram, folder: Path, program: Sequence[str] = SHELF, **environment: str | None
    ) -> None:
        self._log = folder / f"stderr-{time.monotonic_ns()}.txt"
        known = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "VIRTUAL_ENV") if name in os.environ}
        changed = {
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
            "LANG": "en_US.UTF-8",
            "PYTHONUTF8": "1",
            "WUZHEN_HOME": str(folder / "library"),
            "WUZHEN_ADMINS": str(ANN.id),
            "TELEGRAM_BOT_TOKEN": fake.token,
            "TELEGRAM_API_URL": fake.url,
            **environment,
        }
        variables = known | {name: value for name, value in changed.items() if value is not None}
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, *program], cwd=ROOT, env=variables, stderr=log, stdout=log, stdin=subprocess.DEVNULL
            )

    def __enter__(self) -> BotProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            print(self.said)  # noqa: T201 - pytest shows it with the failure
        self.stop()

    @property
    def said(self) -> str:
        """All that it wrote to stdout and stderr so far."""
        return self._log.read_text(errors="replace")

    def wait_until_it_says(self, text: str, timeout: float = 30.0) -> None:
        """Return once ``text`` stands in what it wrote."""
        end = time.monotonic() + timeout
        while text not in self.said:
            assert time.monotonic() < end, f"not said in {timeout} s: {text!r}; said: {self.said!r}"
            assert self.process.poll() is None or text in self.said, f"ended; said: {self.said!r}"
            time.sleep(0.05)

    def exit_status(self, timeout: float = 30.0) -> int:
        """Wait for it to end by itself."""
        return self.process.wait(timeout)

    def stop(self, number: int = signal.SIGTERM, within: float = 10.0) -> int:
        """Send a signal and wait; the exit status. A process that outlives ``within`` is killed and reported."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
