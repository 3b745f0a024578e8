"""What a question asks for, from its first asking word: when, how many, where, who, which, or something open."""

from __future__ import annotations

import re

from retrieval.chinese_numerals import fold
from retrieval.types import Kind

_GROUPS: dict[str, Kind] = {
    "when": "when",
    "many": "how many",
    "where": "where",
    "who": "who",
    "which": "which",
    "weekday": "which",
    "open": "open",
}
_TIMES = "years?|dates?|days?|months?|decades?|century|centuries|time|season"
_AMOUNTS = (
    "numbers?|percentage|percent|per cent|proportion|share|amount|fraction|quantity|population|cost|price|length|height|"
    "age|distance"
)
_MEASURES = "many|much|long|old|far|tall|high|wide|deep|big|large|heavy|fast|hot|cold|thick|populous"
_PLACES = "city|cities|town|place|province|village|location|country|county|state|continent|region"
_ENGLISH = re.compile(
    r"\b(?:(?P<weekday>(?:what|which) day of the week)"
    rf"|(?P<when>(?:what|which)(?: (?:exact|precise|calendar|school|very))? (?:{_TIMES})\b"
    r"|what (?:is|was|are|were|'s)(?: the)?(?: \w+){0,2}? (?:date|year)\b"
    r"|how (?:long|many (?:years|months|days|weeks)) ago|when)"
    rf"|(?P<many>how (?:{_MEASURES})\b"
    r"|(?:what|which)(?: (?:is|was|are|were|'s))?(?: the)?(?: (?:total|average|estimated|approximate|exact|current))?"
    rf" (?:{_AMOUNTS})\b)"
    rf"|(?P<where>where|(?:what|which) (?:{_PLACES})\b)"
    r"|(?P<who>who|whom|whose|(?:what|which) (?:person|people)\b)"
    r"|(?P<which>which)"
    r"|(?P<open>what|why|how))\b",
    re.IGNORECASE,
)
_AUXILIARY = "did|does|do|was|were|is|are|will|would|has|have|had|can|could|should|shall|must|may|might"
_ASKS_WHEN = re.compile(
    rf"[ ]?(?:(?:{_AUXILIARY}|exactly|precisely|approximately|about|in|on|during)\b|'s\b|’s\b|\W*$)", re.IGNORECASE
)
_YES_OR_NO = re.compile(
    rf"\W*(?:{_AUXILIARY})\b(?! (?:you|anyone|anybody|we|i) (?:know|tell|say|remember|happen|find out|ask))",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\W*(?:(?:tell|show|give|remind) me|(?:do|can|could|would) you|please|i|so|and|but|since|until|till|by|from|say|find|"
    r"know|about|of|for|at|in|to|exactly|on|me|wonder|want|let|ask)\b",
    re.IGNORECASE,
)

_POLITE = "do|can|could|would|i|tell|say|show|find|give|remind|please|since|until|by|from|and|so|when"
_ORDERS = re.compile(rf"\W*(?:when\b.*,|(?!(?:{_POLITE})\b)\w+ \w+.* when )", re.IGNORECASE)

_COUNTED = (
    "[个位名家人项届种类条件座所台次场岁天日年月周分秒国支队本篇部首张只辆艘架层级倍米元块页章节步句字段份道口间套门]"
    "|[区省市州枚集期轮亿万千百%成]|星期|小时|公里"
)
_UNITS_OF_TIME = "年|天|日|月|个月|年代|世纪|时候|日期|时间"
_PLACES_ZH = "城市|地方|国家|省份?|地区|县|镇|村|市|国|州|洲|地"
_CHINESE = re.compile(
    r"(?P<open>为什么|为何|为啥|怎么|怎样|如何|什么意思|什么关系|多大程度|(?:有|是)没有)"
    r"|(?P<when>(?:什么|啥)(?:时候|时间)|啥时|何[时年月日]|多会儿|几时|什么日期|什么年代|几几年|几[月号]|几点"
    rf"|哪个?[一些几]?(?:{_UNITS_OF_TIME})|(?:公元|西元)几年"
    r"|(?:多久|多少年|几年|多少天)(?:以前|之前|前)|(?:时间|日期|年份)(?:是|为|定在)(?:什么|哪|何))"
    r"|(?P<weekday>第几|星期几|周几|礼拜几)"
    rf"|(?P<many>多少|百分之几|多长时间|(?<![好这那近前后十第每])几(?!乎|何|率|内|经|番|点|度)(?=[十百千]?(?:{_COUNTED}))"
    r"|(?<![很许更众最太大颇较诸伦余两三十百千万亿])多[大长高远重宽深快久厚](?![学校型家方层边种])"
    r"|(?:数量|总数|人数|人口|面积|比例|占比|年龄)(?:是什么|为何|如何|呢|[?？]))"
    r"|(?P<where>哪里|哪儿|何处|何地|在哪(?![年天日月个一位些])|什么地[方点]|啥地方"
    rf"|哪一?[个座]?(?:{_PLACES_ZH})|(?:地点|位置|会址)(?:是|为|在)(?:什么|哪|何))"
    r"|(?P<who>谁|哪一?位|何人|什么人|哪些人|哪个人|哪一?名)"
    r"|(?P<which>哪)"
    r"|(?P<rest>什么|啥|何种|吗)"
)


def kind_of(text: str) -> Kind:
    """The kind of a cleaned question in English or Chinese, Simplified or Traditional; ``open`` where nothing tells."""
    folded = fold(text)
    chinese = _CHINESE.search(folded)
    if chinese is not None:
        return _kind(chinese)
    return _english(folded)


def _kind(match: re.Match[str]) -> Kind:
    return _GROUPS.get(match.lastgroup or "", "open")


def _english(text: str) -> Kind:
    if _YES_OR_NO.match(text):
        return "open"
    asking = [match for match in _ENGLISH.finditer(text) if _asks(match, text)]
    if asking:
        return _kind(asking[0])
    # "tell me when the index is ready", "when WIC became international": nothing else asks, so "when" does
    return "when" if re.search(r"\bwhen\b", text, re.IGNORECASE) and not _commands(text) else "open"


def _asks(match: re.Match[str], text: str) -> bool:
    """Whether the word asks here and does not join clauses: "what happens when I remove a document" asks what."""
    word = match.group().lower()
    if word == "when":
        return _ASKS_WHEN.match(text, match.end()) is not None
    if word in ("which", "where", "who", "whose", "whom") and match.start() > 0:
        return not re.search(r"[a-z]{3,} (?:in |of |for |from |to )?$", text[: match.start()][-24:]) or bool(
            _LEAD.match(text)
        )
    return True


def _commands(text: str) -> bool:
    """A sentence that orders something and has "when" for its occasion."""
    return _ORDERS.match(text) is not None
