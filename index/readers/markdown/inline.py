"""Markdown within a line, and the HTML that people put into it, as the text it stands for."""

from __future__ import annotations

import html
import re

# bounded, so that a line of ten thousand brackets costs no more than its length
_HTML = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"<(rt|rp)\b[^<>]{0,200}>[^<>]{0,200}</\1>", re.IGNORECASE), ""),
    (
        re.compile(
            r"<sup\b[^<>]{0,200}>\s*(?:<a\b[^<>]{0,500}>)?\s*[\[(［]\w{1,4}[\])］]\s*(?:</a>)?\s*</sup>", re.IGNORECASE
        ),
        "",
    ),
    (re.compile(r"(?<=\w)<sup\b[^<>]{0,200}>(?=[\w+−-])", re.IGNORECASE), "^"),
    (re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^<>]{0,200}>", re.IGNORECASE), " | "),
    (
        re.compile(
            r"\s*(?:<br\b[^<>]{0,200}>|</?(?:p|div|li|ul|ol|tr|table|h[1-6]|dt|dd|blockquote|summary)\b[^<>]{0,500}>)\s*",
            re.IGNORECASE,
        ),
        "\n",
    ),
)
# each with what it cannot be without
_MARKS = (
    (("![",), re.compile(r"!\[([^\[\]]{0,500})\]\([^()\n]{0,2000}\)"), r"\1"),
    (("[^",), re.compile(r"^\s*\[\^[^\[\]\s]{1,60}\]:\s*"), ""),
    (("[^",), re.compile(r"\[\^[^\[\]\s]{1,60}\]"), ""),
    (("[[",), re.compile(r"\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]"), r"\1"),
    (("[",), re.compile(r"\[([^\[\]]{1,500})\](?:\([^()\n]{0,2000}\)|\[[^\[\]]{0,500}\])"), r"\1"),
    (("<",), re.compile(r"<((?:https?|mailto):[^<>]{1,2000})>"), r"\1"),
    (("<",), re.compile(r"</?[A-Za-z][^<>\n]{0,5000}>"), ""),
    (("***", "___"), re.compile(r"(?<!\w)(\*\*\*|___)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (("**", "~~", "==", "__"), re.compile(r"(\*\*|~~|==|(?<!\w)__)(?=[^\s=~])(.+?)(?<=[^\s=~])\1"), r"\2"),
    (
        ("*", "_"),
        re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"),
        r"\1\2",
    ),
    (("`",), re.compile(r"`+([^`\n]+?)`+"), r"\1"),
    (("\\",), re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])"), r"\1"),
)
_SIGN = re.compile(r"[\[<*_~=`\\]")  # no mark is without one of these
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)

_BLANK_LINES = re.compile(r"\n\s*\n")


def inline(text: str) -> str:
    """The text without its marks: links by their words, no footnote marks, no readings over Chinese characters."""
    if "<" in text:
        for pattern, replacement in _HTML:
            text = pattern.sub(replacement, text)
    if _SIGN.search(text):
        for signs, pattern, replacement in _MARKS:
            if any(sign in text for sign in signs):
                text = pattern.sub(replacement, text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return (_BLANK_LINES.sub("\n", text) if "\n" in text else text).strip()


def cells(row: str) -> str:
    """A row of a table with one bar between its cells."""
    inner = row.strip().removeprefix("|")
    inner = inner if inner.endswith("\\|") else inner.removesuffix("|")
    return " | ".join(inline(cell).replace("\n", " ") for cell in re.split(r"(?<!\\)\|", inner)).strip()
