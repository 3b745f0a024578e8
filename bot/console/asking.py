"""Questions that a command puts to the person at the terminal."""

from __future__ import annotations

import sys

YES = frozenset({"y", "yes", "是", "是的", "好", "好的", "对", "继续"})


def agreed(question: str) -> bool:
    """Put ``question``, on stderr; where nobody sits at a terminal, the answer is no."""
    print(question, end="", file=sys.stderr, flush=True)
    if not sys.stdin.isatty():
        print(file=sys.stderr)
        return False
    return sys.stdin.readline().strip().lower() in YES
