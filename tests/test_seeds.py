"""The golden questions prove what they claim, and the seeds are our own words."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.questions import GOLDEN, golden

SEEDS = GOLDEN.parent
ARTICLE = Path(__file__).parents[2] / "shared" / "seeds" / "wic-article.txt"
ARTICLES = {path.name: path.read_text(encoding="utf-8") for path in SEEDS.glob("*.md") if path.name != "README.md"}
PARAGRAPHS = [part for text in ARTICLES.values() for part in text.split("\n\n") if not part.startswith("#")]


def test_there_are_enough_questions_of_each_kind() -> None:
    """At least 80, about half in each language, at least 20 unanswerable with near misses among them; ids are unique."""
    questions = golden()
    languages = Counter(question.language for question in questions)
    assert len(questions) >= 80
    assert abs(languages["en"] - languages["zh"]) <= 4
    assert sum(not question.answerable for question in questions) >= 20
    assert sum(question.near for question in questions) >= 10
    assert len({question.id for question in questions}) == len(questions)


def test_every_quote_stands_in_its_document() -> None:
    """Word for word."""
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["answerable"]:
            assert row["quote"] in ARTICLES[row["document"]], row["id"]


def test_evidence_names_one_paragraph_or_its_translation() -> None:
    """At least one paragraph counts as right, and at most two."""
    for question in golden():
        if question.answerable:
            assert 1 <= sum(question.answered_by(text) for text in PARAGRAPHS) <= 2, question.id


@pytest.mark.skipif(not ARTICLE.exists(), reason="the real article is not beside the project")
def test_the_article_is_retold_and_not_copied() -> None:
    """Its facts are found in it by the same evidence, and no 20 characters in a row are its own, marks aside."""
    lines = ARTICLE.read_text(encoding="utf-8").splitlines()[4:]
    for question in golden():
        if question.article:
            assert 1 <= sum(question.answered_by(line) for line in lines) <= 3, question.id
    original = re.sub(r"\W", "", "".join(lines))
    for text in PARAGRAPHS:
        own = re.sub(r"\W", "", text)
        assert not [own[i : i + 20] for i in range(len(own) - 19) if own[i : i + 20] in original]


def test_both_guides_name_the_same_commands() -> None:
    """Options, slash commands and variables are those of the other language's guide."""
    named = [
        set(re.findall(r"--[a-z]+|`/[a-z]+`|\b(?:WUZHEN|TELEGRAM)_[A-Z_]+\b", ARTICLES[f"guide.{x}.md"]))
        for x in ("en", "zh")
    ]
    assert named[0] == named[1]
    assert len(named[0]) > 10
