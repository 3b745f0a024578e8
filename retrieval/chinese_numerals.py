"""Chinese numerals and what they are worth: 三千二百, 二〇二二, 1亿2000万, 百.

Also the length-preserving fold that lets one pattern read Traditional text and full-width digits: spans found in folded
text are spans of the text itself.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = "〇零一二两三四五六七八九"
NUMERAL = f"[{DIGITS}十百千万亿]"
"""One character of a numeral."""

_VALUES = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_TOKEN = re.compile(r"[0-9,.]+|.")

_TRADITIONAL = (
    "兩餘約紀個國歲週時鐘歐鎊畝噸裡裏萬億點從號間後歷獎屆條臺輛隻頭張冊場"
    "輪級層雙組對種類線門麼幾誰為這們員會區縣鎮單項業團錢難過達"
)
_SIMPLIFIED = (
    "两余约纪个国岁周时钟欧镑亩吨里里万亿点从号间后历奖届条台辆只头张册场"
    "轮级层双组对种类线门么几谁为这们员会区县镇单项业团钱难过达"
)
_FOLD = str.maketrans(_TRADITIONAL + "０１２３４５６７８９％：．○", _SIMPLIFIED + "0123456789%:.〇")


def fold(text: str) -> str:
    """``text`` of the same length with Traditional number words simplified and full-width digits narrowed."""
    return text.translate(_FOLD)


def value_of(numeral: str) -> Decimal | None:
    """What a numeral of Chinese or Arabic digits and multipliers is worth; None where it is no number."""
    numeral = numeral.replace(" ", "").replace("\u3000", "")
    whole, point, fraction = numeral.partition("点")
    if point:
        head, tail = value_of(whole), _positional(fraction)
        return None if head is None or tail is None else head + Decimal(f"0.{tail}")
    positional = _positional(numeral)
    return Decimal(positional) if positional is not None else _with_multipliers(numeral)


def _positional(numeral: str) -> str | None:
    """二〇二二 → "2022"; None where there is anything but digits."""
    if not numeral or any(character not in _VALUES for character in numeral):
        return None
    return "".join(str(_VALUES[character]) for character in numeral)


def _with_multipliers(numeral: str) -> Decimal | None:
    total = section = Decimal(0)
    number: Decimal | None = None
    last = Decimal(1)
    for sign in _TOKEN.findall(numeral):
        if sign in _SMALL:
            last = Decimal(_SMALL[sign])
            section += (1 if number is None else number) * last
            number = None
        elif sign in _LARGE:
            last = Decimal(_LARGE[sign])
            section += number or 0
            total = (total + section) * last if sign == "亿" else total + (section or 1) * last
            section, number = Decimal(0), None
        else:
            number = _digit(sign)
            if number is None:
                return None
            last = Decimal(1) if number == 0 else last
    # 两万五 is 25,000, while 两万零五 is 20,005
    return total + section + (number or 0) * (last / 10 if last > 10 and (number or 0) < 10 else 1)


def _digit(sign: str) -> Decimal | None:
    if sign in _VALUES:
        return Decimal(_VALUES[sign])
    bare = sign.replace(",", "")
    return Decimal(bare) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", bare) else None
