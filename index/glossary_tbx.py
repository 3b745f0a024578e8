"""Glossaries in TBX (ISO 30042), 2008's ``martif`` and 2019's ``tbx``: concepts, their languages, the terms of each.

An entity declaration is refused before anything is made of it, so neither files nor floods come in through one.
"""

from __future__ import annotations

from xml.parsers import expat  # entity declarations, which make it dangerous, are refused below

from index.glossary_entries import Entry, Fault, collapsed, fault_of, refused

_ROOTS = frozenset({"martif", "tbx"})
_CONCEPTS = frozenset({"termEntry", "conceptEntry"})
_LANGUAGES = frozenset({"langSet", "langSec"})


def read(text: str, name: str) -> tuple[list[Entry], list[Fault]]:
    """The concepts of ``text`` that have terms in English and in Chinese, and the terms that cannot be any.

    Raises ``GlossaryError`` for what is no TBX, or not well-formed.
    """
    concepts = _Concepts(name)
    try:
        concepts.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        why = expat.ErrorString(error.code)
        raise refused(
            name, f"is broken XML, line {error.lineno}: {why}", f"是损坏的 XML，第 {error.lineno} 行：{why}"
        ) from error
    return concepts.entries, concepts.faults


class _Concepts:
    """Gathers entries while expat goes through a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self.parser = expat.ParserCreate("utf-8")  # whatever the declaration says: the text is decoded already
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._refuse_entities
        self.parser.SkippedEntityHandler = self._refuse_entities
        self._began = False
        self._line = 0
        self._terms: dict[str, list[str]] = {}
        self._language: str | None = None
        self._parts: list[str] | None = None

    def _refuse_entities(self, *_: object) -> None:
        raise refused(self.name, "uses XML entities, which are not read", "使用了 XML 实体，不予读取")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = tag.rpartition(":")[2]
        if not self._began and element not in _ROOTS:
            raise refused(
                self.name, f"is XML, but no TBX: it begins with <{tag}>", f"是 XML，但不是 TBX：以 <{tag}> 开头"
            )
        self._began = True
        if element in _CONCEPTS:
            self._terms, self._line = {"en": [], "zh": []}, self.parser.CurrentLineNumber
        elif element in _LANGUAGES:
            self._language = _language(attributes)
        elif element == "term" and self._language in self._terms:
            self._parts = []

    def _characters(self, text: str) -> None:
        if self._parts is not None:
            self._parts.append(text)

    def _end(self, tag: str) -> None:
        element = tag.rpartition(":")[2]
        if element == "term" and self._parts is not None and self._language is not None:
            self._keep(collapsed("".join(self._parts)), self._language)
            self._parts = None
        elif element in _LANGUAGES:
            self._language = None
        elif element in _CONCEPTS:
            english, chinese = self._terms.get("en", []), self._terms.get("zh", [])
            if english and chinese:  # one that lacks a language says nothing here, as in a base of many languages
                self.entries.append(Entry(self._line, tuple(english), tuple(chinese)))
            self._terms = {}

    def _keep(self, term: str, language: str) -> None:
        fault = fault_of(term, self.parser.CurrentLineNumber)
        if fault is None:
            self._terms[language].append(term)
        else:
            self.faults.append(fault)


def _language(attributes: dict[str, str]) -> str:
    """``en`` of ``en-GB``, ``zh`` of ``zh-Hans``."""
    said = attributes.get("xml:lang") or attributes.get("lang") or ""
    return said.strip().replace("_", "-").partition("-")[0].lower()
