"""What a Markdown text says of itself before it begins: its front matter, and its headings of level 1."""

from __future__ import annotations

import re
from itertools import zip_longest

from index.readers.markdown.inline import inline

ATX = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
FENCE = re.compile(r"^ {0,3}(```+|~~~+)")


def front_matter(head: list[str]) -> tuple[dict[str, str], int]:
    """The plain values before the text, by their names, and how many lines they take."""
    if not head or head[0].strip() != "---":
        return {}, 0
    for index, line in enumerate(head[1:], 1):
        if line.strip() in {"---", "..."}:
            found = (re.match(r"(title|author|date):\s*[\"']?([^\[{|>].*?)[\"']?\s*$", one) for one in head[1:index])
            return {one.group(1): one.group(2) for one in found if one}, index + 1
    return {}, 0


def top_headings(head: list[str]) -> list[str]:
    """The headings of level 1, not those that are comments in code."""
    found, fence = [], ""
    for line, following in zip_longest(head, head[1:], fillvalue=""):
        mark = FENCE.match(line)
        if fence or mark:
            fence = ("" if line.strip().startswith(fence) else fence) if fence else mark.group(1)[:3] if mark else ""
        elif (one := ATX.match(line)) and len(one.group(1)) == 1:
            found.append(inline(one.group(2)))
        elif line.strip() and re.match(r"^ {0,3}=+\s*$", following):
            found.append(inline(line.strip()))
    return found
