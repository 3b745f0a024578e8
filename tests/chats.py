"""Starting a chat over the paper assistant, on a terminal or through a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from terminal import Terminal

PROGRAM = [sys.executable, str(Path(__file__).with_name("paper_assistant.py"))]

ENVIRONMENT = {
    "PATH": os.environ.get("PATH", ""),
    "PYTHONPATH": str(Path(__file__).parents[1]),
    "TERM": "xterm",
    "LANG": "C.UTF-8",
    "INPUTRC": "/dev/null",
    "NO_COLOR": "1",
}


def chat(folder: Path, language: str = "en", **environment: str) -> Terminal:
    """A chat on a terminal, past its first prompt."""
    terminal = Terminal.start([*PROGRAM, str(folder), language], ENVIRONMENT | environment)
    terminal.expect("问> " if language == "zh" else "ask> ")
    return terminal


def pipe(folder: Path, text: str | bytes, language: str = "en", **environment: str) -> subprocess.CompletedProcess[str]:
    """A chat whose stdin is ``text``."""
    done = subprocess.run(
        [*PROGRAM, str(folder), language],
        input=text.encode() if isinstance(text, str) else text,
        capture_output=True,
        env=ENVIRONMENT | environment,
        timeout=60,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
