"""Runs ``wuzhen`` as its own process, as a person would, with a library of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Wuzhen:
    """The command with a library; ``language`` is the console's locale."""

    home: Path
    language: str = "en_GB.UTF-8"

    def __call__(self, *arguments: str | Path, stdin: str | None = None, **environment: str) -> Ran:
        """Run to its end; stdin is empty unless given."""
        env = {
            name: value for name, value in os.environ.items() if not name.startswith(("WUZHEN_", "TELEGRAM_", "LC_"))
        }
        env |= {"WUZHEN_HOME": str(self.home), "LANG": self.language, "PYTHONUTF8": "1", **environment}
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli", *map(str, arguments)],
            input=(stdin or "").encode("utf-8", "surrogateescape"),
            capture_output=True,
            env=env,
            cwd=Path(__file__).parents[1],
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
