"""The token never reaches the log."""

from __future__ import annotations

import logging
import sys

from bot.telegram.logs import WithoutToken

TOKEN = "123:very-secret_1"


def logged(message: str, *args: object, error: BaseException | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("n", logging.ERROR, "", 1, message, args, info)
    assert WithoutToken(TOKEN).filter(record)
    return logging.Formatter().format(record)


def test_token_in_a_message_is_hidden() -> None:
    """In the text and in what is filled into it."""
    assert "secret" not in logged("GET /bot123:very-secret_1/getMe and %s", f"/bot{TOKEN}/x")


def test_token_in_a_file_address_is_hidden() -> None:
    """The address of a file has the colon escaped; its secret part is hidden too."""
    assert "secret" not in logged("https://api.telegram.org/file/bot123%3Avery-secret_1/a.txt")


def test_token_in_a_traceback_is_hidden() -> None:
    """An exception that carries the token is logged without it."""
    try:
        raise ValueError(f"The token `{TOKEN}` was rejected")
    except ValueError:
        text = logged("failed", error=sys.exc_info()[1])
    assert "ValueError: The token `<token>` was rejected" in text
