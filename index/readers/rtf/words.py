"""The words of RTF that matter to a reader, what they stand for, and the state they are read in."""

from __future__ import annotations

from dataclasses import dataclass

_SKIPPED = frozenset(
    """
    colortbl pict header headerl headerr headerf footer footerl footerr footerf fldinst filetbl listtable
    listoverridetable revtbl rsidtbl generator annotation atnid atnauthor atntime atnref atnicn ftnsep ftnsepc ftncn
    aftnsep aftnsepc aftncn comment nonshppict shprslt template nonesttables userprops xmlnstbl themedata formfield
    datafield objdata objclass objname pnseclvl private xe rxe tc tcn sp bkmkstart bkmkend upr operator company subject
    keywords doccomm category manager hlinkbase revtim printim buptim stylerestrictions latentstyles
    """.split()  # noqa: SIM905  # one word a line would fill two screens
)
PLACES = {"fonttbl": "fonts", "stylesheet": "styles", "info": "info", "listtext": "marker", "pntext": "marker"}
PLACES |= {"footnote": "flow", "shptxt": "flow", "dptxbxtext": "flow", "object": "shape", "shpinst": "shape"}
PLACES |= {"do": "shape", "shp": "shape", "shpgrp": "shape", "shppict": "skip"} | dict.fromkeys(_SKIPPED, "skip")
"""Where the text of a group goes that begins with the word: a flow of its own, or nowhere (``skip``)."""
SHOWN = {"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•"}
SHOWN |= {"line": "\n", "lbr": "\n", "tab": " ", "~": " ", "_": "-", "emspace": " ", "enspace": " ", "qmspace": " "}
SHOWN |= {"nestcell": " ", "nestrow": "\n"}
"""Words that stand for characters."""
SYSTEMS = {"mac": 10000, "pc": 437, "pca": 850}
"""Code pages of the systems a file may name instead of one."""


@dataclass(frozen=True, slots=True)
class State:
    """What a group has, and gives back to the one around it at its end."""

    place: str = "text"
    skip: int = 1
    """Characters after ``\\u`` that stand for it in old programs."""
    font: int = -1
    hidden: bool = False
    deleted: bool = False
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    centred: bool = False
    size: int = 24
    """Of letters, in half points."""


def unit(number: int) -> str:
    """A character, or half of one: numbers have 16 bits with a sign, and more in what some programs write."""
    return chr(number % 0x10000 if number < 0x10000 else min(number, 0x10FFFF))
