"""Words that only ask or join: they have no one word in the other language, and prove nothing where they stand."""

from __future__ import annotations

import re

from index.tokens import tokens

FUNCTION_WORDS = frozenset(
    """
    a about after all also am an and any are as at be been before being but by can could did do does during
    for from had has have he her him his how i if in into is it its many me more most much my no not of on or
    our she so some such than that the their them then there these they this those to under us was we were
    what when where which while who whom why will with would you your
    """.split()  # noqa: SIM905  # one word a line would fill two screens
)
"""English words that have no one word in Chinese."""
ASKING = re.compile(
    "什么时候|什么时间|什麼時候|什么|什麼|何时|何時|哪一?[年天日月个個些里裡]|哪|多少|几|幾|谁|誰|怎么|怎麼|怎样|怎樣|如何|为什么|為什麼|"
    "[的了是在和与與有被把吗嗎呢于於从從由对對为為这這那之其及或也都就]"
)
"""Chinese that only asks or joins."""

_STEMS = FUNCTION_WORDS | {stem for word in FUNCTION_WORDS for stem in tokens(word)}


def says_something(term: str) -> bool:
    """Whether a lexicon's term neither is Chinese that only asks or joins, nor begins or ends with such an English word."""
    words = term.split(" ")
    return not ({words[0], words[-1]} & _STEMS or ASKING.fullmatch(term))
