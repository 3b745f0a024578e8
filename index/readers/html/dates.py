"""The day a page was published, from what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.readers.days import iso_day

_META = (
    "article:published_time og:published_time datepublished ld:date pubdate publishdate publish_date publish-date"
    " publication_date dc.date.issued dcterms.issued dcterms.created dc.date dcterms.date citation_publication_date"
    " citation_date parsely-pub-date sailthru.date weibo:article:create_at bytedance:published_time date"
)
NAMES = tuple(_META.split())
"""Names under which pages give the day, the most certain first."""
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905  # twelve quoted words read worse
_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>(?:19|20)\d{2})\s*[-年/.]\s*(?P<month>\d{1,2})\s*[-月/.]\s*(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>(?:19|20)\d{{2}})",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d{{2}})",
    )
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[-/]?([01]\d)[-/]?([0-3]\d)(?=[/_.-]|$)")


def iso_date(text: str) -> str:
    """The first day that ``text`` names, as an ISO date; "" where it names none that ever was."""
    for form in _FORMS:
        for found in form.finditer(text[:1000]):
            parts = found.groupdict()
            name = (parts.get("name") or "")[:3].lower()
            month = _MONTHS.index(name) + 1 if name in _MONTHS else int(parts.get("month") or 0)
            if day := iso_day(int(parts["year"]), month, int(parts["day"])):
                return day
    return ""


def date_in_address(address: str) -> str:
    """The day in an address like ``/2024/10/18/name.html``, as an ISO date."""
    found = _IN_ADDRESS.search(address)
    return iso_day(*map(int, found.groups())) if found else ""


def first_date(texts: Iterable[str]) -> str:
    """The day in the first text that has one."""
    return next(filter(None, map(iso_date, texts)), "")
