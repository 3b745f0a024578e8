"""Whatever was added, changed, removed and rebuilt, the library is the one that its files alone would make."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fake_encoder import SUBJECTS, FakeEncoder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.adding import add_file, remove
from index.library import LocalLibrary
from index.rebuilding import rebuild
from retrieval.answering import answer
from retrieval.question import understand

NAMES = ("a.md", "b.md", "c.md")
BLOCKS = (
    "The apple fell from the tree. Another apple lay beside it in the grass. A cat saw that.",
    "the APPLE fell from the tree; another apple lay beside it in the grass. A cat saw that!",
    "A boat waited in the harbour all night. The boat had no sails left.",
    "A door.",
    "A goat ate the hat of a man who had come for the fish and the eggs.",
    "## Boats",
    "## Doors",
)
"""Paragraphs to share: one in two spellings, a short one, and headings to put them under."""
Step = tuple[str, str, tuple[str, ...]]
"""What is done to the file of this name, and the blocks it then has."""

blocks = st.lists(st.sampled_from(BLOCKS), max_size=4).map(tuple)
steps = st.lists(
    st.tuples(st.sampled_from(["write", "write", "write", "remove", "rebuild"]), st.sampled_from(NAMES), blocks),
    min_size=1,
    max_size=7,
)


def write(folder: Path, name: str, parts: Sequence[str]) -> Path:
    """A file that begins with a paragraph of its own, so that no two files are the same whole."""
    path = folder / name
    path.write_text("\n\n".join((f"# {name}", f"The {name} tells of an egg.", *parts)) + "\n", encoding="utf-8")
    return path


def done(library: LocalLibrary, encoder: FakeEncoder, folder: Path, sequence: Sequence[Step]) -> dict[str, list[str]]:
    """Take the steps one after another; returns the blocks of the files that are in the library at the end."""
    files: dict[str, list[str]] = {}
    for step, name, parts in sequence:
        if step == "write":
            files[name] = list(parts)
            add_file(library, encoder, write(folder, name, parts))
        elif step == "remove" and name in files:
            del files[name]
            with library.reading():
                document = next(one for one in library.documents() if one.name == name)
            remove(library, document)
        elif step == "rebuild" and not library.is_new():
            rebuild(library, encoder)
    return files


def held(library: LocalLibrary) -> list[object]:
    """Documents and passages with all that is kept of them, but for ids and times."""
    query = (
        "SELECT d.name, d.title, d.language, d.count, d.sha256, p.position, p.text, p.heading, p.language, p.sentences, "
        "p.words, p.place, p.key, v.data, w.tokens FROM documents d JOIN passages p ON p.document = d.id "
        "JOIN vectors v ON v.passage = p.id JOIN words w ON w.rowid = p.id ORDER BY d.id, p.position"
    )
    with library.reading():
        return library.connection.execute(query).fetchall()


def sums(library: LocalLibrary) -> object:
    """Rows of every table, the index among them, and in how many passages each word stands."""
    tables = ("documents", "passages", "vectors", "words", "originals")
    with library.reading():
        rows = [library.connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in tables]
        words = library.connection.execute("SELECT term, doc, cnt FROM vocabulary ORDER BY term").fetchall()
        return rows, words, library.totals()


def near(library: LocalLibrary, encoder: FakeEncoder) -> object:
    """What the vector index finds for each subject: all passages that have it, by name and position."""
    found = []
    for vector in encoder.encode_questions(SUBJECTS):
        with library.reading():
            scores = dict(library.nearest(vector, 1000))
            passages = library.passages(scores)
            found.append(sorted((one.document.name, one.position, round(scores[one.id], 3)) for one in passages))
    return found


def answers(library: LocalLibrary, encoder: FakeEncoder) -> object:
    """Passages, scores, confidence and other sources of a few questions."""
    found = []
    for text in ("Where did the apple fall?", "Which boat has sails?", "Whose door?", "What does a.md tell?"):
        said = answer(library, encoder, understand(text), k=20)
        listed = [
            (
                one.passage.document.name,
                one.passage.position,
                round(one.score, 4),
                one.sentence,
                [(source.document.name, source.position) for source in one.also],
            )
            for one in said.passages
        ]
        found.append((said.answered, round(said.confidence, 4), listed))
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_any_sequence_leaves_the_library_of_its_files(sequence: list[Step]) -> None:
    """Texts, vectors, words and answers are those of a library made at once from what the files hold at the end."""
    encoder = FakeEncoder()
    folder = Path(tempfile.mkdtemp(prefix="wuzhen-sequence-"))
    try:
        library = LocalLibrary.open(folder / "library")
        files = done(library, encoder, folder, sequence)
        if not files:
            assert library.is_new() or held(library) == []
            return
        fresh = LocalLibrary.open(folder / "fresh")
        with library.reading():
            order = [document.name for document in library.documents()]
        assert sorted(order) == sorted(files)
        for name in order:
            add_file(fresh, encoder, write(folder, name, files[name]))
        for look in (held, sums):
            assert look(library) == look(fresh)
        for ask in (near, answers):
            assert ask(library, encoder) == ask(fresh, encoder)
        library.close()
        fresh.close()
    finally:
        shutil.rmtree(folder)
