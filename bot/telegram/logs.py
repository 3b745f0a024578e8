"""Logging of the bot: warnings to stderr beside wherever they go already, and never the token."""

from __future__ import annotations

import logging

HIDDEN = "<token>"
_PLAIN = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")


class WithoutToken(logging.Filter):
    """Takes the token out of a record, traceback included, before a handler writes it."""

    def __init__(self, token: str) -> None:
        super().__init__()
        # In the address of a file the colon stands escaped; the secret is what follows it.
        self._secrets = (token, token.replace(":", "%3A"), token.partition(":")[2])

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, changed."""
        record.msg, record.args = self._hidden(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = self._hidden(record.exc_text or _PLAIN.formatException(record.exc_info))
        return True

    def _hidden(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text


def log_to_stderr(token: str) -> None:
    """Warnings and worse of all loggers go to stderr too; no handler of the root logger sees the token."""
    root = logging.getLogger()
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_PLAIN)
    root.addHandler(handler)
    for each in root.handlers:
        each.addFilter(WithoutToken(token))
    # httpx tells every address it asks for, and the token is part of the address.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Telegram's own logger cries out over answers that are not JSON; a 502 page is no news here.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
