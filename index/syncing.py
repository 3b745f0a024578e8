"""Folders into a library and kept in step: each file is one transaction, so that a run cut off keeps what is whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from index import folder_record
from index.errors import DocumentError
from index.folder_types import AddOne, ConfirmRemoval, Folder, OnStep, Synced
from index.library import LocalLibrary
from index.sync_items import Plan, Ready
from index.sync_plan import plan
from index.sync_run import Run


def add_folder(library: LocalLibrary, add: AddOne, path: Path, *, on_step: OnStep | None = None) -> Synced:
    """Add what is new in the folder at ``path``, replace what changed, follow what was moved; nothing is removed.

    Files that could not be read before are tried again. Raises ``DocumentError`` where there is nothing to read.
    """
    folder = _folder_at(library, path)
    made = _planned(library, [folder], again=True)
    if not made.candidates and not made.moves:
        _refuse_empty(path, made)
    made.gone = []
    return Run(library, add, made, on_step).all([folder], None)


def sync(
    library: LocalLibrary,
    add: AddOne,
    paths: Sequence[Path] = (),
    *,
    on_step: OnStep | None = None,
    confirm: ConfirmRemoval | None = None,
    ready: Ready | None = None,
) -> Synced:
    """Bring the library in step with the folders at ``paths``, or all that it knows: also what is gone is removed.

    ``confirm`` is asked before that; without one it is not done. ``ready`` says which files to believe already.
    Raises ``DocumentError`` where a folder is not there, or none is known.
    """
    folders = [_folder_at(library, path) for path in paths] or known_folders(library)
    if not folders:
        raise DocumentError(
            "No folder was added yet. Next: wuzhen add FOLDER", "还没有加入过文件夹。下一步：wuzhen add 文件夹"
        )
    made = _planned(library, folders, ready=ready)
    return Run(library, add, made, on_step).all(folders, confirm)


def known_folders(library: LocalLibrary) -> list[Folder]:
    """The folders of the library, in the order they were added."""
    with library.reading():
        return folder_record.folders(library.connection) if library.version else []


def folder_called(library: LocalLibrary, name: str) -> Folder | None:
    """The folder of this name or at this path, or None; it need not be there any more."""
    places = {name, os.path.realpath(Path(name).expanduser())}
    return next((folder for folder in known_folders(library) if places & {folder.name, folder.path}), None)


def _folder_at(library: LocalLibrary, path: Path) -> Folder:
    """The folder at ``path`` as the library knows it, or as it will; raises ``DocumentError`` where there is none."""
    real = os.path.realpath(path.expanduser())
    known = known_folders(library)
    same = next((folder for folder in known if folder.path == real), None)
    if same is not None:
        return same
    if not os.path.isdir(real):  # noqa: PTH112  # the Path method raises where it may not look
        raise DocumentError(
            f"There is no folder {path}. Next: ls '{path.parent}'", f"没有文件夹 {path}。下一步：ls '{path.parent}'"
        )
    try:
        real.encode()
    except UnicodeEncodeError as error:
        shown = ascii(real)
        raise DocumentError(
            f"The folder's name {shown} is not UTF-8. Next: mv the folder to another name",
            f"文件夹名称 {shown} 不是 UTF-8。下一步：用 mv 给文件夹改名",
        ) from error
    return Folder(0, real, folder_record.free_name(real, {folder.name for folder in known}))


def _planned(library: LocalLibrary, folders: list[Folder], *, again: bool = False, ready: Ready | None = None) -> Plan:
    with library.reading():
        kept = {folder: folder_record.rows(library.connection, folder) if folder.id else {} for folder in folders}
    return plan(kept, without=library.folder, again=again, ready=ready)


def _refuse_empty(path: Path, made: Plan) -> None:
    why = f" ({made.left_out} were left out: ignored, hidden, or of another format)" if made.left_out else ""
    reason = f"（略过 {made.left_out} 个：被忽略、隐藏或格式不符）" if made.left_out else ""
    raise (
        made.troubles[0].error
        if made.troubles
        else DocumentError(
            f"There is no file to read in {path}{why}. Nothing was added. Next: ls '{path}'",
            f"{path} 中没有可读的文件{reason}，未添加任何内容。下一步：ls '{path}'",
        )
    )
