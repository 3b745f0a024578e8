"""Sentences and passages: nothing lost, nothing cut in the middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentences
from index.split import LONGEST, pieces, weight, windows
from index.types import Paragraph, Span
from index.units import units_of, without_glosses


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We stayed in.", ["It rained.", "We stayed in."]),
        (
            "Dr. Smith met Mr. Wu at 3.5 p.m. in the U.S. capital.",
            ["Dr. Smith met Mr. Wu at 3.5 p.m. in the U.S. capital."],
        ),
        ("See e.g. the map. It helps!", ["See e.g. the map.", "It helps!"]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("Version 2.0.1 is at example.org now.", ["Version 2.0.1 is at example.org now."]),
        ("下雨了。我们在家。", ["下雨了。", "我们在家。"]),
        ("“成立了国际组织。”2022年7月12日，大会宣告。", ["“成立了国际组织。”", "2022年7月12日，大会宣告。"]),
        ("他说：“走吧！”然后走了；没有回头。", ["他说：“走吧！”", "然后走了；没有回头。"]),
        ("OK.结束了。", ["OK.", "结束了。"]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("No end", ["No end"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """English and Chinese ends with their closing quotes; abbreviations, decimals and addresses end nothing."""
    assert cut(text) == expected


@given(st.text(alphabet='aB .!?。！？…”"）\n中文3', max_size=80))
def test_no_character_is_lost_and_none_counted_twice(text: str) -> None:
    """Spans are in order, apart, trimmed, and cover all but white space."""
    spans = sentences(text)
    covered: set[int] = set()
    for span in spans:
        assert span.start < span.end
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        assert not covered & set(range(*span))
        covered |= set(range(*span))
    assert {index for index, character in enumerate(text) if not character.isspace()} <= covered
    assert list(spans) == sorted(spans)


def test_a_long_line_of_dots_takes_linear_time() -> None:
    """A million characters without an end of their own are one pass."""
    assert len(sentences("." * 1_000_000)) == 1
    assert len(sentences("a. " * 100_000)) == 1


def test_windows_are_runs_of_two() -> None:
    """N − 1 of them, and none where they would repeat the paragraph."""
    spans = sentences("One. Two. Three.")
    assert windows(spans) == (Span(0, 9), Span(5, 16))
    assert windows(spans[:2]) == ()


def test_a_paragraph_is_a_passage() -> None:
    """With its heading and its sentences."""
    (piece,) = pieces([Paragraph("It rained. We stayed in.", "Weather")])
    assert (piece.text, piece.heading, len(piece.sentences)) == ("It rained. We stayed in.", "Weather", 2)


@pytest.mark.parametrize(
    "text", ["乌镇常常下雨，人们都带着伞出门。" * 200, "It often rains in the valley. " * 300, "x" * 9000]
)
def test_a_long_paragraph_is_divided_at_sentence_ends(text: str) -> None:
    """Into parts that fit the encoder and are together the whole."""
    parts = list(pieces([Paragraph(text)]))
    assert len(parts) > 1
    assert max(weight(part.text) for part in parts) <= LONGEST * 1.5
    assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())
    if "." in text or "。" in text:
        assert all(part.text[-1] in ".。" for part in parts)


@given(st.lists(st.text(alphabet="ab 。.乌镇，\n", max_size=60), max_size=5))
def test_no_text_is_lost_in_pieces(texts: list[str]) -> None:
    """All that is not white space comes back, in order."""
    found = "".join("".join(piece.text.split()) for piece in pieces(Paragraph(text) for text in texts))
    assert found == "".join("".join(text.split()) for text in texts)


def test_units_are_paragraph_sentences_and_windows() -> None:
    """None twice: a single sentence is its paragraph, two have no window."""
    text = "One. Two. Three."
    spans = sentences(text)
    assert units_of(text, "", spans, windows(spans)) == [text, "One.", "Two.", "Three.", "One. Two.", "Two. Three."]
    assert units_of("One.", "", sentences("One."), ()) == ["One."]
    assert units_of("One.", "Numbers", sentences("One."), ()) == ["Numbers\nOne."]


def test_foreign_names_in_brackets_are_not_embedded() -> None:
    """In Chinese text alone, and only where the bracket holds no Chinese but the name's introduction."""
    assert (
        without_glosses("世界互联网大会（World Internet Conference）在乌镇（Wuzhen）召开。")
        == "世界互联网大会在乌镇召开。"
    )
    assert without_glosses("（会议在下午）召开。") == "（会议在下午）召开。"
    text = "The town (Wuzhen) is old."
    assert units_of(text, "", sentences(text), ()) == [text]
