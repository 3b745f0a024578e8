"""Lines of a web page that stand around its text: dates and bylines, share buttons, copyright, links to other pages."""

from __future__ import annotations

import re
from typing import Literal

from index import boilerplate

Stands = Literal["before", "within", "after"]
"""Where a line stands to the sentences of its page: before the first, after the last, or between."""

LONGEST = 160
"""Characters of the longest line that is looked at; what is longer is text."""
DATE = (
    r"(?:\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?"
    r"|\d{1,2}\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})"
)
_TIME = r"(?:[\sT,，]*(?:at\s+)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*(?:GMT|UTC|BST|EST|CET)\b)?)?"
_LABEL = (
    r"(?:(?:新闻|文章|信息)?来源|稿源|出处|作者|记者|通讯员|发布(?:时间|日期|者|人|单位)?|更新(?:时间|日期)?|日期|时间|字号|字体"
    r"|浏览(?:量|次数)?|阅读(?:量|数|次数)?|点击(?:量|数|次数)?|责编|评论"
    r"|(?i:source|author|published(?: on)?|updated(?: on)?|posted(?: on| by)?|last (?:updated|modified)|written by|views"
    r"|reading time|min(?:ute)?s? read|comments?))"
)
_OPEN = r"^\s*[(（\[【]?\s*"
_SURE = (
    ("credit", r".{0,40}(?:(?i:all rights reserved)|保留所有权利|ICP[备证]|公网安备)"),
    ("credit", r"(?i:(?:(?:web|copy|sub)[ -]?)?edit(?:or|ed by)\s*[:：])"),
    ("credit", r"(?:转载请注明|新闻热线\s*[:：]|投稿邮箱|违法和不良信息)"),
    ("share", r"(?:分享(?:到|至|[:：]|$)|扫一扫|扫描?(?:上方|下方|本页)?二维码|打印(?:本页|$)|收藏(?:本页|$))"),
    (
        "share",
        r"(?i:share(?:\s+this\b.{0,20})?\s*[:：]?$|share (?:on|via)\b|tweet(?:\s+this)?$|follow us\b|print(?:\s+this page)?$)",
    ),
    ("menu", r"(?:返回(?:顶部|列表|首页)|回到顶部|(?i:back to top|skip to (?:main )?content))\s*$"),
    (
        "advertising",
        r"(?:广告|推广|(?i:advertisements?|sponsored(?: content)?|story continues below.{0,20}))\s*[】\])）]?$",
    ),
)
# around the text alone: within it, such a line may be what a person said or an entry of a programme
_AROUND = (
    ("metadata", rf"{_LABEL}\s*[:：]\s*\S[^？！?!]{{0,40}}$"),
    ("metadata", rf"(?:{_LABEL}\s*[:：]?\s*)?{DATE}{_TIME}\s*$"),
    ("metadata", rf"{DATE}{_TIME}.*(?:{_LABEL}|(?i:\bby\b))"),
    ("metadata", rf"{_LABEL}\s*[:：]?.*{DATE}"),
    ("metadata", rf".{{0,30}}{DATE}\s+\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?$"),
    ("metadata", rf"(?:By|BY|by)\s+(?:[A-Z][\w.'’-]*(?:\s+|$|,\s*)){{1,5}}(?:[|,·•—-]?\s*{DATE}{_TIME}.*)?$"),
    ("metadata", r"(?:标签|关键[词字]|(?i:tags?|filed under|topics))\s*[:：]"),
    ("menu", r"(?:上一[篇页]|下一[篇页])"),
    ("menu", r"[«‹←]?\s*(?i:previous|next)(?:\s+(?i:article|post|page|story))?\s*(?:[:：]|$|[›»→])"),
    ("share", r"(?:(?:关注|微信)公众号|点赞|转发)"),
    ("credit", r"(?:未经.{0,12}(?:授权|许可)|.{0,30}不得转载)"),
    ("notice", r"(?:(?i:sign up (?:for|to)|subscribe (?:to|now)|we use cookies)\b|登录后|请登录)"),
)
_RULES, _OUTER = (tuple((why, re.compile(f"{_OPEN}(?:{rule})")) for why, rule in rules) for rules in (_SURE, _AROUND))
_RELATED = re.compile(
    r"^\s*[【\[]?\s*(?:相关(?:阅读|链接|新闻|报道|推荐|文章|专题)|(?:推荐|延伸)(?:阅读|文章|新闻)|猜你喜欢|为您?推荐"
    r"|热门(?:阅读|文章|新闻|推荐)|更多(?:新闻|阅读|精彩).{0,6}|热点(?:新闻|推荐)|新闻排行.{0,4}"
    r"|related(?: (?:articles?|stor(?:y|ies)|links?|posts?|news|topics|content|reading))?|read (?:more|next|also)(?=\s*[:：])"
    r"|you (?:may|might) also like|more (?:from|stories|news)\b.{0,30}|recommended(?: (?:for you|reading))?"
    r"|most (?:read|popular)|trending(?: now)?)\s*[】\]]?\s*(?:[:：]|$)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^\s*[(（\[【]?\s*(?:(?:版权|免责|特别|转载)声明|disclaimer|copyright notice)\s*[】\]]?\s*[:：]", re.IGNORECASE
)


def page_reason(line: str, number: int, stands: Stands) -> str | None:
    """Why a line of a page's main part is no text, or None where it is or may be; ``number`` counts them from 1."""
    if stands == "after" and _NOTICE.search(line):
        return "credit"
    if "。" in line or len(line) > LONGEST:
        return None
    rules = _RULES if stands == "within" else (*_RULES, *_OUTER)
    found = next((why for why, rule in rules if rule.search(line)), None)
    return found or ("credit" if boilerplate.is_credit(line) else boilerplate.reason(line, number))


def announces_links(line: str) -> bool:
    """Whether a line says that links to other pages follow, in it or behind it."""
    return len(line) < LONGEST and bool(_RELATED.search(line))
