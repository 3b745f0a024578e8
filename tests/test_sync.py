"""A folder and the library in step: new, changed, moved and gone files, what is embedded for them, and what stops half-way."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from fake_encoder import FakeEncoder

from index.adding import add_file, remove
from index.errors import DocumentError
from index.folder_types import Step, Synced
from index.library import LocalLibrary
from index.rebuilding import rebuild
from index.syncing import add_folder, known_folders, sync
from index.types import Added, OnProgress

FRUIT = "The apple fell from the tree. Another apple lay beside it in the grass.\n"
HARBOUR = "A boat waited in the harbour all night. The boat had no sails left.\n"
CAT = "The cat sat on the hat of the man who owns the door.\n"


class Shelf:
    """A folder, a library, and an encoder that counts; ``steps`` are what the last run told."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "notes"
        self.folder.mkdir()
        self.library = LocalLibrary.open(tmp_path / "library")
        self.encoder = FakeEncoder()
        self.steps: list[Step] = []

    def write(self, path: str, text: str, *, age: float = 100.0) -> Path:
        """A file that was last changed ``age`` seconds ago."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        then = time.time() - age
        os.utime(file, (then, then))
        return file

    def one(self, path: Path, name: str, source: str, progress: OnProgress) -> Added:
        return add_file(self.library, self.encoder, path, name=name, source=source, progress=progress)

    def add(self, folder: Path | None = None) -> Synced:
        self.steps.clear()
        return add_folder(self.library, self.one, folder or self.folder, on_step=self.steps.append)

    def sync(self, *folders: Path, yes: bool = True) -> Synced:
        self.steps.clear()
        return sync(self.library, self.one, folders, on_step=self.steps.append, confirm=lambda _: yes)

    def names(self) -> list[str]:
        with self.library.reading():
            return sorted(document.name for document in self.library.documents())

    def passages(self, name: str) -> list[int]:
        with self.library.reading():
            (document,) = (each for each in self.library.documents() if each.name == name)
            return [passage.id for passage in self.library.document_passages(document.id)]

    def source(self, name: str) -> str:
        with self.library.reading():
            return next(document.source for document in self.library.documents() if document.name == name)

    def generation(self) -> int:
        with self.library.reading() as generation:
            return generation


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_a_folder_goes_in_under_relative_names(shelf: Shelf) -> None:
    """Each file once, called by its path from the folder on; the same again changes and embeds nothing."""
    shelf.write("a.md", FRUIT)
    shelf.write("2024/a.md", HARBOUR)
    done = shelf.add()
    assert (done.added, done.troubles) == (2, ())
    assert shelf.names() == ["notes/2024/a.md", "notes/a.md"]
    calls, generation = shelf.encoder.calls, shelf.generation()
    again = shelf.sync()
    assert (again.unchanged, again.added, again.replaced) == (2, 0, 0)
    assert (shelf.encoder.calls, shelf.generation()) == (calls, generation)


def test_an_unchanged_file_is_not_opened(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size, time and inode tell enough."""
    shelf.write("a.md", FRUIT)
    shelf.write("plain", FRUIT)
    shelf.add()

    whole = Path.open

    def watched(path: Path, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401  # as Path.open has them
        assert not path.is_relative_to(shelf.folder)
        return whole(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", watched)
    assert shelf.sync().unchanged == 2


def test_new_changed_and_gone(shelf: Shelf) -> None:
    """The new is added, the changed replaced under its id, the gone removed: one passage each embedded anew."""
    shelf.write("same.md", FRUIT)
    shelf.write("changed.md", HARBOUR)
    shelf.write("gone.md", CAT)
    shelf.add()
    shelf.write("changed.md", "Now an egg and a fish.\n", age=50)
    shelf.write("new.md", "Now a goat.\n")
    (shelf.folder / "gone.md").unlink()
    before = shelf.encoder.calls
    done = shelf.sync()
    assert (done.added, done.replaced, done.removed, done.unchanged, done.moved) == (1, 1, 1, 1, 0)
    assert shelf.names() == ["notes/changed.md", "notes/new.md", "notes/same.md"]
    assert shelf.encoder.calls - before == 2


def test_what_is_gone_is_asked_about(shelf: Shelf) -> None:
    """With the names; after a no everything stays, and the next time it is asked again. ``add`` never removes."""
    shelf.write("a.md", FRUIT)
    shelf.write("b.md", HARBOUR)
    shelf.add()
    (shelf.folder / "a.md").unlink()
    assert shelf.add().removed == 0
    asked: list[Sequence[str]] = []

    def no(names: Sequence[str]) -> bool:
        asked.append(names)
        return False

    generation = shelf.generation()
    done = sync(shelf.library, shelf.one, [shelf.folder], confirm=no)
    assert (done.removed, done.kept, asked) == (0, 1, [["notes/a.md"]])
    assert sync(shelf.library, shelf.one).kept == 1  # nobody to ask
    assert shelf.generation() == generation
    assert shelf.sync(yes=True).removed == 1
    assert shelf.names() == ["notes/b.md"]


def test_a_moved_file_keeps_its_passages(shelf: Shelf) -> None:
    """Another name, another folder: the same passages under a new name and source, nothing embedded, nobody asked."""
    shelf.write("a.md", FRUIT)
    shelf.write("b.txt", HARBOUR)
    shelf.add()
    before, calls = shelf.passages("notes/a.md"), shelf.encoder.calls
    (shelf.folder / "2024").mkdir()
    (shelf.folder / "a.md").rename(shelf.folder / "2024" / "spring.md")
    done = shelf.sync(yes=False)
    assert (done.moved, done.added, done.removed, done.kept) == (1, 0, 0, 0)
    assert shelf.passages("notes/2024/spring.md") == before
    assert shelf.source("notes/2024/spring.md") == str(shelf.folder / "2024" / "spring.md")
    assert shelf.names() == ["notes/2024/spring.md", "notes/b.txt"]
    assert shelf.encoder.calls == calls
    assert shelf.sync().unchanged == 2


def test_what_may_be_half_of_a_move_is_waited_for(shelf: Shelf) -> None:
    """While a file as large as one that is gone is not believed yet, nothing is removed; then it is a move."""
    shelf.write("a.md", FRUIT)
    shelf.write("b.md", HARBOUR)
    shelf.add()
    before = shelf.passages("notes/a.md")
    (shelf.folder / "a.md").rename(shelf.folder / "c.md")
    (shelf.folder / "b.md").unlink()
    done = sync(shelf.library, shelf.one, confirm=lambda _: True, ready=lambda _, path, __: path != "c.md")
    assert (done.removed, done.moved, done.waiting) == (1, 0, 2)
    assert shelf.names() == ["notes/a.md"]
    done = sync(shelf.library, shelf.one, confirm=lambda _: True, ready=lambda *_: True)
    assert (done.removed, done.moved, done.waiting) == (0, 1, 0)
    assert shelf.passages("notes/c.md") == before


def test_a_title_that_was_the_files_name_moves_with_it(shelf: Shelf) -> None:
    """One that the text itself has stays."""
    shelf.write("spring.txt", HARBOUR)
    shelf.write("titled.md", f"# Of cats\n\n{CAT}")
    shelf.add()
    (shelf.folder / "spring.txt").rename(shelf.folder / "summer.txt")
    (shelf.folder / "titled.md").rename(shelf.folder / "other.md")
    shelf.sync()
    with shelf.library.reading():
        titles = {document.name: document.title for document in shelf.library.documents()}
    assert titles == {"notes/summer.txt": "summer", "notes/other.md": "Of cats"}


def test_files_that_change_places_along_a_chain(shelf: Shelf) -> None:
    """As logs are rotated: what each holds is right afterwards, and the names are free when they are needed."""
    for name, text in (("1.txt", FRUIT), ("2.txt", HARBOUR)):
        shelf.write(name, text)
    shelf.add()
    (shelf.folder / "2.txt").rename(shelf.folder / "3.txt")
    (shelf.folder / "1.txt").rename(shelf.folder / "2.txt")
    shelf.sync()
    with shelf.library.reading():
        held = {
            document.name: next(shelf.library.document_passages(document.id)).text
            for document in shelf.library.documents()
        }
    assert held == {"notes/2.txt": FRUIT.strip(), "notes/3.txt": HARBOUR.strip()}
    assert shelf.sync().unchanged == 2


def test_a_whole_folder_moved_into_another_one(shelf: Shelf, tmp_path: Path) -> None:
    """Between two folders of the library the passages go along as well, when both are brought in step."""
    shelf.write("a.md", FRUIT)
    other = tmp_path / "archive"
    other.mkdir()
    (other / "b.md").write_text(HARBOUR)
    shelf.add()
    shelf.add(other)
    before, calls = shelf.passages("notes/a.md"), shelf.encoder.calls
    (shelf.folder / "a.md").rename(other / "a.md")
    assert shelf.sync().moved == 1
    assert shelf.passages("archive/a.md") == before
    assert shelf.encoder.calls == calls


def test_two_files_of_the_same_content(shelf: Shelf) -> None:
    """One document; it stays while one of them does, and is then said to be from there."""
    shelf.write("a.md", FRUIT)
    shelf.write("b.md", FRUIT)
    done = shelf.add()
    assert (done.added, done.unchanged, shelf.names()) == (1, 1, ["notes/a.md"])
    before = shelf.passages("notes/a.md")
    (shelf.folder / "a.md").unlink()
    done = shelf.sync(yes=False)
    assert (done.kept, done.removed) == (0, 0)
    assert shelf.passages("notes/b.md") == before
    assert shelf.source("notes/b.md") == str(shelf.folder / "b.md")
    (shelf.folder / "b.md").unlink()
    assert shelf.sync().removed == 1
    assert shelf.names() == []


def test_one_of_two_equal_files_changes(shelf: Shelf) -> None:
    """The other one has a document of its own from then on."""
    shelf.write("a.md", FRUIT)
    shelf.write("b.md", FRUIT)
    shelf.add()
    shelf.write("a.md", HARBOUR, age=50)
    shelf.sync()
    shelf.sync()
    assert shelf.names() == ["notes/a.md", "notes/b.md"]
    assert shelf.sync().unchanged == 2


def test_a_document_from_elsewhere_stays(shelf: Shelf, tmp_path: Path) -> None:
    """A file of the folder that only held the same is no reason to remove it."""
    elsewhere = tmp_path / "mine.md"
    elsewhere.write_text(FRUIT)
    add_file(shelf.library, shelf.encoder, elsewhere)
    shelf.write("copy.md", FRUIT)
    assert shelf.add().unchanged == 1
    (shelf.folder / "copy.md").unlink()
    assert shelf.sync().removed == 0
    assert shelf.names() == ["mine.md"]


def test_a_touched_file_is_read_and_embedded_by_nobody(shelf: Shelf) -> None:
    """Another time, the same content: no encoder is needed to see that."""
    file = shelf.write("a.md", FRUIT)
    shelf.add()
    calls = shelf.encoder.calls
    os.utime(file)
    assert shelf.sync().unchanged == 1
    assert shelf.encoder.calls == calls


def test_a_change_within_the_clocks_grain_is_seen(shelf: Shelf) -> None:
    """A file read right after it was written may change without its size or time changing: it is read once more."""
    file = shelf.write("a.md", "The cat sat.\n", age=0)
    about = file.stat()
    shelf.add()
    file.write_text("The hat fit.\n")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert file.stat().st_size == about.st_size
    assert shelf.sync().replaced == 1


def test_files_that_take_each_others_place(shelf: Shelf) -> None:
    """Same size and same time on both: the inode tells."""
    files = [shelf.write("a.md", "The cat sat.\n"), shelf.write("b.md", "The hat fit.\n")]
    for file in files:
        os.utime(file, (1_000_000_000, 1_000_000_000))
    shelf.add()
    files[0].rename(shelf.folder / "c.md")
    files[1].rename(files[0])
    (shelf.folder / "c.md").rename(files[1])
    assert shelf.sync().replaced == 2


def test_a_document_that_a_person_removed_comes_back(shelf: Shelf) -> None:
    """A folder is kept in step as it is; what should stay out is a rule of .wuzhenignore."""
    shelf.write("a.md", FRUIT)
    shelf.write("b.md", HARBOUR)
    shelf.add()
    with shelf.library.reading():
        document = shelf.library.documents()[0]
    remove(shelf.library, document)
    assert shelf.sync().added == 1
    shelf.write(".wuzhenignore", "a.md\n")
    assert shelf.sync().removed == 1
    assert shelf.names() == ["notes/b.md"]


def test_bad_files_are_told_and_the_rest_goes_in(shelf: Shelf) -> None:
    """Broken, blank and vanished ones at the end; not tried again while they are the same, but by ``add`` and once mended."""
    shelf.write("a.md", FRUIT)
    (shelf.folder / "bad.txt").write_bytes(bytes(range(256)) * 40)
    shelf.write("blank.md", " \n")
    shelf.write("empty.md", "")
    done = shelf.add()
    assert (done.added, done.left_out) == (1, 1)
    assert [trouble.name for trouble in done.troubles] == ["notes/bad.txt", "notes/blank.md"]
    for name in ("bad.txt", "blank.md"):
        os.utime(shelf.folder / name, (1_000_000_000, 1_000_000_000))
    assert len(shelf.sync().troubles) == 2
    again = shelf.sync()
    assert (again.failing, again.troubles) == (2, ())
    assert len(shelf.add().troubles) == 2
    shelf.write("bad.txt", HARBOUR)
    assert (shelf.sync().added, shelf.sync().failing) == (1, 1)


def test_a_file_that_vanishes_in_between(shelf: Shelf) -> None:
    """Seen, and gone when it is to be read: told, the others go in, and nothing is left of it the next time."""
    shelf.write("a.md", FRUIT)
    shelf.write("b.md", HARBOUR)
    shelf.write("c.md", CAT)

    def one(path: Path, name: str, source: str, progress: OnProgress) -> Added:
        (shelf.folder / "b.md").unlink(missing_ok=True)
        return shelf.one(path, name, source, progress)

    done = add_folder(shelf.library, one, shelf.folder)
    assert (done.added, [trouble.name for trouble in done.troubles]) == (2, ["notes/b.md"])
    assert "There is no file" in done.troubles[0].error.en
    assert shelf.sync().troubles == ()


def test_a_file_that_cannot_be_read(shelf: Shelf) -> None:
    """Told with the reason, and tried again each time: its permissions are not seen in its time."""
    shelf.write("a.md", FRUIT)
    shelf.write("b.md", HARBOUR)

    def one(path: Path, name: str, source: str, progress: OnProgress) -> Added:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied", str(path))
        return shelf.one(path, name, source, progress)

    for _ in range(2):
        (trouble,) = sync(shelf.library, one, [shelf.folder]).troubles
        assert "a.md cannot be read: Permission denied. Next: ls -l" in trouble.error.en
    assert shelf.sync().added == 1


def test_a_document_whose_file_went_bad_stays(shelf: Shelf) -> None:
    """What it held is still answered from; that the file is bad is told."""
    file = shelf.write("a.md", FRUIT)
    shelf.add()
    file.write_bytes(bytes(range(256)) * 40)
    os.utime(file, (1_000_000_000, 1_000_000_000))
    done = shelf.sync()
    assert (len(done.troubles), done.removed) == (1, 0)
    assert shelf.names() == ["notes/a.md"]
    assert shelf.sync().failing == 1
    file.unlink()
    assert shelf.sync().removed == 1


def test_a_folder_that_is_not_there(shelf: Shelf) -> None:
    """A disk that is not mounted is no reason to remove what is from it."""
    shelf.write("a.md", FRUIT)
    shelf.add()
    shelf.folder.rename(shelf.folder.with_name("unmounted"))
    with pytest.raises(DocumentError, match="documents from it stay.*Next, to remove them: wuzhen remove"):
        shelf.sync()
    with pytest.raises(DocumentError, match="There is no folder .*Next: ls"):
        shelf.add(shelf.folder / "nowhere")
    assert shelf.names() == ["notes/a.md"]


def test_a_subfolder_that_cannot_be_looked_into(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its documents are not gone for that: told, nothing removed."""
    shelf.write("a.md", FRUIT)
    shelf.write("locked/b.md", HARBOUR)
    shelf.add()
    whole = os.scandir

    def closed(path: str) -> object:
        if path.endswith("locked/"):
            raise PermissionError(13, "Permission denied", path)
        return whole(path)

    monkeypatch.setattr(os, "scandir", closed)
    done = shelf.sync(yes=True)
    assert (done.removed, len(done.troubles)) == (0, 1)
    assert shelf.names() == ["notes/a.md", "notes/locked/b.md"]


def test_a_folder_with_nothing_to_read(shelf: Shelf) -> None:
    """Says so, counts what was left out, and begins no library."""
    (shelf.folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(DocumentError, match=r"no file to read in .* \(1 were left out.*Nothing was added. Next: ls"):
        shelf.add()
    assert not shelf.library.folder.exists()
    with pytest.raises(DocumentError, match="No folder was added yet. Next: wuzhen add FOLDER"):
        shelf.sync()


def test_two_folders_of_one_name(shelf: Shelf, tmp_path: Path) -> None:
    """Their documents' names differ by the folder above."""
    other = tmp_path / "work" / "notes"
    other.mkdir(parents=True)
    (other / "a.md").write_text(HARBOUR)
    shelf.write("a.md", FRUIT)
    shelf.add()
    shelf.add(other)
    assert shelf.names() == ["notes/a.md", "work/notes/a.md"]
    assert [folder.name for folder in known_folders(shelf.library)] == ["notes", "work/notes"]
    assert shelf.sync().unchanged == 2


def test_a_folder_within_a_folder(shelf: Shelf) -> None:
    """Added by itself as well: its files are in once, and stay until both have lost them."""
    shelf.write("a.md", FRUIT)
    inner = shelf.write("sub/b.md", HARBOUR).parent
    shelf.add()
    assert shelf.add(inner).unchanged == 1
    assert shelf.names() == ["notes/a.md", "notes/sub/b.md"]
    (inner / "b.md").unlink()
    done = shelf.sync()
    assert done.removed == 1
    assert shelf.names() == ["notes/a.md"]


def test_names_that_are_not_utf8(shelf: Shelf) -> None:
    """As old archives bring them: in, with the bytes written out, and in step afterwards."""
    name = os.fsencode(shelf.folder) + "/笔记.txt".encode("gbk")
    Path(os.fsdecode(name)).write_text(FRUIT)
    assert shelf.add().added == 1
    assert shelf.names() == [r"notes/\xb1ʼ\xc7.txt"]
    os.utime(name, (1_000_000_000, 1_000_000_000))
    assert shelf.sync().unchanged == 1
    Path(os.fsdecode(name)).unlink()
    assert shelf.sync().removed == 1


def test_steps_tell_how_far_it_is(shelf: Shelf) -> None:
    """Files, passages, and the share of all bytes, which never falls."""
    for number in range(3):
        shelf.write(f"{number}.txt", "".join(f"The cat number {number} has {at} hats.\n" for at in range(number + 1)))
    shelf.add()
    ends = [step for step in shelf.steps if step.outcome is not None]
    assert [(step.name, step.done, step.files, step.outcome) for step in ends] == [
        (f"notes/{number}.txt", number + 1, 3, "added") for number in range(3)
    ]
    shares = [step.share for step in shelf.steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert ends[-1].passages == shelf.library.totals()[0]


def stopping(shelf: Shelf, at: int) -> Callable[[Path, str, str, OnProgress], Added]:
    """Adds files until the one with number ``at``, in the middle of which a person presses Ctrl-C."""
    seen: list[str] = []

    def one(path: Path, name: str, source: str, progress: OnProgress) -> Added:
        seen.append(name)
        if len(seen) == at:

            def stop(_: object) -> None:
                raise KeyboardInterrupt

            return shelf.one(path, name, source, stop)
        return shelf.one(path, name, source, progress)

    return one


def test_ctrl_c_keeps_what_is_whole(shelf: Shelf) -> None:
    """Two of four files are in, nothing of the third; the next run goes on and embeds none twice."""
    for number in range(4):
        shelf.write(f"{number}.txt", f"The cat has {number} hats and a door.\n")
    with pytest.raises(KeyboardInterrupt):
        add_folder(shelf.library, stopping(shelf, 3), shelf.folder)
    assert shelf.names() == ["notes/0.txt", "notes/1.txt"]
    calls = shelf.encoder.calls
    done = shelf.sync()
    assert (done.unchanged, done.added) == (2, 2)
    assert shelf.encoder.calls - calls == 2


def add_in_process(folder: Path, library: Path) -> None:
    opened, encoder = LocalLibrary.open(library), FakeEncoder()
    add_folder(opened, lambda path, name, source, _: add_file(opened, encoder, path, name=name, source=source), folder)


def test_two_processes_add_one_folder(shelf: Shelf) -> None:
    """At once, from the first document on: each file is in once, and both folders are one."""
    for number in range(30):
        shelf.write(f"{number:02}.txt", f"Note {number}: fish number {number} met a goat in the water.\n")
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=add_in_process, args=(shelf.folder, shelf.library.folder)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0]
    assert shelf.names() == [f"notes/{number:02}.txt" for number in range(30)]
    assert len(known_folders(shelf.library)) == 1
    assert shelf.sync().unchanged == 30


def test_another_process_answers_from_what_was_synced(shelf: Shelf) -> None:
    """A library that is open elsewhere sees each change with its next look."""
    shelf.write("a.md", FRUIT)
    shelf.add()
    other = LocalLibrary.open(shelf.library.folder)
    with other.reading() as before:
        assert [document.name for document in other.documents()] == ["notes/a.md"]
    (shelf.folder / "a.md").rename(shelf.folder / "b.md")
    shelf.sync()
    with other.reading() as after:
        assert [document.name for document in other.documents()] == ["notes/b.md"]
    assert after > before


def test_a_rebuild_keeps_the_folders(shelf: Shelf) -> None:
    """Afterwards everything is still in step."""
    shelf.write("a.md", FRUIT)
    shelf.add()
    rebuild(shelf.library, shelf.encoder)
    assert [folder.name for folder in known_folders(shelf.library)] == ["notes"]
    assert shelf.sync().unchanged == 1
