"""The files of a folder that could be documents, with its subfolders; what could not be looked at is told, the rest goes in."""

from __future__ import annotations

import os
import shlex
import stat
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import DocumentError
from index.folder_types import Found, Stamp, Trouble
from index.ignoring import NAMES, Rules, left_out_by_custom, never
from index.suffixes import kept_text, suffix_says

_LARGEST_RULES = 1 << 20
"""Bytes of a file of rules that are looked at."""
_INODES = (1 << 63) - 1
"""Some file systems use all 64 bits of an inode's number, SQLite keeps 63."""


@dataclass(slots=True)
class Walk:
    """What a folder holds, by path. ``unseen``: subfolders that could not be looked into, with a slash; "" for the folder."""

    found: list[Found] = field(default_factory=list)
    left_out: int = 0
    unseen: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def could_see(self, path: str) -> bool:
        """Whether ``path`` would have been found if it were there."""
        return not path.startswith(tuple(self.unseen))


def walk(folder: Path, without: Path | None = None) -> Walk:
    """Look through ``folder``, but not into ``without`` (the library's own, say)."""
    walker = _Walker(os.path.realpath(folder), "" if without is None else os.path.realpath(without))
    walker.run()
    walker.walk.found.sort(key=lambda found: found.path)
    return walker.walk


class _Walker:
    """Looks through real folders first and through linked ones last, so that a file is found where it really is."""

    def __init__(self, root: str, without: str) -> None:
        self.root = root
        self.without = without
        self.walk = Walk()
        self.seen: set[tuple[int, int]] = set()
        self.pending: list[tuple[str, Rules]] = [("", Rules())]
        self.linked: list[tuple[str, Rules]] = []

    def run(self) -> None:
        """Until no folder is left."""
        while self.pending or self.linked:
            if self.pending:
                self._folder(*self.pending.pop())
            else:
                self._link(*self.linked.pop(0))

    def _folder(self, inside: str, rules: Rules) -> None:
        """One folder, whose path within the root is ``inside``: "" or ending with a slash."""
        path = f"{self.root}/{inside}"
        try:
            about = Path(path).stat()
            with os.scandir(path) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.walk.unseen.append(inside)
            self._tell(inside or ".", f"cannot be looked into: {error.strerror}", f"无法打开：{error.strerror}")
            return
        known = (about.st_dev, about.st_ino)
        if known in self.seen or os.path.realpath(path) == self.without or any(e.name == "pyvenv.cfg" for e in listed):
            return
        self.seen.add(known)
        rules = self._rules_of(inside, {entry.name for entry in listed}, rules)
        for entry in listed:
            self._entry(entry, inside, rules)

    def _rules_of(self, inside: str, names: set[str], rules: Rules) -> Rules:
        for name in NAMES:
            if name not in names:
                continue
            try:
                with Path(self.root, inside, name).open(encoding="utf-8", errors="surrogateescape") as stream:
                    lines = stream.read(_LARGEST_RULES).splitlines()
            except OSError as error:
                self._tell(inside + name, f"cannot be read: {error.strerror}", f"无法读取：{error.strerror}")
                continue
            rules, broken = rules.within(inside, name, lines)
            for number in broken:
                self._tell(inside + name, f"line {number} is no pattern", f"第 {number} 行不是有效的规则")
        return rules

    def _entry(self, entry: os.DirEntry[str], inside: str, rules: Rules) -> None:
        path = inside + entry.name
        try:
            folder = entry.is_dir()
        except OSError:  # a link that leads to itself
            folder = False
        ruled = rules.leave_out(f"{path}/" if folder else path)
        if ruled or never(entry.name) or (ruled is None and left_out_by_custom(entry.name, folder=folder)):
            self.walk.left_out += not folder
        elif folder:
            (self.linked if entry.is_symlink() else self.pending).append((f"{path}/", rules))
        else:
            self._file(entry, path, chosen=ruled is False)

    def _file(self, entry: os.DirEntry[str], path: str, *, chosen: bool) -> None:
        if suffix_says(path, chosen=chosen) is False:
            self.walk.left_out += 1
            return
        try:
            about = entry.stat()
        except OSError as error:
            if entry.is_symlink():
                self._tell(path, "is a link that leads nowhere", "是一个失效的链接")
            else:
                self._tell(path, f"cannot be read: {error.strerror}", f"无法读取：{error.strerror}")
            return
        if stat.S_ISREG(about.st_mode):  # no pipe, no device
            stamp = Stamp(about.st_size, about.st_mtime_ns, about.st_ino & _INODES)
            self.walk.found.append(Found(path, stamp, chosen))

    def _link(self, inside: str, rules: Rules) -> None:
        """A link to a folder: followed unless it leads back to a folder it lies in, or to one already looked through."""
        link = f"{self.root}/{inside}".rstrip("/")
        real, lies = os.path.realpath(link), os.path.realpath(Path(link).parent)
        if f"{lies}/".startswith(real.rstrip("/") + "/"):
            self._tell(inside, "leads back to a folder it lies in; not followed", "指回它所在的文件夹，未跟随")
            return
        self._folder(inside, rules)

    def _tell(self, path: str, en: str, zh: str) -> None:
        rules = shlex.quote(f"{self.root}/{NAMES[0]}")
        rule = shlex.quote(f"/{path}")
        name = kept_text(f"{self.root}/{path}")
        error = DocumentError(
            f"{name} {en}. Next, to leave it out: echo {kept_text(rule)} >> {kept_text(rules)}",
            f"{name} {zh}。下一步（不再收录）：echo {kept_text(rule)} >> {kept_text(rules)}",
        )
        self.walk.troubles.append(Trouble(kept_text(path), error))
