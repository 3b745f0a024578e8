"""Passages that say the same are one answer: which of them are scored, which one is shown, and legs that look past copies.

Every copy is a passage of its own in words and vectors, so a paragraph that stands in a hundred documents could fill a leg.
Copies count in how rare a word is: leaving them out gains one question of 632 where a third of all paragraphs has three copies.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from index.copies import Origin

T = TypeVar("T")

CROWDED = 0.75
"""Share of a leg's passages that must say different things; under it the leg is asked again for as many more."""
MOST = 4096
"""Most that a leg is asked for, however many copies there are."""


def different(
    find: Callable[[int], Sequence[int]], count: int, origins: Callable[[Iterable[int]], Mapping[int, Origin]]
) -> Sequence[int]:
    """What ``find(count)`` gives, or ``find`` of more where too many of those passages say the same."""
    asked, found = count, find(count)
    while found:
        kinds = len({origin.key for origin in origins(found).values()})
        wider = min(MOST, count * len(found) // kinds + 1)
        if kinds >= CROWDED * len(found) or wider <= asked:
            break
        asked, found = wider, find(wider)
    return found


def scored_alone(origins: Mapping[int, Origin]) -> list[int]:
    """Of passages with the same text and heading, whose scores are the same too, the one that stands first."""
    return first_of_each(sorted(origins, key=origins.__getitem__), lambda one: (origins[one].key, origins[one].heading))


def first_of_each(ordered: Iterable[T], kind: Callable[[T], Hashable]) -> list[T]:
    """The first of each kind, in order."""
    first: dict[Hashable, T] = {}
    for one in ordered:
        first.setdefault(kind(one), one)
    return list(first.values())
