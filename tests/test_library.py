"""The library: what is added is found, what is removed is gone, and text, words and vectors never fall out of step."""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder

from index.adding import LONG, add_file, remove
from index.errors import Declined, DocumentError, EncoderError, LibraryError
from index.library import VECTORS, LocalLibrary
from index.rebuilding import rebuild
from index.types import Progress

FRUIT = "The apple fell from the tree. Another apple lay beside it in the grass.\n"
HARBOUR = "A boat waited in the harbour all night. The boat had no sails left.\n"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def found(library: LocalLibrary, encoder: FakeEncoder, subject: str) -> list[str]:
    """Names of documents in the order of their nearest unit."""
    vector = encoder.encode_questions([subject])[0]
    with library.reading():
        ids = [passage for passage, score in library.nearest(vector, 100) if score > 0.5]
        names = {passage.id: passage.document.name for passage in library.passages(ids)}
    return [names[number] for number in ids]


def names(library: LocalLibrary) -> list[str]:
    with library.reading():
        return [document.name for document in library.documents()]


def in_step(library: LocalLibrary) -> None:
    """Passages, vectors, words and documents' counts tell of the same passages."""
    with library.reading():
        connection = library.connection
        passages = {row[0] for row in connection.execute("SELECT id FROM passages")}
        assert passages == {row[0] for row in connection.execute("SELECT passage FROM vectors")}
        assert passages == {row[0] for row in connection.execute("SELECT rowid FROM words")}
        counts = dict(connection.execute("SELECT document, count(*) FROM passages GROUP BY document").fetchall())
        assert counts == {document.id: document.count for document in library.documents()}


def test_opening_writes_nothing(library: LocalLibrary) -> None:
    """A library that nothing was added to is no folder yet."""
    assert library.is_new()
    assert names(library) == []
    assert not library.folder.exists()


def test_what_is_added_is_found(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """By meaning, by words, and as the document it came from."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT))
    added = add_file(library, encoder, written(tmp_path, "harbour.txt", HARBOUR))
    assert (added.change, added.document.name, added.document.count) == ("added", "harbour.txt", 1)
    assert found(library, encoder, "boat") == ["harbour.txt"]
    with library.reading():
        (number,) = library.matching(["sail"], 10)
        (passage,) = library.passages([number])
        assert passage.text == HARBOUR.strip()
        assert [passage.text[a:b] for a, b in passage.sentences] == [
            "A boat waited in the harbour all night.",
            "The boat had no sails left.",
        ]
    in_step(library)


def test_unit_scores_are_dot_products(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Paragraph, sentences and windows of two, each by hand: (1, 1, 1)/√3, one subject each, pairs of them."""
    text = "An apple is red. A boat is long. A cat is grey.\n"
    add_file(library, encoder, written(tmp_path, "three.txt", text))
    vector = encoder.encode_questions(["apple"])[0]
    with library.reading():
        (scores,) = library.unit_scores(vector, [1]).values()
    assert scores.paragraph == pytest.approx(3**-0.5, abs=1e-3)
    assert scores.sentences == pytest.approx([1, 0, 0], abs=1e-3)
    assert scores.windows == pytest.approx([2**-0.5, 0], abs=1e-3)


def test_the_same_file_again_changes_nothing(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Neither under its own name nor under another is the same content embedded twice."""
    path = written(tmp_path, "fruit.txt", FRUIT)
    add_file(library, encoder, path)
    calls = encoder.calls
    with library.reading() as generation:
        pass
    assert add_file(library, encoder, path).change == "unchanged"
    copy = add_file(library, encoder, written(tmp_path, "copy.txt", FRUIT))
    assert (copy.change, copy.document.name) == ("unchanged", "fruit.txt")
    with library.reading() as after:
        pass
    assert (encoder.calls, after) == (calls, generation)


def test_a_changed_file_replaces_its_passages(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """The document keeps its id and name; nothing of the old text is left."""
    path = written(tmp_path, "notes.txt", FRUIT)
    before = add_file(library, encoder, path).document
    written(tmp_path, "notes.txt", HARBOUR)
    after = add_file(library, encoder, path)
    assert (after.change, after.document.id, after.document.name) == ("replaced", before.id, "notes.txt")
    assert found(library, encoder, "apple") == []
    assert found(library, encoder, "boat") == ["notes.txt"]
    in_step(library)


def test_a_file_changed_back_to_what_another_one_holds_is_still_replaced(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """The content of the same place is compared first, then that of others."""
    add_file(library, encoder, written(tmp_path, "a.txt", FRUIT))
    path = written(tmp_path, "b.txt", HARBOUR)
    add_file(library, encoder, path)
    written(tmp_path, "b.txt", FRUIT)
    assert add_file(library, encoder, path).change == "replaced"
    assert found(library, encoder, "boat") == []


def test_files_of_the_same_name_are_told_apart(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """The second one is called after its folder as well."""
    add_file(library, encoder, written(tmp_path, "notes.txt", FRUIT))
    other = add_file(library, encoder, written(tmp_path, "harbour/notes.txt", HARBOUR))
    assert other.document.name == "harbour/notes.txt"
    assert len(names(library)) == 2


def test_removed_means_gone(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """From documents, words and vectors, for this process and for one that had the library open."""
    other = LocalLibrary.open(library.folder)
    document = add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT)).document
    add_file(library, encoder, written(tmp_path, "harbour.txt", HARBOUR))
    assert found(other, encoder, "apple") == ["fruit.txt"]
    remove(library, document)
    for view in (library, other):
        assert names(view) == ["harbour.txt"]
        assert found(view, encoder, "apple") == []
        with view.reading():
            assert view.matching(["appl"], 10) == []
    in_step(library)


@pytest.mark.parametrize("damage", ["missing", "old", "garbage"])
def test_the_vector_file_is_only_a_cache(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path, damage: str
) -> None:
    """Missing, behind, or damaged, it is made again from the record without embedding anything."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT))
    library.sync_vectors()
    assert library.version is not None
    cache = library.version / VECTORS
    old = cache.read_bytes()
    add_file(library, encoder, written(tmp_path, "harbour.txt", HARBOUR))
    calls = encoder.calls
    if damage == "missing":
        cache.unlink()
    else:
        cache.write_bytes(old if damage == "old" else b"garbage")
    fresh = LocalLibrary.open(library.folder)
    assert found(fresh, encoder, "boat") == ["harbour.txt"]
    assert found(fresh, encoder, "apple") == ["fruit.txt"]
    assert encoder.calls == calls


def test_an_error_in_between_leaves_everything_as_it_was(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """Ctrl-C while embedding a changed file: the old passages still answer."""
    path = written(tmp_path, "notes.txt", FRUIT)
    add_file(library, encoder, path)
    written(tmp_path, "notes.txt", HARBOUR)

    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_file(library, encoder, path, progress=interrupt)
    assert found(library, encoder, "apple") == ["notes.txt"]
    in_step(library)


def test_a_long_document_is_asked_about_first(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """The question names the passages and the seconds; no leaves the library as it was, yes goes on."""
    lines = "".join(f"Line {number} of the book says that the cat sat on a hat.\n" for number in range(LONG + 1))
    path = written(tmp_path, "book.txt", lines)
    asked: list[tuple[int, float]] = []

    def decline(passages: int, seconds: float) -> bool:
        asked.append((passages, seconds))
        return False

    with pytest.raises(Declined, match="--yes"):
        add_file(library, encoder, path, confirm=decline)
    assert asked[0][0] == LONG + 1
    assert asked[0][1] > 0
    assert library.is_new()
    assert add_file(library, encoder, path, confirm=lambda *_: True).document.count == LONG + 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Next: "),
        (b"   \n\n", "Next: "),
        (bytes(range(256)) * 20, "Next: "),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "Next: "),
    ],
)
def test_a_file_that_is_no_text_is_refused(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path, content: bytes, message: str
) -> None:
    """Empty, blank or binary: a clear line with the next command, and no library is begun for it."""
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=message):
        add_file(library, encoder, path)
    assert library.is_new()


def test_missing_files_and_folders_are_told(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Each with a command that helps."""
    with pytest.raises(DocumentError, match="no file.*Next: ls"):
        add_file(library, encoder, tmp_path / "nowhere.txt")
    with pytest.raises(DocumentError, match="is a folder.*Next: wuzhen add"):
        add_file(library, encoder, tmp_path)


def test_a_folder_that_cannot_be_written_is_told_before_any_work(encoder: FakeEncoder, tmp_path: Path) -> None:
    """A file stands where the library should be: nothing is embedded."""
    blocked = written(tmp_path, "blocked", "a file")
    with pytest.raises(LibraryError, match="cannot be used.*Next: wuzhen --library"):
        add_file(LocalLibrary.open(blocked / "library"), encoder, written(tmp_path, "fruit.txt", FRUIT))
    assert encoder.calls == 0


def test_a_damaged_record_is_told(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """What is no SQLite file any more is named, with the way out."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT))
    path = library.path
    library.close()
    path.write_bytes(b"this is no database" * 500)
    with pytest.raises(LibraryError, match="damaged.*Next: mv"):
        LocalLibrary.open(library.folder)


def test_pages_damaged_within_the_record_are_told(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Also when the file still opens and only its tables are broken."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT))
    path = library.path
    library.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    library.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(LibraryError, match="damaged"):
        names(LocalLibrary.open(library.folder))


def test_a_library_of_a_newer_program_is_left_alone(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """Its format is refused with the command that upgrades."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT))
    library.connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    with pytest.raises(LibraryError, match="newer wuzhen.*Next: pip install --upgrade"):
        LocalLibrary.open(library.folder)


def test_another_encoder_is_refused_until_rebuild(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """The message holds the command that embeds everything again, and that command works."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT))
    other = FakeEncoder("fake#2", "other")
    with pytest.raises(EncoderError, match="Next.*wuzhen --encoder 'other' rebuild"):
        add_file(library, other, written(tmp_path, "harbour.txt", HARBOUR))
    rebuild(library, other)
    library.require_encoder("fake#2", "other")
    add_file(library, other, tmp_path / "harbour.txt")
    assert names(library) == ["fruit.txt", "harbour.txt"]


def test_rebuild_gives_the_same_library_again(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Documents keep id, name, date and passages; a process that had the old one open follows."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT))
    harbour = written(tmp_path, "harbour.txt", HARBOUR)
    add_file(library, encoder, harbour)
    other = LocalLibrary.open(library.folder)
    with library.reading() as generation:
        before = library.documents()
    harbour.unlink()
    assert rebuild(library, encoder) == 2
    for view in (library, other):
        with view.reading() as after:
            assert view.documents() == before
        assert after > generation
        assert found(view, encoder, "boat") == ["harbour.txt"]
    assert len(list(library.folder.glob("v*"))) == 1
    in_step(library)


def test_a_rebuild_that_fails_changes_nothing(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Stopped by Ctrl-C or by an error, it leaves no trace of its draft."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT))
    content = sorted(path.name for path in library.folder.iterdir())

    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(library, encoder, progress=interrupt)
    assert sorted(path.name for path in library.folder.iterdir()) == content
    assert found(library, encoder, "apple") == ["fruit.txt"]


def test_what_is_added_and_removed_during_a_rebuild_is_kept(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """The swap takes over what others did meanwhile."""
    fruit = add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT)).document
    add_file(library, encoder, written(tmp_path, "harbour.txt", HARBOUR))
    late = written(tmp_path, "late.txt", "A goat and a goat again met a third goat.\n")
    done: list[str] = []

    def meanwhile(_: Progress) -> None:
        if not done:
            done.append("once")
            other = LocalLibrary.open(library.folder)
            add_file(other, encoder, late)
            remove(other, fruit)

    rebuild(library, encoder, progress=meanwhile)
    assert names(library) == ["harbour.txt", "late.txt"]
    assert found(library, encoder, "goat") == ["late.txt"]
    assert found(library, encoder, "apple") == []
    in_step(library)


def test_an_empty_library_cannot_be_rebuilt(library: LocalLibrary, encoder: FakeEncoder) -> None:
    """It says what to add instead."""
    with pytest.raises(LibraryError, match="empty.*Next: wuzhen add"):
        rebuild(library, encoder)


def add_in_process(folder: Path, paths: list[Path]) -> None:
    for path in paths:
        add_file(LocalLibrary.open(folder), FakeEncoder(), path)


def test_two_processes_add_at_once(library: LocalLibrary, tmp_path: Path) -> None:
    """Both succeed, from the very first document on, and nothing is lost or doubled."""
    paths = [
        written(tmp_path, f"{n}.txt", f"Note {n}: the fish number {n} met a goat in the water.\n") for n in range(24)
    ]
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=add_in_process, args=(library.folder, paths[i::2])) for i in range(2)]
    processes.append(context.Process(target=add_in_process, args=(library.folder, paths[:6])))
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert sorted(names(library)) == sorted(path.name for path in paths)
    in_step(library)


def test_a_killed_process_leaves_a_whole_library(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Kill -9 in the middle of a write: the document is there whole or not at all."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT))
    lines = "".join(f"Line {number} of the book says that the cat sat on a hat.\n" for number in range(400))
    path = written(tmp_path, "book.txt", lines)
    script = (
        "import os, sys; from pathlib import Path; from fake_encoder import FakeEncoder\n"
        "from index import staging; from index.adding import add_file; from index.library import LocalLibrary\n"
        "whole = staging.Stage._write_passages\n"
        "def cut(stage, connection, document):\n"
        "    whole(stage, connection, document); os.kill(os.getpid(), 9)\n"
        "staging.Stage._write_passages = cut\n"
        f"add_file(LocalLibrary.open(Path({str(library.folder)!r})), FakeEncoder(), Path({str(path)!r}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parent, check=False)
    assert done.returncode == -9
    fresh = LocalLibrary.open(library.folder)
    assert names(fresh) == ["fruit.txt"]
    in_step(fresh)
    assert add_file(fresh, encoder, path).change == "added"


def test_words_that_look_like_search_syntax_are_words(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """Quotes, stars and brackets in a question never reach the full-text engine as its own signs."""
    from index.tokens import tokens

    add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT))
    with library.reading():
        for text in ('"apple', "apple*", "(apple OR", "-x NEAR apple", "NOT apple"):
            assert library.matching(tokens(text), 5) == [1]
        assert library.matching(tokens('"*()'), 5) == []


def test_the_record_holds_unit_vectors_in_float16(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """One row a unit: the paragraph and its two sentences."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", FRUIT))
    (data,) = sqlite3.connect(library.path).execute("SELECT data FROM vectors").fetchone()
    rows = np.frombuffer(data, np.float16).reshape(-1, encoder.dimension)
    assert rows.shape == (3, 8)
    assert np.allclose(rows[:, 0], 1)


def test_a_library_of_the_first_format_is_brought_to_this_one(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """What it holds stays, and what it never knew is empty."""
    add_file(library, encoder, written(tmp_path, "a.txt", "The wheel turns."))
    for statement in (
        "ALTER TABLE documents DROP COLUMN author",
        "ALTER TABLE documents DROP COLUMN published",
        "ALTER TABLE passages DROP COLUMN place",
        "DROP INDEX passages_by_key",
        "ALTER TABLE passages DROP COLUMN key",
        "UPDATE meta SET value = '1' WHERE key = 'format'",
    ):
        library.connection.execute(statement)
    folder = library.folder
    library.close()
    again = LocalLibrary.open(folder)
    with again.reading():
        (document,) = again.documents()
        (passage,) = again.document_passages(document.id)
    assert (document.author, document.published, passage.place, passage.text) == ("", "", None, "The wheel turns.")
