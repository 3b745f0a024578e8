"""What the groups and words of an RTF mean: which text is shown, in which encoding, in which paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from index.readers.looks import Look, look_by_name
from index.readers.outline import TITLE, Block
from index.readers.rtf.flow import MAX_SIZE, Flow
from index.readers.rtf.fonts import Fonts, decode
from index.readers.rtf.tokens import Token, plain
from index.readers.rtf.words import PLACES, SHOWN, SYSTEMS, State, unit

DEEPEST = 1_000
"""Groups within each other; those of real files are some 20."""
LARGE = 28
"""Half points from which letters are larger than those of a text."""
_NO_LOOK = Look()
_UNIT = re.compile(rb"\\u(-?[0-9]+)(\?|(?:\\'[0-9a-fA-F]{2})+)")


class Document:
    """Takes tokens; ``blocks`` at the end are the text, ``about`` the title, author and date."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._state = State()
        self._stack: list[State] = []
        self._flows = [Flow()]
        self._styles: dict[int, Look] = {}
        self._default_font = -1
        self._starred = False
        self._to_skip = 0
        self._pending = bytearray()
        self._codecs: tuple[str, ...] = ("cp1252",)
        self._name = ""
        self.about = {"title": "", "author": "", "yr": "", "mo": "", "dy": ""}
        self.too_deep = False

    @property
    def is_open(self) -> bool:
        """Whether the file breaks off within groups."""
        return len(self._stack) > 1

    def take(self, found: Iterable[Token]) -> None:
        """All tokens of a file, up to the end of its outermost group."""
        for token in found:
            if token.kind == "open":
                self._open()
            elif token.kind == "close":
                self._close()
                if not self._stack:
                    break
            elif token.kind == "bytes":
                self._bytes(token.data)
            elif token.kind == "units":
                self._units(token)
            else:
                self._word(token)
            if len(self._stack) > DEEPEST:
                self.too_deep = True
                break
        self._flush()

    def end(self) -> tuple[list[Block], list[str]]:
        """The blocks, and the lines of the table of contents."""
        while len(self._flows) > 1:
            self._end_flow()
        flow = self._flows[0]
        return flow.end(self._look()), flow.dropped

    def _open(self) -> None:
        self._to_skip = 0
        self._stack.append(self._state)
        if self._state.place == "styles":
            self._flush()
            self._name = ""
            self._state = replace(self._state, style=0, outline=None)

    def _close(self) -> None:
        self._to_skip = 0
        outer = self._stack.pop() if self._stack else State()
        if outer != self._state:
            self._flush()
        if self._state.place == "flow" and outer.place != "flow":
            self._end_flow()
        elif self._state.place == "styles" and outer.place == "styles" and self._name:
            look = look_by_name(self._name.strip().rstrip(";"))
            level = look.level if look.level is not None else self._state.outline
            self._styles[self._state.style] = replace(look, level=level)
            self._name = ""
        self._state = outer

    def _end_flow(self) -> None:
        self._flush()
        blocks = self._flows.pop().end(self._look())
        self._flows[-1].after.extend(blocks)

    def _bytes(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        if self._state.place == "skip" or skipped == len(data):
            return
        found = self._fonts.codecs(self._state.font)
        if found != self._codecs:
            self._flush()
            self._codecs = found
        self._pending += data[skipped:]

    def _units(self, token: Token) -> None:
        """Characters in Unicode, each followed by bytes for old programs: at once where their number is as announced."""
        found = _UNIT.findall(token.data)
        if self._state.skip != token.number or self._to_skip:
            for number, escaped in found:
                self._word(Token("word", "u", int(number)))
                self._bytes(plain(escaped))
        elif self._state.place != "skip":
            self._flush()
            self._text("".join(unit(int(number)) for number, _ in found))

    def _flush(self) -> None:
        r"""Decode the bytes so far: a character's two bytes may be written in two ways, ``\'c4`` and ``@``."""
        if self._pending:
            text, self._pending = decode(bytes(self._pending), self._codecs), bytearray()
            self._text(text)

    def _text(self, text: str) -> None:
        place = self._state.place
        if self._state.hidden or self._state.deleted:
            return
        if place in {"text", "flow"}:
            flow = self._flows[-1]
            flow.parts.append(text)
            flow.smallest = min(flow.smallest, self._state.size if text.strip() else flow.smallest)
        elif place == "marker":
            self._flows[-1].marker += text
        elif place == "styles":
            self._name += text
        elif place in self.about:
            self.about[place] += text

    def _word(self, token: Token) -> None:
        word, number = token.word, token.number
        if word == "*":
            self._starred = True
            return
        starred, self._starred = self._starred, False
        if self._to_skip and (token.kind == "sign" or word in SHOWN):
            self._to_skip -= 1
            return
        self._to_skip = 0
        if self._state.place == "skip" and not (word == "ud" and starred):
            return
        self._flush()
        if word == "u" and number is not None:
            self._text(unit(number))
            self._to_skip = self._state.skip
        elif word in SHOWN:
            self._text(SHOWN[word])
        elif not self._place(word, starred=starred) and not self._ends(word):
            self._set(word, number)

    def _place(self, word: str, *, starred: bool) -> bool:
        """Follow a word that says what its group is; unknown ones with a star are not to be shown."""
        place = PLACES.get(word)
        if word == "ud":
            place = self._outer_place()
        elif self._state.place == "info" and word in {"title", "author"}:
            place = word
        elif word == "result" and self._state.place == "shape":
            place = "text"
        elif place is None and starred:
            place = "skip"
        if place is None:
            return False
        if place == "flow":
            self._flows.append(Flow())
        self._state = replace(self._state, place=place)
        return True

    def _outer_place(self) -> str:
        """The place around a group that is written twice, once for old programs, which are the ones that skip this."""
        return next((state.place for state in reversed(self._stack) if state.place != "skip"), "text")

    def _ends(self, word: str) -> bool:
        """Follow a word that ends a paragraph, a cell or a row."""
        if self._state.place not in {"text", "flow"}:
            return False
        flow = self._flows[-1]
        if word in {"par", "sect", "page"}:
            flow.end_paragraph(self._titled(self._look()), in_table=self._state.in_table)
        elif word == "cell":
            flow.end_cell(self._look())
        elif word == "row":
            flow.end_row()
        else:
            return False
        return True

    def _look(self) -> Look:
        style = self._styles.get(self._state.style, _NO_LOOK)
        if self._state.outline is None or style.level is not None:
            return style
        return replace(style, level=self._state.outline)

    def _titled(self, look: Look) -> Look:
        """A first line that is centred and large is a title, where the writer knows no styles."""
        flow, state = self._flows[-1], self._state
        first = len(self._flows) == 1 and not flow.blocks and not state.in_table
        shown = state.centred and LARGE <= flow.smallest < MAX_SIZE
        return replace(look, level=TITLE) if first and shown and look.level is None else look

    def _set(self, word: str, number: int | None) -> None:
        """Follow a word that changes what comes after it."""
        on = number != 0
        match word:
            case "v":
                self._state = replace(self._state, hidden=on)
            case "deleted":
                self._state = replace(self._state, deleted=on)
            case "plain":
                self._state = replace(self._state, hidden=False, deleted=False, font=self._default_font, size=24)
            case "pard":
                self._state = replace(self._state, style=0, outline=None, in_table=False, centred=False)
            case "qc" | "ql" | "qr" | "qj":
                self._state = replace(self._state, centred=word == "qc")
            case "fs":
                self._state = replace(self._state, size=number or 24)
            case "intbl":
                self._state = replace(self._state, in_table=on)
            case "s":
                self._state = replace(self._state, style=number or 0)
            case "outlinelevel":
                level = 9 if number is None else number
                self._state = replace(self._state, outline=level + 1 if 0 <= level < 9 else None)
            case "f":
                self._state = replace(self._state, font=number or 0)
            case "uc":
                self._state = replace(self._state, skip=max(0, number if number is not None else 1))
            case _:
                self._of_file(word, number)

    def _of_file(self, word: str, number: int | None) -> None:
        """Follow a word that is said once, of the whole file."""
        if word == "fcharset" and self._state.place == "fonts":
            self._fonts.add(self._state.font, number or 0)
        elif word == "ansicpg" and number:
            self._fonts.page = number
        elif word in SYSTEMS and self._state.place == "text":
            self._fonts.page = SYSTEMS[word]
        elif word == "deff":
            self._default_font = number or 0
            self._state = replace(self._state, font=self._default_font)
        elif word == "creatim":
            self._state = replace(self._state, place="creatim")
        elif word in {"yr", "mo", "dy"} and self._state.place == "creatim":
            self.about[word] = str(number or 0)
