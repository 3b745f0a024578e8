"""No passage of characters that mean nothing, and no readable text taken for such."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import DocumentError
from index.readers import read
from index.readers.file import File
from index.readers.gibberish import odd, sound
from index.types import Dropped, Paragraph, Place, Reading

ARTICLE = Path(__file__).parents[2] / "shared" / "seeds" / "wic-article.txt"
TOWN = (
    "乌镇是一座水乡古镇，河道穿镇而过，两岸的老屋多是木头搭成的。清早有人在河边洗衣，也有人摇着船去买菜。"
    "镇上的人世代养蚕，春天里家家忙着采桑叶，到了夜里还要起来添几次。雨下得久了，石桥上便生出一层青苔。\n"
) * 20
ENGLISH = (
    "The mill stood still for years, and nobody in the valley knew why. Then it rained, and the wheel turned. " * 20
)
GERMAN = "Der Zug fährt über München nach Köln, wo die Straße schön ist; später hält er in Görlitz für Gäste. " * 20
FRENCH = "L'été dernier, un élève a été reçu à l'école où sa mère était née ; ça l'a ému, à côté du théâtre. " * 20
JAPANESE = "雨が降ると、橋の上に苔が生える。朝早く、川のそばで洗濯をする人がいる。舟で野菜を買いに行く人もいる。" * 20
NOISE = random.Random(1).randbytes(6000)


def through(texts: Iterable[str | Paragraph], dropped: list[Dropped] | None = None) -> list[str]:
    paragraphs = (Paragraph(text) if isinstance(text, str) else text for text in texts)
    file = File(io.BytesIO(), "page.pdf", None if dropped is None else dropped.append)
    return [paragraph.text for paragraph in sound(Reading("page", "zh", paragraphs), file).paragraphs]


@pytest.mark.parametrize(
    "text", [TOWN, ENGLISH, GERMAN, FRENCH, JAPANESE, "🐟 a fish, 👩‍👩‍👧 a family. " * 50, "x", "Größe: 5 µm²"]
)
def test_readable_text_passes(text: str) -> None:
    """As it is, in whatever language."""
    assert through([text]) == [text]


@pytest.mark.skipif(not ARTICLE.exists(), reason="the real article is not beside the project")
def test_the_real_article_has_no_odd_character() -> None:
    """Not one."""
    assert odd(ARTICLE.read_text(encoding="utf-8")) == 0


WRONG = {
    "random bytes as Latin-1": NOISE.decode("latin-1"),
    "random bytes as cp1252": NOISE.decode("cp1252", "replace"),
    "random bytes as UTF-8": NOISE.decode("utf-8", "replace"),
    "random bytes as GB18030": NOISE.decode("gb18030", "replace"),
    "random bytes as UTF-16": NOISE.decode("utf-16-le", "replace"),
    "UTF-8 as cp1252": TOWN.encode().decode("cp1252", "replace"),
    "UTF-8 as Latin-1": TOWN.encode().decode("latin-1"),
    "UTF-8 as GB18030": TOWN.encode().decode("gb18030", "replace"),
    "UTF-8 as Big5": TOWN.encode().decode("big5hkscs", "replace"),
    "GB18030 as UTF-8": TOWN.encode("gb18030").decode("utf-8", "replace"),
    "GB18030 as Latin-1": TOWN.encode("gb18030").decode("latin-1"),
    "a font without its table": "".join(chr(0xE000 + ord(c) % 6000) if c > "\x7f" else c for c in TOWN),
}


@pytest.mark.parametrize("how", sorted(WRONG))
@pytest.mark.parametrize("cut", [1, 5])
def test_gibberish_is_refused(how: str, cut: int) -> None:
    """Whole or in paragraphs; a line in both languages instead of passages."""
    text = WRONG[how]
    size = -(-len(text) // cut)
    with pytest.raises(DocumentError, match="page.pdf holds no readable text") as raised:
        through(text[at : at + size] for at in range(0, len(text), size))
    assert "乱码" in raised.value.zh
    assert "Next: " in raised.value.en


def test_one_bad_paragraph_is_left_out_and_named() -> None:
    """With its page, or where there is none with its number."""
    dropped: list[Dropped] = []
    bad = "\ue001\ue002\ue003 = \ue004"
    found = through([ENGLISH, bad, Paragraph(bad, "", Place("page", "7")), TOWN], dropped)
    assert found == [ENGLISH, TOWN]
    assert dropped == [Dropped(2, bad, "gibberish"), Dropped(7, bad, "gibberish")]


def test_a_bullet_of_a_symbol_font_is_no_gibberish() -> None:
    """Word writes bullets as private-use characters."""
    assert through(["\uf0b7 milk", "\uf0b7 eggs"]) == ["\uf0b7 milk", "\uf0b7 eggs"]


def test_odd_characters_here_and_there_are_weighed() -> None:
    """A paragraph may hold a few where the text has few; a text of one in fifteen is none."""
    formula = "The energy is \ue001 \ue002 \ue003 \ue004 as was said before and will be said again."
    assert through([ENGLISH, formula]) == [ENGLISH, formula]
    with pytest.raises(DocumentError):
        through(["".join("\ue001" if at % 15 == 0 else c for at, c in enumerate(ENGLISH))])


def test_halves_of_characters_are_shown_as_missing() -> None:
    """No database keeps them, wherever they stand."""
    reading = Reading("a\ud83d", "en", iter([Paragraph("b\udc1f", "c\ud83d")]))
    found = sound(reading, File(io.BytesIO(), "page.pdf"))
    assert found.title == "a\ufffd"
    assert list(found.paragraphs) == [Paragraph("b\ufffd", "c\ufffd")]


def test_a_text_that_turns_bad_late_is_refused() -> None:
    """What was good at first does not excuse more gibberish than text."""
    with pytest.raises(DocumentError):
        through([ENGLISH * 3, *["\ue001" * 500] * 50])


def test_judging_is_lazy() -> None:
    """No more than a few thousand characters are held back: a text may be larger than memory."""
    taken: list[int] = []

    def endless() -> Iterable[Paragraph]:
        while True:
            taken.append(1)
            yield Paragraph(ENGLISH)

    paragraphs = sound(Reading("page", "en", iter(endless())), File(io.BytesIO(), "page.pdf")).paragraphs
    next(paragraphs)
    assert len(taken) <= 3


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=()), max_size=60), max_size=40))
@settings(max_examples=200, deadline=None)
def test_what_passes_can_be_kept(texts: list[str]) -> None:
    """Whatever a reader gives, halves of characters included: what comes out can be written, or is refused."""
    with suppress(DocumentError):
        for text in through(texts):
            text.encode()


def test_the_door_has_the_gate() -> None:
    """A file of text that was once decoded wrongly is refused by ``read``, for every format."""
    for name in ("page.txt", "page.md"):
        with pytest.raises(DocumentError, match="no readable text"):
            list(read(File(io.BytesIO(WRONG["UTF-8 as GB18030"].encode()), name)).paragraphs)
