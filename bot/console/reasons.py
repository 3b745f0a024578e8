"""Why a line was left out, in the words of people; readers name a reason in a few English words."""

from __future__ import annotations

from bot.words import Phrase

_CHINESE = {
    "advertising": "广告",
    "attachment": "附件",
    "breadcrumb": "面包屑导航",
    "broken JSON": "JSON 有误",
    "caption": "图注",
    "comment": "注释",
    "comments": "评论",
    "credit": "署名或版权",
    "damaged page": "损坏的页面",
    "file of a system": "系统文件",
    "footer": "页脚",
    "form": "表单",
    "gibberish": "乱码",
    "heading without text": "没有正文的小标题",
    "hidden": "隐藏内容",
    "menu": "菜单",
    "metadata": "发布信息",
    "navigation": "导航",
    "nested too deeply": "嵌套过深",
    "not the main text": "非正文",
    "notice": "提示",
    "page number": "页码",
    "picture without text": "没有文字的图片",
    "printed by a browser": "浏览器打印的页眉页脚",
    "quoted reply": "引用的回复",
    "related links": "相关链接",
    "repeated headings": "重复的表头",
    "ruby": "注音",
    "running head or foot": "页眉或页脚",
    "script": "脚本",
    "share": "分享",
    "sidebar": "侧栏",
    "signature": "签名",
    "slanted text": "斜置文字",
    "table of contents": "目录",
    "the file breaks off here": "文件在此中断",
    "title": "标题",
    "unreadable": "无法读取",
    "unreadable characters": "无法识别的字符",
}
REASONS = {reason: Phrase(reason, chinese) for reason, chinese in _CHINESE.items()}


def reason_words(reason: str) -> Phrase:
    """The reason in both languages; one that a reader of somebody else's brought stays as it is."""
    plain = reason.replace("{", "{{").replace("}", "}}")  # no field of a phrase
    return REASONS.get(reason) or Phrase(plain, plain)
