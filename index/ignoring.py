"""Which files of a folder are left out: by .wuzhenignore and .gitignore in it and its subfolders, else by custom.

The rules are git's: the last pattern that matches counts, a deeper file counts before one above it, ``!`` lets in again,
but nothing within a folder that is left out. What people write for wuzhen counts before what they wrote for git.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

NAMES = (".wuzhenignore", ".gitignore")
"""In the order they are asked."""

_FOLDERS = frozenset(
    {"node_modules", "bower_components", "venv", "__pycache__", "site-packages", "CVS", "_darcs", "__MACOSX"}
    | {"lost+found", "$RECYCLE.BIN", "System Volume Information"}
)
_ENDS = ("~", ".tmp", ".temp", ".part", ".partial", ".crdownload", ".swp", ".swo", ".bak")
_STARTS = (".", "~$", "#")
"""Hidden files, and those that Word and Emacs put beside an open one."""
_NEVER = frozenset({".git", ".hg", ".svn", ".bzr", ".jj", *NAMES})
"""Nothing to ask about; not even where a rule lets in everything."""

_FOLDERS_IN = re.compile(r"(?<=.)/\*\*/\s*$")
"""``a/**/``: the folders in ``a`` at any depth; pathspec would read it as ``a/``."""
_ANY_FOLDER = "(?P<ps_d>/)"
"""What pathspec makes of ``*/``; finds the first slash of a path, where we ask about the last."""


@dataclass(frozen=True, slots=True)
class _Level:
    """The patterns of one file, last first, and how long the path of its folder is with the slash behind it."""

    depth: int
    patterns: tuple[GitIgnoreSpecPattern, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that hold in one folder: for each of ``NAMES`` the levels that apply, deepest first."""

    kinds: tuple[tuple[_Level, ...], ...] = ((),) * len(NAMES)

    def within(self, folder: str, name: str, lines: Iterable[str]) -> tuple[Rules, list[int]]:
        """These rules and those that the file ``name`` (of ``NAMES``) in ``folder`` adds; its lines that are no pattern.

        ``folder`` is "" or ends with a slash.
        """
        patterns, broken = _patterns(lines)
        level = _Level(len(folder), tuple(reversed(patterns)))
        at = NAMES.index(name)
        return Rules((*self.kinds[:at], (level, *self.kinds[at]), *self.kinds[at + 1 :])), broken

    def leave_out(self, path: str) -> bool | None:
        """True where a rule leaves ``path`` out, False where one for wuzhen lets it in, None where custom decides.

        A folder's path ends with a slash.
        """
        for name, kind in zip(NAMES, self.kinds, strict=True):
            for level in kind:
                own = path[level.depth :]
                for pattern in level.patterns:
                    if _matches(pattern, own):
                        # what git lets in, all folders with ``!*/`` say, may still be hidden or a machine's own
                        return True if pattern.include else (False if name == NAMES[0] else None)
        return None


def never(name: str) -> bool:
    """Whether a file or folder of this name is left out whatever the rules say."""
    return name in _NEVER


def left_out_by_custom(name: str, *, folder: bool) -> bool:
    """Whether a file or folder of this name is left out where no rule lets it in: hidden, temporary, machines' own."""
    return name.startswith(_STARTS) or (name in _FOLDERS if folder else name.lower().endswith(_ENDS))


def _patterns(lines: Iterable[str]) -> tuple[list[GitIgnoreSpecPattern], list[int]]:
    """The patterns of ``lines``, and the numbers of the lines that are none."""
    from pathspec.patterns.gitignore.base import GitIgnorePatternError
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    patterns, broken = [], []
    for number, line in enumerate(lines, 1):
        try:
            pattern = GitIgnoreSpecPattern(_FOLDERS_IN.sub("/**/*/", line.rstrip("\r\n")))
        except GitIgnorePatternError:
            broken.append(number)
            continue
        if pattern.include is not None:  # no comment, no blank line
            patterns.append(pattern)
    return patterns, broken


def _matches(pattern: GitIgnoreSpecPattern, path: str) -> bool:
    """Whether a pattern names ``path`` itself, and not only a folder above it: those were decided before.

    The expressions of pathspec mark the slash after a named folder as ``ps_d``. Those that end with ``**`` have no such
    mark; they name what is in a folder and not the folder.
    """
    if pattern.regex is None:
        return False
    if "ps_d" not in pattern.regex.groupindex:
        return pattern.regex.search(path.rstrip("/")) is not None
    if pattern.regex.pattern == _ANY_FOLDER:
        return path.endswith("/")
    found = pattern.regex.search(path)
    return found is not None and found.end("ps_d") in {-1, len(path)}
