"""Which addresses documents came from, and what their servers said to tell a new state of them by."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from index import schema
from index.links.fetching import Validators


class Kept(NamedTuple):
    """An address in the library: its document's id, and the validators of its page."""

    document: int
    validators: Validators


def links(connection: sqlite3.Connection) -> dict[str, Kept]:
    """All kept addresses."""
    if not schema.has_room_for_links(connection):
        return {}
    rows = connection.execute("SELECT address, document, etag, modified FROM links")
    return {address: Kept(document, Validators(*validators)) for address, document, *validators in rows}


def keep(connection: sqlite3.Connection, document: int, validators: Mapping[str, Validators]) -> None:
    """Keep that ``document`` came from these addresses just now; inside a transaction."""
    schema.make_room_for_links(connection)
    fetched = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [(document, address, *said, fetched) for address, said in validators.items()]
    connection.executemany("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?, ?)", rows)


def carry_links(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Make the links of ``target`` those of ``source``, inside a transaction of ``target``."""
    if not schema.has_room_for_links(source):
        return
    schema.make_room_for_links(target)
    target.execute("DELETE FROM links")
    target.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?)", source.execute("SELECT * FROM links"))
