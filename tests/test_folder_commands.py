"""Folders on the command line and in the chat, and the line that tells how far they are."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from chats import chat, pipe
from wuzhen_process import Wuzhen

from bot.console.folder_progress import FilesLine, outcome_text
from bot.console.folder_summary import removal_question, summary, troubles
from index.errors import DocumentError
from index.folder_types import Step, Synced, Trouble

GOAT = "The goat stood on the bridge in 1901.\n"
BOAT = "A boat lay under the bridge in 1902.\n"


@pytest.fixture
def wuzhen(tmp_path: Path) -> Wuzhen:
    return Wuzhen(tmp_path / "library")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024" / "goat.md").write_text(GOAT)
    (folder / "boat.txt").write_text(BOAT)
    return folder


def test_a_folder_is_added_synced_asked_and_removed(wuzhen: Wuzhen, notes: Path) -> None:
    """A line a file, a summary, an answer from it; moved and gone files; and all of it away by its path."""
    ran = wuzhen("add", notes)
    assert ran.status == 0
    assert ran.out == ("Added notes/2024/goat.md: 1 passages.\nAdded notes/boat.txt: 1 passages.\nDone: 2 added.\n")
    assert wuzhen("ask", "when did the goat stand on the bridge?").out.startswith("1901")
    assert wuzhen("sync").out == "All in step: 2 files.\n"
    (notes / "2024" / "goat.md").rename(notes / "kid.md")
    assert wuzhen("sync").out == "Moved: now notes/kid.md.\nDone: 1 moved, 1 unchanged.\n"
    (notes / "boat.txt").unlink()
    ran = wuzhen("sync", notes)
    assert (ran.status, ran.out) == (1, "All in step: 1 files.\n")
    assert "notes/boat.txt\nRemove these documents? [y/N]" in ran.err
    assert "Next: wuzhen sync --yes" in ran.err
    ran = wuzhen("sync", "--yes")
    assert (ran.status, ran.out) == (0, "Removed notes/boat.txt.\nDone: 1 removed, 1 unchanged.\n")
    assert wuzhen("remove", notes).out == "Removed notes.\n"
    assert wuzhen("list").out.startswith("There are no documents yet.")
    assert wuzhen("sync").err == "No folder was added yet. Next: wuzhen add FOLDER\n"


def test_bad_files_come_at_the_end(wuzhen: Wuzhen, notes: Path) -> None:
    """Status 1, each with its reason; files beside the folder go in all the same."""
    (notes / "bad.txt").write_bytes(bytes(range(256)) * 40)
    (notes / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    other = notes.parent / "other.md"
    other.write_text("An egg.\n")
    ran = wuzhen("add", notes, other)
    assert ran.status == 1
    assert ran.out.splitlines()[-3:] == [
        "Done: 2 added.",
        "1 files left out: ignored, hidden, or of another format.",
        "Added other.md: 1 passages.",
    ]
    assert ran.err.startswith("1 files did not go in:\n  notes/bad.txt is binary")
    assert "Traceback" not in ran.err


def test_in_chinese(tmp_path: Path, notes: Path) -> None:
    """Lines, summary and what goes wrong."""
    wuzhen = Wuzhen(tmp_path / "library", "zh_CN.UTF-8")
    assert wuzhen("add", notes).out.endswith("已加入 notes/boat.txt：1 段。\n完成：新增 2。\n")
    (notes / "boat.txt").unlink()
    assert "删除这些文档吗？[y/N]" in wuzhen("sync").err
    empty = tmp_path / "empty"
    empty.mkdir()
    assert wuzhen("add", empty).err.startswith(f"{empty} 中没有可读的文件，未添加任何内容。下一步：ls")
    assert wuzhen("sync", tmp_path / "nowhere").err.startswith("没有文件夹")


def test_a_folder_with_nothing_to_read(wuzhen: Wuzhen, tmp_path: Path) -> None:
    """Says so, status 1, no library begun."""
    (tmp_path / "empty").mkdir()
    ran = wuzhen("add", tmp_path / "empty")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("There is no file to read in")
    assert wuzhen("list").out.startswith("There are no documents yet.")


def test_ctrl_c_says_how_many_are_in(wuzhen: Wuzhen, tmp_path: Path) -> None:
    """Stopped in the middle: as many documents as it says, and the command it names goes on from there."""
    notes = tmp_path / "many notes"
    notes.mkdir()
    for number in range(400):
        (notes / f"{number:03}.txt").write_text(
            f"Note {number}: goat number {number} stood on the bridge. It rained.\n" * 3
        )
    env = os.environ | {"WUZHEN_HOME": str(wuzhen.home), "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "add", str(notes)],
        cwd=Path(__file__).parents[1],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(5)]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    done = len(said) + out.count("Added ")
    assert err.startswith(f"Stopped: {done} of 400 files are in, each of them whole. Next: wuzhen add '{notes}'")
    assert wuzhen("list").out.count("many notes/") == done
    (notes / "rest").mkdir()
    for number in range(done, 400):
        (notes / f"{number:03}.txt").unlink()
    assert wuzhen("sync").out == f"All in step: {done} files.\n"


def test_the_chat_adds_and_syncs_folders(tmp_path: Path) -> None:
    """The summary, what did not go in, and the question about what is gone, which a person answers."""
    (tmp_path / "my notes").mkdir()
    with chat(tmp_path) as terminal:
        terminal.send(f"/add {tmp_path}/my notes\r")
        terminal.expect("Done: 99 added.")
        terminal.expect("99.md is bad. Next: /documents")
        terminal.expect("ask> ")
        for answer, outcome in (("n", "1 documents stay"), ("y", "Done: 1 removed, 5 unchanged.")):
            terminal.send("/sync\r")
            terminal.expect("notes/a.md")
            terminal.expect("Remove these documents? [y/N] ")
            terminal.send(f"{answer}\r")
            terminal.expect(outcome)
            terminal.expect("ask> ")


def test_ctrl_c_in_the_chat_keeps_what_is_whole(tmp_path: Path) -> None:
    """It says how many files are in, and the chat goes on."""
    (tmp_path / "slow").mkdir()
    with chat(tmp_path) as terminal:
        terminal.send(f"/add {tmp_path}/slow\r")
        terminal.expect("/100 files")
        terminal.interrupt("of 100 files are in, each of them whole. Next: /add")
        terminal.expect("ask> ")


def test_a_chat_without_a_terminal_removes_nothing(tmp_path: Path) -> None:
    """Nobody can answer, and the question is not taken from the next line."""
    done = pipe(tmp_path, "/sync\ny\n/quit\n")
    assert "All in step: 5 files." in done.stdout
    assert "1 documents stay" in done.stderr


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_the_line_on_a_terminal() -> None:
    """A bar of bytes, files, passages, passages a second, time left, the file; no line a file; erased at the end."""
    now = [100.0]
    screen, log = Screen(), io.StringIO()
    line = FilesLine("en", stream=screen, log=log, environment={"TERM": "xterm"}, clock=lambda: now[0])
    line(Step("notes/a.md", 1, 400, 10, 0.1, "added", 10))
    assert screen.getvalue() == ""  # short work draws nothing
    now[0] = 110.0
    line(Step("notes/b.md", 100, 400, 500, 0.25, "added", 3))
    drawn = "\r\x1b[K[#####---------------] 100/400 files 500 passages 50/s 30 s left notes/"
    assert screen.getvalue().startswith(drawn)
    now[0] = 110.01
    line(Step("notes/c.md", 101, 400, 510, 0.26))
    line.close()
    assert screen.getvalue().count("\r\x1b[K") == 2
    assert screen.getvalue().endswith("\r\x1b[K")
    assert log.getvalue() == ""


def test_one_line_a_file_elsewhere() -> None:
    """Only files with an outcome, in the log; names of more than one line on one."""
    stream, log = io.StringIO(), io.StringIO()
    line = FilesLine("en", stream=stream, log=log, environment={})
    error = DocumentError("a is bad", "a 坏了")
    line(Step("notes/a.md", 0, 2, 1, 0.1))
    line(Step("notes/a\nb.md", 1, 2, 2, 0.5, "added", 2))
    line(Step("notes/c.md", 2, 2, 2, 1.0, Trouble("notes/c.md", error)))
    assert log.getvalue().splitlines()[0].startswith("Added notes/a")
    assert log.getvalue().splitlines()[1:] == ["Not added: notes/c.md"]
    assert stream.getvalue() == ""
    assert outcome_text(Step("笔记/a.md", 1, 1, 1, 1.0, "moved"), "zh") == "已移动：现为 笔记/a.md。"


def test_summaries_by_hand() -> None:
    """What happened and nothing else; twenty names at most before a question."""
    assert summary(Synced(unchanged=3), "en") == ["All in step: 3 files."]
    assert summary(Synced(added=1, moved=2, unchanged=3, left_out=4), "zh") == [
        "完成：新增 1，移动 2，未变 3。",
        "略过 4 个文件：被忽略、隐藏或格式不符。",
    ]
    assert troubles(Synced(failing=2), "en") == [
        "2 files could not be read before and are unchanged. Next: wuzhen add FOLDER"
    ]
    asked = removal_question([f"{number}.md" for number in range(25)], "en", always=True).splitlines()
    assert asked[0] == "The files of 25 documents are gone:"
    assert asked[20:] == ["  19.md", "  … and 5 more", "Remove these documents, and from now on without asking? [y/N] "]


def test_help_and_an_unchanged_sync_import_nothing_heavy(wuzhen: Wuzhen, notes: Path) -> None:
    """Neither the watcher nor the rules' library for help and questions; no encoder for a folder that is in step."""
    wuzhen("add", notes)
    then = time.time() - 100
    for file in notes.rglob("*.*"):
        os.utime(file, (then, then))
    wuzhen("sync")
    heavy = {"watchdog", "pathspec", "onnxruntime"}
    for arguments in (["--help"], ["sync"], ["list"]):
        script = (
            f"from bot.cli import main\ntry: main({arguments!r})\nexcept SystemExit: pass\n"
            "import sys; print('LOADED', *{m.partition('.')[0] for m in sys.modules})"
        )
        env = os.environ | {"WUZHEN_HOME": str(wuzhen.home)}
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            env=env,
            cwd=Path(__file__).parents[1],
        )
        assert not set(done.stdout.rpartition("LOADED")[2].split()) & heavy
