"""Telling a link from the name of a file, for all who add either."""

from __future__ import annotations

import re
from pathlib import Path

_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def is_link(text: str) -> bool:
    """Whether ``text`` begins as an address does, of any scheme: those that are not opened have a line of their own."""
    return _LINK.match(text) is not None


def link_or_path(text: str) -> str | Path:
    """A link as it is typed, anything else as a path: a path would make one slash of two."""
    return text if is_link(text) else Path(text)
