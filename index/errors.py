"""The errors of wuzhen, each with a text for people in both languages.

Programmer mistakes stay ``ValueError``; only what a person can meet, and mend, is a ``WuzhenError``.
"""

from __future__ import annotations

from index.types import Language


class WuzhenError(Exception):
    """Something a person did or met; its text is shown as it is and ends with the next thing to type."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh

    def text(self, language: Language) -> str:
        """The same message in the language of the person who reads it."""
        return self.zh if language == "zh" else self.en


class DocumentError(WuzhenError):
    """A file cannot become a document: missing, empty, binary, undecodable or of an unknown format."""


class LinkError(DocumentError):
    """A link cannot become a document: it may not be opened, nothing is there, or what is there is none."""


class GlossaryError(WuzhenError):
    """A file cannot become a glossary: no pairs of terms, broken lines, contradictions, or too much of it."""


class LibraryError(WuzhenError):
    """The library on disk cannot be used: damaged, newer than this program, or not writable."""


class EncoderError(WuzhenError):
    """An encoder cannot be opened, or is not the one that made the library."""


class QuestionError(WuzhenError):
    """A question that cannot be asked: blank, or longer than a question can be."""


class Declined(WuzhenError):  # noqa: N818  # a person's answer, not a fault
    """The person was asked and said no; nothing was changed."""
