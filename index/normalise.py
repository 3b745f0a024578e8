"""Text for search: one form for what people write in several. What is shown always stays as it was written."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

HAN = "㐀-鿿豈-\ufaff\U00020000-\U0003ffff〇"

RADICALS = dict(
    zip(
        "⺀⺁⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺹⺺⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻳⺇⺧⺸⺻⻇⻊⻞⻠⻡⻫⻭⻯⻲",
        "冫厂乚乙亻冂刀刂卜㔾小小巳幺彑彐忄心扌攵旡日月歹母民氵水灬爪爫丬犭王疋目示礻竹糸纟网罒罓网羊羊羊老耂月臼艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟龟几牛羊聿角足食饣首齐齿龙龟",
        strict=False,
    )
)
"""CJK radicals (U+2E80–2EFF), which NFKC leaves alone, and the characters that people mean by them."""
_TABLE = str.maketrans(
    {**RADICALS, "⸺": "——", "―": "—", "\u00ad": None, "\ufeff": None, "\u200b": None, "\u2060": None}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_SPACED = re.compile(rf"(?<=[{HAN}])[^\S\n]+(?=[{HAN}](?![{HAN}]))|(?<=(?<![{HAN}])[{HAN}])[^\S\n]+(?=[{HAN}])")
_ODD = re.compile(rf"[\u2e80-\u2fdf⸺―\u00ad\ufeff\u200b\u2060]|[{HAN}][^\S\n]+[{HAN}]")
_SPACES = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")


def for_search(text: str) -> str:
    """NFKC, radicals and dashes in their usual form, no control or zero-width characters, no space between Han."""
    plain = unicodedata.normalize("NFKC", text.translate(_TABLE))
    return _SPACES.sub("", _CONTROL.sub(" ", plain))


def for_encoder(text: str) -> str:
    """What tokenizers do not do themselves: radicals and dashes in their usual form, no space beside a Han character alone."""
    return _SPACED.sub("", text.translate(_TABLE)) if _ODD.search(text) else text


def simplified(text: str) -> str:
    """Traditional characters as Simplified ones; text without Han comes back as it is, and nothing is imported for it."""
    if text.isascii():
        return text
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> OpenCC:
    import opencc

    return opencc.OpenCC("t2s")
