"""Every phrase of the Telegram bot exists in both languages and takes the same values."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from bot.telegram import words
from bot.telegram.cut import units
from bot.words import Phrase

PHRASES = {name: phrase for name, phrase in vars(words).items() if isinstance(phrase, Phrase)}
PHRASES |= {f"COMMANDS[{name}]": phrase for name, phrase in words.COMMANDS.items()}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", PHRASES)
def test_both_languages_take_the_same_values(name: str) -> None:
    """What the English phrase fills in, the Chinese one fills in too."""
    assert fields(PHRASES[name].en) == fields(PHRASES[name].zh)


@pytest.mark.parametrize("name", PHRASES)
def test_chinese_is_chinese_and_english_is_not(name: str) -> None:
    """No phrase was left untranslated or put in the wrong place."""
    assert re.search(r"[\u4e00-\u9fff]", PHRASES[name].zh)
    assert not re.search(r"[\u4e00-\u9fff]", PHRASES[name].en)


@pytest.mark.parametrize("phrase", [words.NO_MORE, words.GONE, words.QUESTION_GONE, words.TOO_OLD])
def test_toasts_are_short(phrase: Phrase) -> None:
    """A toast holds 200 units."""
    assert max(units(phrase.en), units(phrase.zh)) <= 200


def test_commands_suit_telegram() -> None:
    """Names of 1 to 32 small letters, descriptions of 3 to 256 characters."""
    for name, phrase in words.COMMANDS.items():
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert all(3 <= len(text) <= 256 for text in (phrase.en, phrase.zh))
