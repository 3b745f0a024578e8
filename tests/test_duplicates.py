"""The same paragraph in several documents: encoded once, one entry of an answer, cited with all its sources."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st
from paper_assistant import CHINESE, ENGLISH, founding

from bot.citing import also_in
from bot.console.render import answer_json, answer_text, found_text
from bot.console.style import Style
from bot.telegram.pages import answer_page
from index.adding import add_file, remove
from index.copies import Origin
from index.library import LocalLibrary
from index.paragraph_keys import key_of
from index.rebuilding import rebuild
from index.types import Passage, Place, Source
from retrieval import retriever
from retrieval.answering import answer
from retrieval.evaluating import built, ranks, written
from retrieval.evaluation_collections import Collection, answered_by
from retrieval.folding import different, scored_alone
from retrieval.question import understand
from retrieval.retriever import Retriever
from retrieval.types import Answer, Question
from retrieval.weights import Weights

APPLE = "The apple fell from the tree. Another apple lay beside it in the grass."
BOAT = "A boat waited in the harbour all night. The boat had no sails left."
CAT = "The cat slept near the door of the house until the evening came."
DOOR = "A door of the old house was never closed by those who lived there."


def add(library: LocalLibrary, encoder: FakeEncoder, folder: Path, name: str, *paragraphs: str) -> int:
    """Add a file of these paragraphs; returns how many passages went through the encoder."""
    path = folder / name
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return add_file(library, encoder, path).embedded


def asked(library: LocalLibrary, encoder: FakeEncoder, text: str) -> Answer:
    return answer(library, encoder, understand(text))


def cited(found: Answer) -> list[list[str]]:
    """For each passage of an answer where it stands, its own place first: ``a.md 1``."""
    places: list[list[Passage | Source]] = [[each.passage, *each.also] for each in found.passages]
    return [[f"{one.document.name} {one.position}" for one in each] for each in places]


def test_the_same_paragraph_is_encoded_once(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Of the second document only what the first has not goes through the encoder."""
    assert add(library, encoder, tmp_path, "a.md", APPLE, BOAT) == 2
    encoder.given.clear()
    assert add(library, encoder, tmp_path, "b.md", CAT, APPLE) == 1
    assert encoder.given == [CAT]


def test_the_same_paragraph_within_a_document_is_encoded_once(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """However far apart the two are; both have the same vectors."""
    between = [f"Line {number} of the book says that a cat sat on a hat." for number in range(70)]
    assert add(library, encoder, tmp_path, "a.md", APPLE, *between, APPLE) == 71
    assert encoder.given.count(APPLE) == 1
    with library.reading():
        query = "SELECT data FROM vectors JOIN passages ON passage = id WHERE position IN (1, 72)"
        first, second = library.connection.execute(query).fetchall()
    assert first == second


def test_sentences_under_another_heading_are_encoded_once(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """Within a document and across documents: the paragraph stands under its heading, its sentences do not."""
    between = [f"Line {number} of the book says that a cat sat on a hat." for number in range(70)]
    add(library, encoder, tmp_path, "a.md", "# Tales", "## One", APPLE, *between, "## Two", APPLE)
    add(library, encoder, tmp_path, "b.md", "# More", "## Three", APPLE)
    assert [unit for unit in encoder.given if "apple" in unit] == [
        f"One\n{APPLE}",
        *APPLE.replace(". ", ".\n").split("\n"),
        f"Two\n{APPLE}",
        f"Three\n{APPLE}",
    ]


def test_another_encoder_knows_nothing(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """A rebuild takes no vectors over, and in the new library each paragraph is encoded once again."""
    add(library, encoder, tmp_path, "a.md", APPLE, BOAT)
    add(library, encoder, tmp_path, "b.md", CAT, APPLE)
    for other in (FakeEncoder("fake#2", "other"), FakeEncoder("fake#2", "other")):
        assert rebuild(library, other) == 4
        paragraphs = [text for text in other.given if text in {APPLE, BOAT, CAT}]
        assert paragraphs == [APPLE, BOAT, CAT]


def test_an_answer_shows_it_once_with_all_its_sources(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """The first of the documents is cited, the others are named in their order; nothing else is folded."""
    add(library, encoder, tmp_path, "a.md", BOAT, APPLE)
    add(library, encoder, tmp_path, "b.md", APPLE, CAT)
    add(library, encoder, tmp_path, "c.md", CAT, DOOR, APPLE)
    found = asked(library, encoder, "Where did the apple fall?")
    assert cited(found)[0] == ["a.md 2", "b.md 1", "c.md 3"]
    assert sorted(cited(found)[1:]) == [["a.md 1"], ["b.md 2", "c.md 1"], ["c.md 2"]]


def test_the_heading_that_fits_is_shown(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """The same text under several headings: the one that the question is about, though it stands last."""
    add(library, encoder, tmp_path, "a.md", "# Tales", "## The cat", CAT)
    add(library, encoder, tmp_path, "b.md", "# Tales of boats", "## The boat", CAT)
    assert cited(asked(library, encoder, "Which boat?")) == [["b.md 1", "a.md 1"]]
    assert cited(asked(library, encoder, "Which cat?")) == [["a.md 1", "b.md 1"]]


def test_of_equally_good_ones_the_first_document_is_shown(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """Though its passage came into the library last, with a new version."""
    add(library, encoder, tmp_path, "a.md", "# Tales", "## One", DOOR)
    add(library, encoder, tmp_path, "b.md", "# Tales", "## Two", CAT)
    add(library, encoder, tmp_path, "a.md", "# Tales", "## One", CAT)
    assert cited(asked(library, encoder, "Which cat?")) == [["a.md 1", "b.md 1"]]


def test_the_others_stay_whole_when_the_first_goes(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """The document that was encoded is removed: its paragraph is found, cited and known by the others as before."""
    add(library, encoder, tmp_path, "a.md", APPLE, BOAT)
    add(library, encoder, tmp_path, "b.md", CAT, APPLE)
    library.sync_vectors()
    with library.reading():
        first = library.documents()[0]
    remove(library, first)
    assert cited(asked(library, encoder, "Where did the apple fall?"))[0] == ["b.md 2"]
    encoder.given.clear()
    assert add(library, encoder, tmp_path, "d.md", DOOR, APPLE) == 1
    assert encoder.given == [DOOR]


def test_the_list_is_of_different_passages_however_many_copies_there_are(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """Eighty documents begin alike, more than either leg looks at: the answer has the others behind that paragraph."""
    for number in range(80):
        add(library, encoder, tmp_path, f"{number}.md", APPLE, f"Note {number}: an apple and a boat.")
    found = asked(library, encoder, "Where did the apple fall?")
    assert cited(found)[0] == [f"{number}.md 1" for number in range(80)]
    assert len({each.passage.text for each in found.passages}) == 5


def test_adding_a_copy_leaves_the_ranking_as_it_was(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """The copy is no rival: the judge sees the same passages in the same order, and none of them twice."""
    add(library, encoder, tmp_path, "a.md", APPLE, BOAT, CAT)
    before = [each.passage.text for each in asked(library, encoder, "apple boat").passages]
    add(library, encoder, tmp_path, "b.md", "A foreword.", APPLE, BOAT, CAT)
    after = [each.passage.text for each in asked(library, encoder, "apple boat").passages]
    assert [text for text in after if text != "A foreword."] == before


def test_evaluation_tells_copies_apart(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Unfolded, each copy has its own place in the ranking: there every paragraph is a document of its own."""
    add(library, encoder, tmp_path, "a.md", APPLE, BOAT)
    add(library, encoder, tmp_path, "b.md", APPLE, CAT)
    question = understand("apple")
    vector = encoder.encode_questions(["apple"])[0]
    with library.reading():
        whole = Retriever(library, folded=False).rank(question, vector)
        folded = Retriever(library).rank(question, vector)
    assert [one.passage.document.name for one in whole[:2]] == ["a.md", "b.md"]
    assert (len(whole), len(folded)) == (4, 3)


def test_the_right_paragraph_is_not_lost_behind_its_copy(encoder: FakeEncoder, tmp_path: Path) -> None:
    """Of two spellings in a set the second answers: it is found, behind the first that is as good."""
    collection = Collection("two", [], [APPLE, APPLE.upper(), BOAT])
    with closing(built(written(collection.paragraphs, tmp_path), tmp_path, encoder)) as library:
        found = ranks(library, encoder, collection, [answered_by("Where did the apple fall?", 1)], [Weights.shipped()])
    assert found.tolist() == [[2.0]]


SAME = [
    (
        "The Forum met in Wuzhen in 2014, for the first time of all times.",
        "the forum  met in wuzhen in 2014 for the first time of all times",
    ),
    (
        "第一届大会于２０１４年在乌镇举行，来自世界各地的嘉宾参加了会议。",
        "第一届大会于 2014 年在乌镇举行,来自世界各地的嘉宾参加了会议。",
    ),
    ("他说：“互联网让世界变成了地球村，国际社会紧密相连。”", "他说：「互联网让世界变成了地球村，国际社会紧密相连。」"),
    (
        "The league ran from 2019–2020, the longest season of all of them.",
        "The league ran from 2019-2020; the longest season (of all of them)",
    ),
]
DIFFERENT = [
    ("The fee that is due on the first of each month is 1.5 euros.", "1.5", "15"),
    ("The least temperature in this place was -5 degrees in all years.", "-5", "5"),
    ("This library of functions is for those who write C++, nobody else.", "C++", "C#"),
    ("A therapist is now here for those who have an appointment with her.", "now here", "nowhere"),
    ("调用者指定无需等待而没有成功获得这个锁的时候触发的探针。", "没有成功", "成功"),
    ("第一届世界互联网大会在乌镇举行，来自近百个国家和地区的嘉宾参加会议。", "届", "屆"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_says_the_same(one: str, other: str) -> None:
    """Case, width, spaces, quotes, dashes and the marks between clauses make no difference, and no heading does."""
    assert key_of(one, "") == key_of(other, "Another heading")


@pytest.mark.parametrize(("text", "part", "other"), DIFFERENT)
def test_what_says_something_else(text: str, part: str, other: str) -> None:
    """A point or a sign before a digit, the name of a language, a word in one or two, a negation, the other script."""
    assert key_of(text, "") != key_of(text.replace(part, other), "")


def test_a_short_paragraph_is_the_same_under_the_same_heading_alone() -> None:
    """Yes to one question is not yes to another."""
    assert key_of("Yes, it can.", "May I swim?") == key_of("YES, it can!", "May I  swim?")
    assert key_of("Yes, it can.", "May I swim?") != key_of("Yes, it can.", "May I smoke?")
    assert key_of("可以。", "能游泳吗？") != key_of("可以。", "能抽烟吗？")


def test_paragraphs_of_marks_alone_are_told_apart() -> None:
    """Where nothing is left without the marks, the marks are what it says."""
    assert key_of("* * *", "") != key_of("……", "")


@given(st.text(max_size=80), st.text(max_size=20))
def test_every_text_has_a_key_that_sqlite_takes(text: str, heading: str) -> None:
    """64 bits with a sign, the same each time."""
    assert -(2**63) <= key_of(text, heading) < 2**63
    assert key_of(text, heading) == key_of(text, heading)


def test_a_library_of_the_first_format_learns_its_keys(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """What was added before there were keys is folded and known like the rest."""
    add(library, encoder, tmp_path, "a.md", APPLE, BOAT)
    for statement in (
        "ALTER TABLE documents DROP COLUMN author",
        "ALTER TABLE documents DROP COLUMN published",
        "ALTER TABLE passages DROP COLUMN place",
        "DROP INDEX passages_by_key",
        "ALTER TABLE passages DROP COLUMN key",
        "UPDATE meta SET value = '1' WHERE key = 'format'",
    ):
        library.connection.execute(statement)
    library.close()
    assert add(library, encoder, tmp_path, "b.md", CAT, APPLE) == 1
    assert cited(asked(library, encoder, "Where did the apple fall?"))[0] == ["a.md 1", "b.md 2"]


def origins_of(keys: dict[int, int]) -> dict[int, Origin]:
    return {number: Origin(1, number, "", key) for number, key in keys.items()}


def test_a_leg_is_asked_again_only_where_copies_fill_it() -> None:
    """Of ten found, eight different are enough; where all are one, it is asked until there is no more."""
    for kinds, calls in ((8, [10]), (1, [10, 101, 1001])):
        origins = origins_of({number: min(number, kinds) for number in range(1, 101)})
        made: list[int] = []

        def find(count: int, made: list[int] = made, origins: dict[int, Origin] = origins) -> list[int]:
            made.append(count)
            return list(origins)[:count]

        different(find, 10, lambda ids, origins=origins: {one: origins[one] for one in ids})  # type: ignore[misc]
        assert made == calls


def test_a_leg_that_finds_nothing_is_asked_once() -> None:
    """No passage, no copies."""
    assert different(lambda _: [], 10, lambda _: {}) == []


def test_of_the_same_text_and_heading_the_first_is_scored() -> None:
    """By document, then by position, whatever the numbers of the passages; another heading is scored too."""
    origins = {1: Origin(2, 1, "", 7), 2: Origin(1, 9, "", 7), 3: Origin(1, 5, "", 7), 4: Origin(3, 1, "One", 7)}
    assert scored_alone(origins) == [3, 4]


def test_the_legs_reach_past_copies(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With both legs held to very few, four copies of one paragraph do not hide the other one."""
    monkeypatch.setattr(retriever, "NEAREST_UNITS", 2)
    monkeypatch.setattr(retriever, "MATCHING", 1)
    for number in range(4):
        add(library, encoder, tmp_path, f"{number}.md", CAT, f"Number {number} has a door.")
    add(library, encoder, tmp_path, "last.md", "A cat and a cat and a door.", "A fish.")
    found = cited(asked(library, encoder, "cat"))
    assert found[:2] == [["last.md 1"], [f"{number}.md 1" for number in range(4)]]


SOURCES = (
    Source(ENGLISH, 1),
    Source(replace(ENGLISH, name="b.pdf", count=20), 7, Place("page", "4")),
    Source(replace(CHINESE, name="丙.md"), 3),
    Source(replace(CHINESE, name="d.md"), 2),
    Source(replace(CHINESE, name="e.md"), 1),
)
WHEN = founding(Question("when?", "en", "when"))
TWICE = replace(WHEN, passages=(replace(WHEN.passages[0], also=SOURCES[:2]), *WHEN.passages[1:]))


def test_other_sources_are_named_and_the_rest_counted() -> None:
    """Three by name, position and place, in both languages."""
    assert also_in((), "en") == ""
    assert also_in(SOURCES[:1], "zh") == "也见于：a guide.txt 1/2"
    assert also_in(SOURCES, "en") == "also in: a guide.txt 1/2, b.pdf 7/20 (page 4), 丙.md 3/3 and 2 more"
    assert also_in(SOURCES, "zh") == "也见于：a guide.txt 1/2、b.pdf 7/20 (第 4 页)、丙.md 3/3，另有 2 处"


def test_the_console_says_where_else_it_stands() -> None:
    """Under the line with the passage's own place; in brief, one of the others beside it."""
    lines = answer_text(TWICE, Style(), 60, "en").splitlines()
    assert lines[4:6] == [
        "  — 世界互联网大会 · wic.md · paragraph 2 of 3 · 97% sure",
        "    also in: a guide.txt 1/2, b.pdf 7/20 (page 4)",
    ]
    assert found_text(TWICE.passages[0], Style(), 60, "zh").splitlines()[-1].startswith("    也见于：a guide.txt 1/2、")
    brief = answer_text(replace(TWICE, answered=False), Style(), None, "en").splitlines()
    assert brief[3] == "  1. wic.md 2/3 + a guide.txt 1/2 + … · 2022年7月12日，国际组织成立。"
    assert brief[4] == "  2. wic.md 1/3 · 大会每年在乌镇举行。"


def test_telegram_says_where_else_it_stands() -> None:
    """In the foot, with nothing that could be taken for markup."""
    evil = Source(replace(ENGLISH, name="<b>.md"), 1)
    page = answer_page(replace(WHEN, passages=(replace(WHEN.passages[0], also=(evil,)),)), 1)
    assert page.html.endswith("</i> · 2/3\nalso in: &lt;b&gt;.md 1/2")
    assert "also in" not in answer_page(WHEN, 1).html
    many = answer_page(replace(WHEN, passages=(replace(WHEN.passages[0], also=(replace_name(evil, 900),) * 3),)), 1)
    assert len(many.html.rpartition("\n")[2]) <= 300


def replace_name(source: Source, length: int) -> Source:
    return replace(source, document=replace(source.document, name="n" * length))


def test_programs_get_all_other_sources() -> None:
    """Each with the keys that say where the passage itself stands."""
    passages = answer_json(replace(WHEN, passages=(replace(WHEN.passages[0], also=SOURCES),)))["passages"]
    assert isinstance(passages, list)
    (passage,) = passages
    assert len(passage["also"]) == 5
    place = {"kind": "page", "at": "4"}
    assert passage["also"][1] == {
        "document": "b.pdf",
        "title": "a guide.txt",
        "position": 7,
        "count": 20,
        "place": place,
    }
    assert set(passage["also"][0]) < set(passage)
