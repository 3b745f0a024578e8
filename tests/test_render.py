"""Answers and documents as people and programs read them."""

from __future__ import annotations

import io
import json
import os
import pty
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_assistant import CHINESE, ENGLISH, founding, passage

from bot.console.documents import document_text, documents_table
from bot.console.passages import origin, passage_lines
from bot.console.render import answer_json, answer_text, found_text
from bot.console.style import Style, columns_of
from bot.console.width import width
from index.types import Language, Passage, Place, Span
from retrieval.types import Answer, Found, Question

PLAIN, COLOUR = Style(), Style(colour=True)

WHEN = founding(Question("when was it founded?", "en", "when"))
INTERNATIONAL = Span(18, 22)
"""国际组织 in the first passage, whose best sentence is 7 to 25."""
REFUSED = replace(WHEN, answered=False, confidence=0.12, short=None)


def test_answer_for_people() -> None:
    """The short answer comes first, then the passage with its sentence marked, its place, and the others in brief."""
    assert answer_text(WHEN, PLAIN, 60, "en").splitlines() == [
        "12 July 2022 (2022年7月12日)",
        "",
        "  准备用了八年。«2022年7月12日，国际组织成立。»总部设在北",
        "  京。",
        "  — 世界互联网大会 · wic.md · paragraph 2 of 3 · 97% sure",
        "",
        "See also:",
        "  2. wic.md 1/3 · 大会每年在乌镇举行。",
        "  3. a guide.txt 1/2 · The answer comes first.",
    ]


def test_answer_in_colours() -> None:
    """In colours the sentence is green on each of its lines and nothing is added to the text."""
    lines = answer_text(WHEN, COLOUR, 40, "zh").splitlines()
    assert lines[0] == "\x1b[1m12 July 2022\x1b[0m (2022年7月12日)"
    assert lines[2:4] == [
        "  准备用了八年。\x1b[32m2022年7月12日，国际组织\x1b[0m",
        "  \x1b[32m成立。\x1b[0m总部设在北京。",
    ]


def marked(*marks: Span) -> Found:
    """The passage of the founding with words of an English question in it."""
    return replace(WHEN.passages[0], marks=marks)


def marked_lines(found: Found, style: Style, columns: int | None) -> list[str]:
    """The passage as an answer shows it, and as it is shown further on; both must be the same."""
    best = answer_text(replace(WHEN, short=None, passages=(found,)), style, columns, "en").splitlines()[:-1]
    assert found_text(found, style, columns, "en").splitlines()[:-1] == best
    return best


def test_words_of_the_question_are_underlined() -> None:
    """A word inside the best sentence keeps its colour, and so does what follows it; words outside have none."""
    assert marked_lines(marked(Span(0, 2), INTERNATIONAL, Span(25, 27)), COLOUR, None) == [
        "  \x1b[4m准备\x1b[24m用了八年。"
        "\x1b[32m2022年7月12日，\x1b[4m国际组织\x1b[24m成立。\x1b[0m"
        "\x1b[4m总部\x1b[24m设在北京。"
    ]


def test_underlined_word_goes_on_in_the_next_line() -> None:
    """A word that a line break cuts is underlined on both lines and nothing beside it is."""
    assert marked_lines(marked(INTERNATIONAL), COLOUR, 36) == [
        "  准备用了八年。\x1b[32m2022年7月12日，\x1b[4m国际\x1b[24m\x1b[0m",
        "  \x1b[32m\x1b[4m组织\x1b[24m成立。\x1b[0m总部设在北京。",
    ]


def test_underlined_words_over_the_borders_of_the_sentence() -> None:
    """A word partly in the best sentence is underlined whole, and the colour begins and ends with the sentence."""
    assert marked_lines(marked(Span(4, 11), Span(22, 27)), COLOUR, None) == [
        "  准备用了\x1b[4m八年。\x1b[24m"
        "\x1b[32m\x1b[4m2022\x1b[24m年7月12日，国际组织\x1b[4m成立。\x1b[24m\x1b[0m"
        "\x1b[4m总部\x1b[24m设在北京。"
    ]


def test_words_are_underlined_where_the_sentence_is_the_whole_passage() -> None:
    """A passage of one sentence has no colour and its words are underlined all the same."""
    found = replace(WHEN.passages[1], marks=(Span(5, 7),))
    assert marked_lines(found, COLOUR, None) == ["  大会每年在\x1b[4m乌镇\x1b[24m举行。"]


def test_underlining_stands_right_after_what_terminals_obey() -> None:
    """Characters that are shown as others before a word move nothing."""
    shown = Passage(1, CHINESE, 1, "\x1b<&\u202e国际组织", "", "zh", ())
    assert passage_lines(shown, None, COLOUR, None, marks=(Span(4, 8),)) == ["  \ufffd<&\u200b\x1b[4m国际组织\x1b[24m"]


@pytest.mark.parametrize("columns", [None, 36])
def test_words_are_not_marked_without_colours(columns: int | None) -> None:
    """Without colours the passage is what it was without marks, so that it can be copied."""
    plain = marked_lines(marked(Span(0, 2), INTERNATIONAL), PLAIN, columns)
    assert plain == marked_lines(marked(), PLAIN, columns)
    assert plain[0].startswith("  准备用了八年。«2022年7月12日，国际")


def test_answer_without_terminal_is_unbroken() -> None:
    """Where there is no terminal a passage stays on one line and nothing is cut."""
    lines = answer_text(WHEN, PLAIN, None, "en").splitlines()
    assert "  准备用了八年。«2022年7月12日，国际组织成立。»总部设在北京。" in lines


def test_short_answer_in_the_documents_own_words() -> None:
    """A short answer that the document says in the same words is said once."""
    assert answer_text(founding(Question("何时？", "zh", "when")), PLAIN, 60, "zh").startswith("2022年7月12日\n")


@pytest.mark.parametrize(("confidence", "said"), [(0.0, "1% sure"), (0.5, "50% sure"), (0.9999, "99% sure")])
def test_confidence_is_never_certain(confidence: float, said: str) -> None:
    """A confidence is a percentage from 1 to 99."""
    assert said in answer_text(replace(WHEN, confidence=confidence), PLAIN, 60, "en")


def test_refusal_shows_the_nearest() -> None:
    """A refusal says so first and shows the nearest passages under that name, in either language."""
    assert answer_text(REFUSED, PLAIN, 60, "en").splitlines()[:4] == [
        "My documents don't say.",
        "",
        "The nearest passages:",
        "  1. wic.md 2/3 · 2022年7月12日，国际组织成立。",
    ]
    assert answer_text(REFUSED, PLAIN, 60, "zh").startswith("我的文档里没有答案。\n\n最接近的段落：\n")


def test_refusal_over_nothing() -> None:
    """Without any passage only the refusal is said."""
    assert answer_text(replace(REFUSED, passages=()), PLAIN, 60, "en") == "My documents don't say."


def test_answer_for_programs() -> None:
    """The JSON object has exactly the promised keys and the document's own characters."""
    said = answer_json(WHEN)
    assert json.loads(json.dumps(said)) == said
    assert list(said) == ["question", "answered", "confidence", "short", "passages"]
    assert said["short"] == {"text": "12 July 2022", "quote": "2022年7月12日"}
    assert isinstance(said["passages"], list)
    assert said["passages"][0] == {
        "document": "wic.md",
        "title": "世界互联网大会",
        "position": 2,
        "count": 3,
        "heading": "国际组织",
        "place": None,
        "text": "准备用了八年。2022年7月12日，国际组织成立。总部设在北京。",
        "sentence": "2022年7月12日，国际组织成立。",
        "marks": [],
        "score": 0.9123,
        "also": [],
    }


def test_marks_for_programs() -> None:
    """Each marked word is a pair of character offsets in the text of its own passage."""
    second = replace(WHEN.passages[1], marks=(Span(0, 2), Span(5, 7)))
    said = json.loads(json.dumps(answer_json(replace(WHEN, passages=(marked(INTERNATIONAL), second)))))
    assert [each["marks"] for each in said["passages"]] == [[[18, 22]], [[0, 2], [5, 7]]]
    assert [each["text"][a:b] for each in said["passages"] for a, b in each["marks"]] == ["国际组织", "大会", "乌镇"]


def test_refusal_for_programs() -> None:
    """A refusal has no short answer but still its passages."""
    said = answer_json(REFUSED)
    assert (said["answered"], said["short"]) == (False, None)
    assert isinstance(said["passages"], list)
    assert len(said["passages"]) == 3


@given(
    st.text(st.characters() | st.sampled_from("\x1b\x9b\r\n\t字。"), min_size=1, max_size=80),
    st.data(),
    st.integers(12, 60),
    st.booleans(),
)
def test_any_passage_fits_and_obeys_nothing(text: str, data: st.DataObject, columns: int, colour: bool) -> None:
    """Whatever a document holds, its lines fit the terminal and hold no escape sequence but our own."""
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    marks = tuple(Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False))
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    shown = Passage(1, CHINESE, 1, text, "", "zh", (span,))
    for line in passage_lines(shown, span, Style(colour=colour), columns, marks=marks):
        plain = re.sub(r"\x1b\[(32|0|4|24)m", "", line)
        assert not set(plain) & set("\x1b\x9b\r\n\t")
        assert width(plain) <= columns


def test_titles_cannot_colour_the_terminal() -> None:
    """Escape sequences in names, titles and short answers are shown, not obeyed."""
    evil = replace(CHINESE, name="\x1b[2Jx.md", title="\x1b]0;t\x07", source="\x1bc")
    found = replace(WHEN.passages[0], passage=replace(WHEN.passages[0].passage, document=evil, heading="\x1b[5m"))
    answer: Answer = replace(WHEN, passages=(found, found))
    assert "\x1b" not in answer_text(answer, PLAIN, 60, "en")
    assert "\x1b" not in documents_table([evil], PLAIN, 60, "en")
    assert "\x1b" not in document_text(evil, [found.passage], PLAIN, 60, "en")


def test_table_is_aligned() -> None:
    """Columns begin at the same place on every line although Chinese is twice as wide."""
    assert documents_table([CHINESE, ENGLISH], PLAIN, 100, "zh").splitlines() == [
        "#  名称         标题            语言  段落数  加入日期",
        "1  wic.md       世界互联网大会  中文       3  2024-05-01",
        "2  a guide.txt  a guide.txt     英文       2  2024-05-02",
    ]


@pytest.mark.parametrize("columns", [25, 30, 40, 50, 60, 80])
def test_table_fits(columns: int) -> None:
    """Long titles and names are cut, and columns left out, so that a line never exceeds the terminal."""
    long = replace(CHINESE, name="n" * 90, title="题" * 90)
    for line in documents_table([long, ENGLISH], PLAIN, columns, "en").splitlines():
        assert width(line) <= columns


def test_table_without_documents_says_what_to_do() -> None:
    """An empty library's table is the next command to type."""
    assert documents_table([], PLAIN, 80, "en") == "There are no documents yet. Next: wuzhen add FILE"
    assert documents_table([], PLAIN, 80, "zh", next_command="/add 文件").endswith("下一步：/add 文件")


def test_document_is_shown_under_its_headings() -> None:
    """A document shows its facts, then each passage with its number, each heading once."""
    shown = document_text(CHINESE, [passage(CHINESE, n) for n in (1, 2, 3)], PLAIN, 60, "en")
    assert shown.splitlines()[:6] == [
        "世界互联网大会",
        "",
        "name      wic.md",
        "language  Chinese",
        "passages  3",
        "source    /home/reader/wic.md",
    ]
    assert shown.endswith(
        "国际组织\n2/3\n  准备用了八年。2022年7月12日，国际组织成立。总部设在北京。\n\n3/3\n  会员来自各大洲。"
    )


def test_colours_need_a_terminal_that_wants_them() -> None:
    """Colours appear on a terminal, not in a pipe, not with NO_COLOR set to anything, not on a dumb terminal."""
    master, slave = pty.openpty()
    with os.fdopen(slave, "w") as terminal:
        assert Style.for_stream(terminal, {"TERM": "xterm"}).colour
        assert Style.for_stream(terminal, {"TERM": "xterm", "NO_COLOR": ""}).colour
        assert not Style.for_stream(terminal, {"TERM": "xterm", "NO_COLOR": "0"}).colour
        assert not Style.for_stream(terminal, {"TERM": "dumb"}).colour
        assert columns_of(terminal) == 80  # a new pseudo-terminal does not know its size
    os.close(master)
    pipe = io.StringIO()
    assert not Style.for_stream(pipe, {"TERM": "xterm", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}).colour
    assert columns_of(pipe) is None


@pytest.mark.parametrize(
    ("place", "language", "said"),
    [
        (Place("page", "3"), "en", "page 3"),
        (Place("row", "12"), "zh", "第 12 行"),
        (Place("time", "0:01:02"), "en", "at 0:01:02"),
    ],
)
def test_a_citation_says_the_page_the_row_or_the_time(place: Place, language: Language, said: str) -> None:
    """Where the format has such a thing, it stands before the paragraph's number."""
    shown = Passage(1, CHINESE, 2, "一", "", "zh", (), place)
    assert f"· {said} ·" in origin(shown, PLAIN, language)
