"""Days that files name, as ISO dates."""

from __future__ import annotations

from datetime import date


def iso_day(year: int, month: int, day: int) -> str:
    """``2024-10-18``; "" for a day that never was."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
