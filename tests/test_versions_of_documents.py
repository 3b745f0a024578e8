"""A new version of a document: what stays is not touched, only what is new is embedded, and people are told what changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from bot.console import words as console
from bot.console.oneshot import added_text
from bot.telegram import words as telegram
from index.adding import LONG, add_file
from index.library import LocalLibrary
from index.types import Added, Passage, Progress

APPLE = "The apple fell from the tree."
BOAT = "A boat waited in the harbour."
CAT = "The cat slept near the door."
EGG = "An egg lay in the nest."


def kept(library: LocalLibrary, encoder: FakeEncoder, folder: Path, *paragraphs: str, name: str = "a.md") -> Added:
    """Add a file of these paragraphs; ``encoder.given`` has what was embedded for it."""
    encoder.given.clear()
    path = folder / name
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return add_file(library, encoder, path)


def passages(library: LocalLibrary) -> list[Passage]:
    with library.reading():
        return [one for document in library.documents() for one in library.document_passages(document.id)]


def vectors(library: LocalLibrary) -> dict[int, bytes]:
    with library.reading():
        return dict(library.connection.execute("SELECT passage, data FROM vectors").fetchall())


def change(added: Added) -> tuple[str, int, int, int, int]:
    return added.change, added.kept, added.new, added.gone, added.embedded


def test_only_what_is_new_is_embedded(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Of three paragraphs two stay, one goes and one comes: the encoder sees the one that came."""
    assert change(kept(library, encoder, tmp_path, APPLE, BOAT, CAT)) == ("added", 0, 3, 0, 3)
    assert change(kept(library, encoder, tmp_path, EGG, CAT, APPLE)) == ("replaced", 2, 1, 1, 1)
    assert encoder.given == [EGG]
    assert [one.text for one in passages(library)] == [EGG, CAT, APPLE]


def test_passages_that_stay_keep_their_ids_and_vectors(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """They move to their new positions as they are; the new one has an id that none had before."""
    kept(library, encoder, tmp_path, APPLE, BOAT, CAT)
    before = {one.text: one.id for one in passages(library)}
    old = vectors(library)
    kept(library, encoder, tmp_path, CAT, EGG, APPLE)
    after = passages(library)
    assert [(one.position, one.text) for one in after] == [(1, CAT), (2, EGG), (3, APPLE)]
    assert (after[0].id, after[2].id) == (before[CAT], before[APPLE])
    assert after[1].id > max(before.values())
    new = vectors(library)
    assert {one.id for one in after} == set(new)
    assert (new[before[CAT]], new[before[APPLE]]) == (old[before[CAT]], old[before[APPLE]])


def test_the_document_keeps_its_id_and_takes_the_rest_anew(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """Title, count and the kept file are those of the new version, so that a rebuild makes the new one."""
    before = kept(library, encoder, tmp_path, "# Fruit", APPLE, BOAT).document
    after = kept(library, encoder, tmp_path, "# Apples", APPLE).document
    assert (after.id, after.name) == (before.id, before.name)
    assert (before.title, before.count, after.title, after.count) == ("Fruit", 2, "Apples", 1)
    with library.reading():
        assert library.documents() == [after]
        assert library.connection.execute("SELECT count(*) FROM originals").fetchone() == (1,)


def test_another_heading_is_a_new_passage_whose_sentences_are_known(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """The heading is embedded with the paragraph alone: the sentences and their windows are not embedded again."""
    text = f"{APPLE} {BOAT} {CAT}"
    kept(library, encoder, tmp_path, "# Tales", "## One", text)
    assert encoder.given == [f"One\n{text}", APPLE, BOAT, CAT, f"{APPLE} {BOAT}", f"{BOAT} {CAT}"]
    assert change(kept(library, encoder, tmp_path, "# Tales", "## Two", text)) == ("replaced", 0, 1, 1, 1)
    assert encoder.given == [f"Two\n{text}"]
    (passage,) = passages(library)
    fresh = encoder.encode_passages([f"Two\n{text}", APPLE, BOAT, CAT, f"{APPLE} {BOAT}", f"{BOAT} {CAT}"])
    assert vectors(library) == {passage.id: fresh.astype("float16").tobytes()}


def test_a_paragraph_that_comes_twice_is_kept_as_often_as_it_was_there(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """Once of two: one goes. Three times after that: two come, and none is embedded."""
    kept(library, encoder, tmp_path, APPLE, BOAT, APPLE)
    assert change(kept(library, encoder, tmp_path, APPLE, BOAT)) == ("replaced", 2, 0, 1, 0)
    assert change(kept(library, encoder, tmp_path, APPLE, APPLE, BOAT, APPLE)) == ("replaced", 2, 2, 0, 0)
    assert encoder.given == []


def test_of_several_the_first_becomes_the_first(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Which of two equal passages goes is settled by their order."""
    kept(library, encoder, tmp_path, APPLE, BOAT, APPLE)
    first = passages(library)[0].id
    kept(library, encoder, tmp_path, BOAT, APPLE)
    assert passages(library)[1].id == first


def test_an_older_version_comes_back(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """What had gone is new again and is embedded again."""
    kept(library, encoder, tmp_path, APPLE, BOAT)
    kept(library, encoder, tmp_path, APPLE)
    assert change(kept(library, encoder, tmp_path, APPLE, BOAT)) == ("replaced", 1, 1, 0, 1)
    assert encoder.given == [BOAT]


def test_unchanged_keeps_all(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """The same file again: all passages are kept."""
    kept(library, encoder, tmp_path, APPLE, BOAT)
    assert change(kept(library, encoder, tmp_path, APPLE, BOAT)) == ("unchanged", 2, 0, 0, 0)


def test_a_file_that_only_looks_different_embeds_nothing(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """Blank lines more, the same paragraphs: replaced, with all of them kept and no progress to report."""
    kept(library, encoder, tmp_path, APPLE, BOAT)
    path = tmp_path / "a.md"
    path.write_text(f"{APPLE}\n\n\n\n{BOAT}\n\n\n", encoding="utf-8")
    reports: list[Progress] = []
    assert change(add_file(library, encoder, path, progress=reports.append)) == ("replaced", 2, 0, 0, 0)
    assert reports == []


def test_progress_and_the_question_count_what_is_to_be_embedded(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """A book of more than a thousand passages is asked about once; two more lines in it are done without a question."""
    lines = [f"Line {number} of the book says that the cat sat on a hat." for number in range(LONG + 1)]
    path = tmp_path / "book.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    asked: list[int] = []

    def confirm(passages: int, _: float) -> bool:
        asked.append(passages)
        return True

    add_file(library, encoder, path, confirm=confirm)
    path.write_text("\n".join([*lines, "A new line.", "And one more."]), encoding="utf-8")
    reports: list[Progress] = []
    added = add_file(library, encoder, path, confirm=confirm, progress=reports.append)
    assert change(added) == ("replaced", LONG + 1, 2, 0, 2)
    assert asked == [LONG + 1]
    assert reports == [Progress("book.txt", 2, 2)]


def test_ctrl_c_leaves_the_old_version(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Interrupted before the write, nothing of the new version is there and the old one is whole."""
    kept(library, encoder, tmp_path, APPLE, BOAT)
    before, old = passages(library), vectors(library)
    path = tmp_path / "a.md"
    path.write_text(EGG, encoding="utf-8")

    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_file(library, encoder, path, progress=interrupt)
    assert (passages(library), vectors(library)) == (before, old)


def test_a_passage_whose_sentences_were_divided_otherwise_is_new(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """An older program divided it into other sentences: its vectors say nothing of the new ones."""
    kept(library, encoder, tmp_path, f"{APPLE} {BOAT}")
    whole = sqlite3.Binary((0).to_bytes(4, "little") + len(f"{APPLE} {BOAT}").to_bytes(4, "little"))
    with library.writing() as connection:
        connection.execute("UPDATE passages SET sentences = ?", (whole,))
    assert change(kept(library, encoder, tmp_path, f"{APPLE} {BOAT}", CAT)) == ("replaced", 0, 2, 1, 2)


def test_what_changed_is_told_in_both_languages(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Console and Telegram name the passages kept, new and gone."""
    kept(library, encoder, tmp_path, APPLE, BOAT, CAT)
    added = kept(library, encoder, tmp_path, EGG, CAT, APPLE)
    assert added_text(added, "en") == "Replaced a.md: 2 passages kept, 1 new, 1 gone."
    assert added_text(added, "zh") == "已更新 a.md：保留 2 段，新增 1 段，删去 1 段。"
    said = telegram.REPLACED.say("zh", title="a", **added.passages)
    assert said == "已用新内容替换“a”：保留 2 段，新增 1 段，删去 1 段。"
    assert telegram.REPLACED.say("en", title="a", **added.passages).endswith("passages: 2 kept, 1 new, 1 gone.")
    assert console.REPLACED.say("en", name="a.md", **added.passages) == added_text(added, "en")
