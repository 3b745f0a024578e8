"""Pages as people see them: read with Telegram's own rules for HTML and for length."""

from __future__ import annotations

import re

import pytest
from fake_telegram_html import read_html, units
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.callbacks import NextPassage, Paragraph
from bot.telegram.pages import Page, answer_page, documents_page, paragraph_page
from index.types import Document, Language, Passage, Span
from retrieval.types import Answer, Found, Question, ShortAnswer

TEXT = "大会在乌镇举行。2022年7月12日，它成为国际组织。总部设在北京。"
SENTENCE = Span(8, 27)
DATE = "2022年7月12日"


def document(count: int = 18, title: str = "A <b>title</b> & more") -> Document:
    return Document(3, "wic.md", title, "zh", count, "", "2024-05-01T08:00:00+00:00")


def passage(text: str = TEXT, position: int = 3, count: int = 18) -> Passage:
    return Passage(7, document(count), position, text, "", "zh", ())


def answered(
    *,
    text: str = TEXT,
    sentence: Span = SENTENCE,
    short: ShortAnswer | None = None,
    language: Language = "en",
    marks: tuple[Span, ...] = (),
) -> Answer:
    found = Found(passage(text), 0.9, sentence, marks)
    return Answer(
        Question("when?", language, "when"), True, 0.9, short, (found, Found(passage(position=1), 0.5, sentence))
    )


def dated(*marks: Span) -> Answer:
    start = TEXT.index(DATE)
    return answered(short=ShortAnswer("12 July 2022", DATE, Span(start, start + len(DATE))), marks=marks)


def body(page: Page) -> str:
    """The HTML of the passage, between head and foot."""
    return page.html.split("\n\n")[-2]


def labels(page: Page) -> list[list[str]]:
    return [[button.text for button in row] for row in page.rows]


def test_short_answer_is_bold_on_top() -> None:
    """The first line is the short answer, in bold."""
    seen = read_html(answer_page(dated(), 1).html)
    assert seen.text.startswith("12 July 2022\n\n大会在乌镇举行。")
    assert seen.marked("bold")[0] == "12 July 2022"


def test_best_sentence_is_underlined_and_its_proof_bold() -> None:
    """The whole best sentence is underlined; the words that prove the answer are bold in it."""
    seen = read_html(answer_page(dated(), 1).html)
    assert seen.marked("underline") == ["2022年7月12日，它成为国际组织。"]
    assert seen.marked("bold")[1] == DATE


def test_words_of_the_question_are_bold() -> None:
    """Words that the question asked for are bold in the best sentence and outside it, beside the proof of the answer."""
    page = answer_page(dated(Span(0, 2), Span(22, 26)), 1)
    assert body(page) == (
        "<b>大会</b>在乌镇举行。<b><u>2022年7月12日</u></b><u>，它成为</u><b><u>国际组织</u></b><u>。</u>总部设在北京。"
    )
    assert read_html(page.html).marked("bold") == ["12 July 2022", "大会", DATE, "国际组织"]
    assert read_html(page.html).marked("underline") == ["2022年7月12日，它成为国际组织。"]


def test_refused_and_further_passages_have_bold_words_too() -> None:
    """Words of the question are bold in any passage of an answer; a paragraph reached by walking has none."""
    best, other = dated(Span(22, 26)).passages
    further = Answer(Question("when?", "en", "when"), True, 0.9, None, (other, best))
    assert read_html(answer_page(further, 2).html).marked("bold") == ["国际组织"]
    refused = Answer(Question("when?", "en", "when"), False, 0.1, None, (best, other))
    assert read_html(answer_page(refused, 1).html).marked("bold") == ["国际组织"]
    assert "<b>" not in paragraph_page(best.passage, "en", 1).html


@pytest.mark.parametrize(
    ("marks", "bold"),
    [
        ((Span(8, 13),), DATE),  # 2022年, inside the proof
        ((Span(8, 18),), DATE),  # the proof itself
        ((Span(15, 22),), "2022年7月12日，它成为"),  # begins in the proof
        ((Span(18, 22),), "2022年7月12日，它成为"),  # touches it
        ((Span(8, 10), Span(13, 15), Span(18, 19)), "2022年7月12日，"),
    ],
)
def test_proof_and_words_of_the_question_are_one_bold_stretch(marks: tuple[Span, ...], bold: str) -> None:
    """Where both cover or touch each other the bold words are the sum of both, and no tag stands in its like."""
    page = answer_page(dated(*marks), 1)
    assert body(page).count("<b>") == 1
    assert f"<b><u>{bold}</u></b>" in page.html
    assert read_html(page.html).marked("bold") == ["12 July 2022", bold]


def test_bold_words_over_the_border_of_the_sentence() -> None:
    """A word partly in the best sentence is bold whole, and the underline begins with the sentence."""
    page = answer_page(answered(marks=(Span(5, 12),)), 1)
    assert body(page) == "大会在乌镇<b>举行。</b><b><u>2022</u></b><u>年7月12日，它成为国际组织。</u>总部设在北京。"


def test_bold_words_stand_right_after_escaped_characters() -> None:
    """Markup in the document, and characters that Telegram does not take, move no bold word."""
    text = "<b>&\x07国际组织 <成立>。"
    page = answer_page(answered(text=text, sentence=Span(0, 3), marks=(Span(5, 9), Span(10, 14))), 1)
    assert body(page) == "<u>&lt;b&gt;</u>&amp; <b>国际组织</b> <b>&lt;成立&gt;</b>。"
    assert read_html(page.html).marked("bold") == ["国际组织", "<成立>"]


def test_bold_words_of_a_cut_passage() -> None:
    """In a passage that is too long, bold words are those of the part that is shown."""
    text = "前" * 5000 + "就是这一句。" + "后" * 5000
    marks = (Span(0, 2), Span(5003, 5005), Span(9000, 9002))
    seen = read_html(answer_page(answered(text=text, sentence=Span(5000, 5006), marks=marks), 1).html)
    assert seen.marked("bold") == ["一句"]
    assert seen.marked("underline") == ["就是这一句。"]


def test_title_and_position_stand_below() -> None:
    """The last line names the document and the place, its markup taken literally."""
    assert read_html(answer_page(dated(), 1).html).text.endswith("\n\nA <b>title</b> & more · 3/18")


def test_refusal_says_so_in_the_askers_language() -> None:
    """A refused answer begins with the refusal and shows the nearest passage as such."""
    refused = Answer(Question("何时？", "zh", "when"), False, 0.1, None, answered().passages)
    assert read_html(answer_page(refused, 1).html).text.startswith("收录的文档里没有答案。最接近的段落：\n\n大会")


def test_empty_library_says_what_to_do() -> None:
    """No passages at all: the next step is /add."""
    page = answer_page(Answer(Question("when?", "en", "when"), False, 0.0, None, ()), 1)
    assert page.html == "I hold no documents yet.\nNext: /add"
    assert page.rows == ()


def test_second_passage_has_no_short_answer() -> None:
    """The short answer was taken from the first passage and stands over no other."""
    assert "12 July" not in answer_page(dated(), 2).html


def test_buttons_lead_on_back_and_forth() -> None:
    """In the middle of a document there are three buttons, each with its target."""
    page = answer_page(dated(), 1)
    assert labels(page) == [["Next passage"], ["◀ Previous paragraph", "Next paragraph ▶"]]
    presses = [button.press for row in page.rows for button in row]
    assert presses[0] == NextPassage("en", 2)
    assert [press.position for press in presses if isinstance(press, Paragraph)] == [2, 4]


def test_last_passage_has_no_next() -> None:
    """On the last passage of the answer there is no "next passage", on the first paragraph no "previous"."""
    assert labels(answer_page(dated(), 2)) == [["Next paragraph ▶"]]


def test_only_paragraph_has_no_neighbours() -> None:
    """A document of one paragraph offers none before or after."""
    assert labels(paragraph_page(passage(position=1, count=1), "zh", 1)) == [["下一条结果"]]


def test_long_passage_is_cut_around_its_sentence() -> None:
    """The marked sentence survives in the middle of a passage of any length."""
    text = "前" * 5000 + "就是这一句。" + "后" * 5000
    seen = read_html(answer_page(answered(text=text, sentence=Span(5000, 5006)), 1).html)
    assert seen.marked("underline") == ["就是这一句。"]
    assert units(seen.text) <= 4096
    assert seen.text.startswith("…前")
    assert "后…\n\n" in seen.text


@given(st.text(alphabet=st.sampled_from("a<&>\"'; 中。🙂\n"), min_size=1, max_size=40), st.integers(1, 400), st.data())
def test_every_page_is_taken_by_telegram(piece: str, times: int, data: st.DataObject) -> None:
    """Whatever a passage holds and wherever its sentence stands: valid HTML, 4096 units at most, never empty."""
    text = piece * times
    ends = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    inner = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    short = ShortAnswer(piece, text[inner[0] : inner[1]], Span(*inner))
    words = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    marks = tuple(Span(*pair) for pair in zip(words[::2], words[1::2], strict=False))
    html = answer_page(answered(text=text, sentence=Span(*ends), short=short, marks=marks), 1).html
    tags = re.findall("</?b>", html)
    assert tags == ["<b>", "</b>"] * (len(tags) // 2)  # none in its like
    seen = read_html(html)
    assert 0 < units(seen.text) <= 4096


@given(st.integers(0, 400), st.text(max_size=300))
def test_documents_fit_in_one_message(count: int, title: str) -> None:
    """Any number of documents with titles of any length make one valid message."""
    seen = read_html(documents_page([document(title=title)] * count, "en").html)
    assert 0 < units(seen.text) <= 4096


def test_documents_left_out_are_counted() -> None:
    """What did not fit is said: the numbers listed and left out add up."""
    lines = documents_page([document(title="t" * 150)] * 100, "en").html.split("\n")
    assert lines[0] == "Documents: 100"
    assert lines[-1] == f"… and {100 - (len(lines) - 2)} more"
