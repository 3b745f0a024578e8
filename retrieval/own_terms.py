"""People's own terms before the shipped lexicon: what a glossary says of a term is all that counts for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from index.library import Library
from index.types import Term
from retrieval.lexicon import Lexicon
from retrieval.renderings import Translations, Translator, term_of


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """A lexicon with the terms of glossaries put before it; they are sure, so each counts 1."""

    own: Mapping[str, Translations]
    shipped: Translator

    _newest: ClassVar[tuple[tuple[Term, ...], OwnTerms] | None] = None

    @classmethod
    def of(cls, library: Library) -> Translator:
        """The lexicon for questions over ``library``; its terms are keyed once as long as no glossary changes."""
        terms = library.terms()
        if not terms:
            return Lexicon.shipped()
        newest = cls._newest
        if newest is None or newest[0] is not terms:
            newest = cls._newest = terms, cls.before(Lexicon.shipped(), terms)
        return newest[1]

    @classmethod
    def before(cls, shipped: Translator, terms: Sequence[Term]) -> OwnTerms:
        """``terms`` in both directions before ``shipped``."""
        own: dict[str, list[tuple[str, float]]] = {}
        for term in terms:
            english, chinese = term_of(term.english), term_of(term.chinese)
            if english and chinese:
                own.setdefault(english, []).append((chinese, 1.0))
                own.setdefault(chinese, []).append((english, 1.0))
        return cls(own, shipped)

    def translations(self, terms: Sequence[str]) -> list[Translations]:
        """Translations of each of ``terms``, its own where it has any."""
        known = self.shipped.translations(terms)
        return [self.own.get(term, shipped) for term, shipped in zip(terms, known, strict=True)]
