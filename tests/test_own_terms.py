"""People's own terms: what a glossary changes from the next question on."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from index.adding import add_file
from index.glossary_keeping import add_glossary, remove_glossary
from index.library import LocalLibrary
from index.types import Term
from retrieval.answering import answer
from retrieval.lexicon import Lexicon
from retrieval.own_terms import OwnTerms
from retrieval.question import understand
from retrieval.types import Answer

PASSAGES = ("甲号机房的温度由值班员记录。", "乙号机房的温度由工程师记录。", "青龙系统的温度由管理员记录。")


@pytest.fixture
def library(tmp_path: Path) -> LocalLibrary:
    """Three passages that the fake encoder cannot tell apart."""
    opened = LocalLibrary.open(tmp_path / "library")
    for number, text in enumerate(PASSAGES):
        (tmp_path / f"{number}.txt").write_text(text + "\n", encoding="utf-8")
        add_file(opened, FakeEncoder(), tmp_path / f"{number}.txt")
    return opened


def asked(library: LocalLibrary, encoder: FakeEncoder) -> Answer:
    return answer(library, encoder, understand("Which is Zorblat Quux?"))


def test_a_glossary_counts_from_the_next_question_on(library: LocalLibrary, tmp_path: Path) -> None:
    """Its name finds the passage and is marked there, nothing is embedded, and it is gone when the glossary is."""
    encoder = FakeEncoder()
    assert asked(library, encoder).passages[0].passage.text == PASSAGES[0]
    (tmp_path / "own.tsv").write_text("Zorblat Quux\t青龙系统\n", encoding="utf-8")
    glossary = add_glossary(library, tmp_path / "own.tsv")
    best = asked(library, encoder).passages[0]
    assert best.passage.text == PASSAGES[2]
    assert [best.passage.text[slice(*span)] for span in best.marks] == ["青龙系统"]
    assert encoder.calls == 0
    remove_glossary(library, glossary)
    assert asked(library, encoder).passages[0].passage.text == PASSAGES[0]


def test_own_terms_come_before_shipped_ones() -> None:
    """What a glossary says of a term is all that counts for it, in both directions; the rest stays."""
    terms = OwnTerms.before(Lexicon.shipped(), (Term("Bank", "河岸"), Term("bank", "堤")))
    bank, shore, world = terms.translations(["bank", "河岸", "world"])
    assert bank == [("河岸", 1.0), ("堤", 1.0)]
    assert shore == [("bank", 1.0)]
    assert "世界" in dict(world)


def test_terms_are_keyed_once_a_glossary(library: LocalLibrary, tmp_path: Path) -> None:
    """The same object answers until something is added."""
    assert OwnTerms.of(library) is Lexicon.shipped()
    (tmp_path / "own.tsv").write_text("Zorblat Quux\t青龙系统\n", encoding="utf-8")
    add_glossary(library, tmp_path / "own.tsv")
    assert OwnTerms.of(library) is OwnTerms.of(library)
