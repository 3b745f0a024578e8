"""What work on folders did, in lines; and what is asked about files that are gone."""

from __future__ import annotations

from collections.abc import Sequence

from bot.console import folder_words
from bot.console.style import visible
from bot.words import Phrase
from index.errors import WuzhenError
from index.folder_types import Synced
from index.types import Language

SHOWN = 20
"""Names of documents that are listed before a person is asked about them."""


def summary(synced: Synced, language: Language) -> list[str]:
    """What was done, in files, and what was not looked at."""
    counts: list[tuple[Phrase, int]] = [
        (folder_words.ADDED, synced.added),
        (folder_words.REPLACED, synced.replaced),
        (folder_words.MOVED_COUNT, synced.moved),
        (folder_words.REMOVED, synced.removed),
        (folder_words.UNCHANGED, synced.unchanged),
    ]
    parts = [phrase.say(language, count=count) for phrase, count in counts if count]
    if parts and synced.unchanged != sum(count for _, count in counts):
        lines = [folder_words.SUMMARY.say(language, parts=folder_words.JOINT.say(language).join(parts))]
    else:
        lines = [folder_words.NOTHING_TO_DO.say(language, count=synced.unchanged)]
    if synced.left_out and (synced.added or synced.replaced):
        lines.append(folder_words.LEFT_OUT.say(language, count=synced.left_out))
    return lines


def troubles(synced: Synced, language: Language) -> list[str]:
    """What did not go in, each file with its reason; what failed before; what stayed because nobody agreed."""
    lines = []
    if synced.troubles:
        lines.append(folder_words.TROUBLES.say(language, count=len(synced.troubles)))
        lines += [f"  {trouble_text(trouble.error, language)}" for trouble in synced.troubles]
    if synced.failing:
        lines.append(folder_words.FAILING.say(language, count=synced.failing))
    if synced.kept:
        lines.append(folder_words.KEPT.say(language, count=synced.kept))
    return lines


def trouble_text(error: WuzhenError, language: Language) -> str:
    """The reason on one line."""
    return " ".join(visible(error.text(language)).split())


def removal_question(names: Sequence[str], language: Language, *, always: bool = False) -> str:
    """The documents whose files are gone, and whether to remove them (``always``: from now on)."""
    lines = [folder_words.GONE.say(language, count=len(names))]
    lines += [f"  {' '.join(visible(name).split())}" for name in names[:SHOWN]]
    if len(names) > SHOWN:
        lines.append("  " + folder_words.MORE.say(language, count=len(names) - SHOWN))
    question = folder_words.REMOVE_FROM_NOW_ON if always else folder_words.REMOVE_THEM
    return "\n".join([*lines, question.say(language)])
