"""``wuzhen watch`` as a process of its own, over a real folder: what changes there is in the library a moment later."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from terminal import Terminal

from index.folder_types import Folder, Stamp
from index.library import LocalLibrary
from index.watching import QUIET, Settled

PATIENCE = 60.0
"""Seconds to wait for something that should come; no test measures them."""
GOAT = "The goat stood on the bridge in 1901.\n"
BOAT = "A boat lay under the bridge in 1902.\n"


class Watched:
    """The process, and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str], library: Path) -> None:
        self.process = process
        self.library = LocalLibrary.open(library)
        self.said = ""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for an outcome."""
        end = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < end, f"never came; it said {self.said!r} and has {self.held()}"
            assert self.process.poll() is None, self.said
            time.sleep(0.05)

    def held(self) -> dict[str, tuple[int, str]]:
        """Names of the documents, each with the id and the text of its first passage."""
        with self.library.reading():
            first = {each.name: next(self.library.document_passages(each.id)) for each in self.library.documents()}
        return {name: (passage.id, passage.text + "\n") for name, passage in first.items()}

    def texts(self) -> dict[str, str]:
        return {name: text for name, (_, text) in self.held().items()}


@contextmanager
def watching(tmp_path: Path, *options: str, prelude: str = "") -> Iterator[Watched]:
    """A watcher of ``tmp_path/notes``, past its first look."""
    folder, library = tmp_path / "notes", tmp_path / "library"
    folder.mkdir(exist_ok=True)
    env = os.environ | {"WUZHEN_HOME": str(library), "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    code = f"import sys\n{prelude}\nfrom bot.cli import main\nsys.exit(main(sys.argv[1:]))"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "watch", str(folder), *options],
        cwd=Path(__file__).parents[1],
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watched = Watched(process, library)
    try:
        watched.until(lambda: "Watching" in watched.said)
        yield watched
    finally:
        process.kill()
        process.wait()


def test_files_that_appear_change_move_and_go(tmp_path: Path) -> None:
    """Each is in the library a moment later, for a process that has it open; a moved one keeps its passages."""
    notes = tmp_path / "notes"
    with watching(tmp_path, "--yes") as watched:
        (notes / "2024").mkdir()
        (notes / "2024" / "goat.md").write_text(GOAT)
        watched.until(lambda: watched.texts() == {"notes/2024/goat.md": GOAT})
        before = watched.held()["notes/2024/goat.md"]
        (notes / "2024" / "goat.md").rename(notes / "kid.md")
        watched.until(lambda: watched.held() == {"notes/kid.md": before})
        (notes / "kid.md").write_text(BOAT)
        watched.until(lambda: watched.texts() == {"notes/kid.md": BOAT})
        (notes / "kid.md").unlink()
        watched.until(lambda: watched.texts() == {})
        watched.until(lambda: "Removed notes/kid.md." in watched.said)
        for line in ("Added notes/2024/goat.md: 1 passages.", "Moved: now notes/kid.md.", "Replaced notes/kid.md"):
            assert line in watched.said


def test_an_editor_that_writes_beside_and_renames(tmp_path: Path) -> None:
    """One replacement: neither the file beside nor a removal is ever seen."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "a.md").write_text(GOAT)
    with watching(tmp_path, "--yes") as watched:
        watched.until(lambda: watched.texts() == {"notes/a.md": GOAT})
        (notes / "a.md").rename(notes / "a.md~")
        (notes / "draft").write_text(BOAT)
        time.sleep(QUIET / 3)
        (notes / "draft").rename(notes / "a.md")
        (notes / "a.md~").unlink()
        watched.until(lambda: watched.texts() == {"notes/a.md": BOAT})
        watched.until(lambda: "Replaced notes/a.md" in watched.said)
        assert "Removed" not in watched.said
        assert "draft" not in watched.said


def test_a_growing_file_is_waited_for(tmp_path: Path) -> None:
    """While it grows nothing of it is in; then all of it is, at once."""
    with watching(tmp_path, "--yes") as watched:
        with (tmp_path / "notes" / "log.txt").open("w") as stream:
            for number in range(12):
                stream.write(f"Line {number}: the goat stood on the bridge.\n")
                stream.flush()
                time.sleep(QUIET / 4)
                assert "Added" not in watched.said
        watched.until(lambda: "Added notes/log.txt: 12 passages." in watched.said)
        assert watched.said.count("log.txt") == 1


def test_gone_files_stay_where_nobody_agrees(tmp_path: Path) -> None:
    """Without a terminal and without --yes: said once, and the document is kept."""
    notes = tmp_path / "notes"
    with watching(tmp_path) as watched:
        (notes / "a.md").write_text(GOAT)
        watched.until(lambda: "notes/a.md" in watched.texts())
        (notes / "a.md").unlink()
        watched.until(lambda: "1 documents stay though their files are gone." in watched.said)
        (notes / "b.md").write_text(BOAT)
        watched.until(lambda: "notes/b.md" in watched.texts())
        assert watched.texts() == {"notes/a.md": GOAT, "notes/b.md": BOAT}
        assert watched.said.count("stay though") == 1
        assert watched.said.count("[y/N]") == 1


def test_one_question_holds_from_then_on(tmp_path: Path) -> None:
    """On a terminal the first gone file is asked about; after a yes the next one goes without a question."""
    notes = tmp_path / "notes"
    notes.mkdir()
    for name in ("a.md", "b.md", "c.md"):
        (notes / name).write_text(f"The goat read {name} on the bridge.\n")
    env = os.environ | {"WUZHEN_HOME": str(tmp_path / "library"), "LANG": "C.UTF-8", "TERM": "dumb"}
    with Terminal.start([sys.executable, "-m", "bot.cli", "watch", str(notes)], env, columns=200) as terminal:
        terminal.expect("Added notes/c.md")
        (notes / "a.md").unlink()
        terminal.expect("  notes/a.md")
        terminal.expect("Remove these documents, and from now on without asking? [y/N] ")
        terminal.send("y\r")
        terminal.expect("Removed notes/a.md.")
        (notes / "b.md").unlink()
        assert "[y/N]" not in terminal.expect("Removed notes/b.md.")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(tmp_path: Path, number: int) -> None:
    """By Ctrl-C and as a service is ended: status 0, a last word, no traceback."""
    with watching(tmp_path) as watched:
        watched.process.send_signal(number)
        assert watched.process.wait(PATIENCE) == 0
        end = time.monotonic() + PATIENCE
        while not watched.said.endswith("Stopped watching.\n") and time.monotonic() < end:
            time.sleep(0.05)
        assert watched.said.endswith("Stopped watching.\n")
        assert "Traceback" not in watched.said


@pytest.mark.parametrize(
    "prelude",
    [
        "sys.modules['watchdog.observers'] = None",
        "from watchdog.observers import Observer\ndef full(*_): raise OSError(28, 'inotify watch limit reached')\n"
        "Observer.start = full",
    ],
)
def test_without_announcements_it_looks_by_itself(tmp_path: Path, prelude: str) -> None:
    """Where watchdog is missing or the system refuses: said, and changes are found all the same."""
    with watching(tmp_path, "--yes", prelude=prelude) as watched:
        watched.until(lambda: "does not announce changes" in watched.said)
        (tmp_path / "notes" / "a.md").write_text(GOAT)
        watched.until(lambda: watched.texts() == {"notes/a.md": GOAT})


def test_a_folder_that_goes_away_and_comes_back(tmp_path: Path) -> None:
    """Said once; nothing is removed, and what changed meanwhile is found."""
    notes = tmp_path / "notes"
    with watching(tmp_path, "--yes") as watched:
        (notes / "a.md").write_text(GOAT)
        watched.until(lambda: "notes/a.md" in watched.texts())
        notes.rename(tmp_path / "unmounted")
        watched.until(lambda: "the documents from it stay" in watched.said)
        (tmp_path / "unmounted" / "b.md").write_text(BOAT)
        (tmp_path / "unmounted").rename(notes)
        watched.until(lambda: watched.texts() == {"notes/a.md": GOAT, "notes/b.md": BOAT})
        assert watched.said.count("the documents from it stay") == 1


def test_a_folder_that_is_not_there_to_begin_with(tmp_path: Path) -> None:
    """One line, and no watching."""
    env = os.environ | {"WUZHEN_HOME": str(tmp_path / "library"), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "bot.cli", "watch", str(tmp_path / "nowhere")]
    done = subprocess.run(command, cwd=Path(__file__).parents[1], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("There is no folder")


def test_settled_by_hand() -> None:
    """A file rests once it has looked the same for a second, gone is a look as well, and any change begins anew."""
    now = [10.0]
    settled, folder = Settled(lambda: now[0]), Folder(1, "/notes", "notes")
    one, two = Stamp(1, 1, 1), Stamp(2, 1, 1)
    looks = [(10.0, one, False), (10.9, one, False), (11.0, one, True), (12.0, two, False), (12.9, None, False)]
    looks += [(13.5, two, False), (14.4, two, False), (14.6, two, True)]
    for at, stamp, rests in looks:
        now[0] = at
        assert settled(folder, "a.md", stamp) is rests
