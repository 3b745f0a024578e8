"""A phrase in both languages; each front end keeps its own phrases beside its code."""

from __future__ import annotations

from dataclasses import dataclass

from index.types import Language


@dataclass(frozen=True, slots=True)
class Phrase:
    """The same words in English and Chinese, with ``str.format`` fields for what varies."""

    en: str
    zh: str

    def say(self, language: Language, **values: object) -> str:
        """The phrase in ``language``, its fields filled in."""
        return (self.zh if language == "zh" else self.en).format(**values)
