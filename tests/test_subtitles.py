"""Subtitles: captions become paragraphs of sentences with the time of the first; marks, notes and repetitions are left out."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_files import found_in

from index.errors import DocumentError
from index.types import Paragraph, Place


def srt(*captions: str, seconds: int = 2, gap: float = 0.0) -> str:
    """Captions one after the other, each for some seconds."""
    blocks = []
    for number, text in enumerate(captions):
        start = number * (seconds + gap)
        blocks.append(f"{number + 1}\n{_clock(start)} --> {_clock(start + seconds)}\n{text}\n")
    return "\n".join(blocks)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02},{int(seconds % 1 * 1000):03}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("name", ["talk.srt", "talk.txt", "talk"])
def test_subtitles_are_told_by_their_content(encoding: str, name: str) -> None:
    """Whatever they are called and written in; Chinese is joined without a space."""
    text = srt("乌镇是一座水乡古镇，", "位于浙江省的北部。", "这里常常下雨。").replace("\n", "\r\n")
    found = found_in(text.encode(encoding), name)
    expected = "乌镇是一座水乡古镇，位于浙江省的北部。这里常常下雨。"
    assert found.paragraphs == [Paragraph(expected, "", Place("time", "0:00:00"))]
    assert found.reading.language == "zh"


def test_a_pause_ends_a_paragraph() -> None:
    """Of more than four seconds; the place is the time of the first caption."""
    text = srt("It rained", "all night.") + "\n3\n01:02:03,500 --> 01:02:05,000\nThen the sun came.\n"
    found = found_in(text, "a.srt")
    assert (found.texts, found.places) == (["It rained all night.", "Then the sun came."], ["0:00:00", "1:02:03"])


def test_a_long_paragraph_ends_with_its_sentence() -> None:
    """Not in the middle of one."""
    found = found_in(srt(*["It rained all night and all day", "in the valley of the mill."] * 40), "a.srt")
    assert len(found.texts) > 1
    assert all(text.endswith("mill.") for text in found.texts)
    assert " ".join(found.texts).count("It rained") == 40


def test_speech_without_full_stops_is_divided_all_the_same() -> None:
    """Chinese captions without any punctuation keep their lines."""
    found = found_in(srt(*["and then we went on to the next town"] * 200), "a.srt")
    assert max(map(len, found.texts)) < 2000
    assert found_in(srt("大家好", "我是小王", "今天下雨"), "a.srt").texts == ["大家好\n我是小王\n今天下雨"]


def test_marks_are_left_out() -> None:
    """Tags, positions, dashes of speakers, entities, readings over characters."""
    lines = ("- Hello <i>there</i>,", "{\\an8}my &amp; <font color='red'>your</font> friend.", ">> Is 3 < 4?")
    assert found_in(srt(*lines), "a.srt").texts == ["Hello there, my & your friend. Is 3 < 4?"]
    assert found_in("WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>漢<rt>hàn</rt></ruby>字。\n", "a.vtt").texts == ["漢字。"]


def test_sounds_are_told_as_dropped() -> None:
    """A caption of nothing else."""
    found = found_in(srt("It rained.", "[Music]", "♪", "（掌声）", "[Anna] Then it stopped."), "a.srt")
    assert found.texts == ["It rained.", "[Anna] Then it stopped."]
    assert found.reasons == ["sound"] * 3
    assert found.dropped[0].line == 6


def test_numbers_that_are_said_stay() -> None:
    """And those that count the captions go, even where no blank line stands before them."""
    text = srt("It was\n1984", "A", "B").replace("A\n\n3", "A\n3")
    assert found_in(text, "a.srt").texts == ["It was 1984 A B"]
    unnumbered = "WEBVTT\n\n00:01.000 --> 00:02.000\nIt was\n1984\n\n00:02.000 --> 00:03.000\nA\n"
    assert found_in(unnumbered, "a.vtt").texts == ["It was 1984 A"]


VTT = """WEBVTT - A talk
Kind: captions

NOTE made by hand
for the talk

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.000 position:10% align:start
<v Anna>It rained all night.

00:02.000 --> 00:03.000
<v Anna>And then?

second
00:03.000 --> 00:04.000
<v.loud Bob>It stopped.
"""


def test_webvtt() -> None:
    """Its title, voices where they begin, no names of captions; notes and styles are told as dropped."""
    found = found_in(VTT, "a.vtt")
    assert found.reading.title == "A talk"
    assert found.paragraphs == [
        Paragraph("Anna: It rained all night. And then? Bob: It stopped.", "", Place("time", "0:00:01"))
    ]
    assert found.reasons == ["note", "note", "style", "style"]


def test_rolling_captions_are_folded() -> None:
    """Speech as it is recognised: what is still shown is not said again."""
    said = ["the mill stood still", "for many years", "and nobody knew", "why it did"]
    cues, before = ["WEBVTT\nKind: captions"], " "
    for number, line in enumerate(said):
        first, last = f"00:{2 * number:02}.000", f"00:{2 * number + 2:02}.000"
        cues.append(f"{first} --> {last} align:start\n{before}\n{line.replace(' ', '<00:00:01.000><c> ', 1)}</c>")
        cues.append(f"{last} --> 00:{2 * number + 2:02}.010\n{line}\n ")
        before = line
    assert found_in("\n\n".join(cues), "a.vtt").texts == [" ".join(said)]


def test_growing_captions_are_folded() -> None:
    """Each repeats the one before and goes on."""
    assert found_in(srt("we", "we are", "we are here", "we are here now", "the end"), "a.srt").texts == [
        "we are here now the end"
    ]


def test_what_is_said_twice_stays_twice() -> None:
    """In captions that do not roll."""
    assert found_in(srt("No.", "No.", "Why not?", "It rains.", "So what?"), "a.srt").texts == [
        "No. No. Why not? It rains. So what?"
    ]


def test_two_languages_are_two_paragraphs() -> None:
    """Chinese over English in each caption, as films have it."""
    found = found_in(srt("昨天夜里下雨了。\nIt rained last night.", "今天天晴。\nToday is fine."), "a.srt")
    assert found.texts == ["昨天夜里下雨了。今天天晴。", "It rained last night. Today is fine."]


@given(
    st.lists(st.sampled_from([*VTT.splitlines(), "7", "x", "99999:99:99.9 --> 1:1.1", "00:00:01,000 --> 00:00:00,000"]))
)
@settings(max_examples=200, deadline=None)
def test_lines_in_any_order_are_read(lines: list[str]) -> None:
    """Nothing but a DocumentError comes out."""
    for start in ("WEBVTT\n\n", "1\n00:00:01,000 --> 00:00:02,000\n"):
        found_in(start + "\n".join(lines), "a.vtt")


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """After a start that says WebVTT."""
    with suppress(DocumentError):
        found_in(b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + data, "a.vtt")
