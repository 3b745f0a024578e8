"""People, chats and messages of the fake Telegram, and the updates that wait for the bot."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fake_telegram_html import Visible, units

T = TypeVar("T")
Json = dict[str, Any]
BOT = {"id": 4242, "is_bot": True, "first_name": "Wuzhen", "username": "WuzhenTestBot"}


@dataclass(frozen=True)
class Person:
    """Somebody with a Telegram account; the private chat with the bot has the same id."""

    id: int
    name: str = "Ann"
    language: str = "en"

    def json(self) -> Json:
        """As the Bot API shows a user."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}


@dataclass
class Shown:
    """A message of the bot as it stands now. ``reply_to`` is the id of the message it answers."""

    id: int
    chat: int
    seen: Visible
    buttons: list[list[Json]] = field(default_factory=list)
    reply_to: int | None = None
    edits: int = 0
    versions: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What people read."""
        return self.seen.text

    @property
    def labels(self) -> list[str]:
        """The texts on the buttons, row after row."""
        return [button["text"] for row in self.buttons for button in row]


class World:
    """All that the fake server knows. Methods lock; ``changed`` wakes whoever waits."""

    def __init__(self) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.updates: list[Json] = []
        self.shown: dict[tuple[int, int], Shown] = {}
        self.sent_by_people: dict[tuple[int, int], Json] = {}
        self.chats: dict[int, Json] = {}
        self.files: dict[str, tuple[str, bytes, int]] = {}
        self.queries: set[str] = set()
        self.toasts: list[str] = []
        self.actions: list[tuple[int, str]] = []
        self.commands: dict[str, list[Json]] = {}
        self._ids = iter(range(1000, 10**9))

    def new_id(self) -> int:
        """A number never given before."""
        return next(self._ids)

    def wait_for(self, what: Callable[[], T], timeout: float = 20.0) -> T:
        """The first true value of ``what``; an ``AssertionError`` with all messages where none comes."""
        end = time.monotonic() + timeout
        with self.changed:
            while not (value := what()):
                if not self.changed.wait(max(min(end - time.monotonic(), 0.5), 0)) and time.monotonic() >= end:
                    raise AssertionError(f"nothing in {timeout} s; messages: {[m.text for m in self.shown.values()]}")
            return value

    def push(self, kind: str, body: Json) -> int:
        """Put an update on the bot's queue; its number."""
        with self.changed:
            number = self.new_id()
            self.updates.append({"update_id": number, kind: body})
            self.changed.notify_all()
            return number

    def person_message(self, person: Person, chat: int, reply_to: int | None = None, **content: object) -> Json:
        """A message that a person wrote into a chat, not yet an update."""
        message: Json = {
            "message_id": self.new_id(),
            "date": int(time.time()),
            "from": person.json(),
            "chat": self.chat_json(chat, person),
            **content,
        }
        if reply_to is not None:
            message["reply_to_message"] = self.message_json(chat, reply_to)
        self.sent_by_people[chat, message["message_id"]] = message
        return message

    def chat_json(self, chat: int, person: Person | None = None) -> Json:
        """A private chat for a person's id, a group for a negative one."""
        if chat not in self.chats:
            private = {"id": chat, "type": "private", "first_name": person.name if person else "?"}
            self.chats[chat] = private if chat > 0 else {"id": chat, "type": "supergroup", "title": "A group"}
        return self.chats[chat]

    def message_json(self, chat: int, number: int, *, deep: bool = False) -> Json | None:
        """A message as the Bot API shows it; what it replies to is shown one level deep."""
        message = self.shown.get((chat, number))
        if message is None:
            return self.sent_by_people.get((chat, number))
        json: Json = {
            "message_id": number,
            "date": int(time.time()),
            "from": BOT,
            "chat": self.chats[chat],
            "text": message.text,
        }
        if message.buttons:
            json["reply_markup"] = {"inline_keyboard": message.buttons}
        if deep and message.reply_to is not None and (asked := self.message_json(chat, message.reply_to)):
            json["reply_to_message"] = {k: v for k, v in asked.items() if k != "reply_to_message"}
        return json


def entities_in(text: str) -> list[Json]:
    """Commands and mentions, as Telegram finds them in what people type."""
    found = []
    for match in re.finditer(r"(?<!\S)(/[A-Za-z0-9_]+(?:@\w+)?|@[A-Za-z0-9_]{5,})", text):
        kind = "bot_command" if match[0].startswith("/") else "mention"
        found.append({"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])})
    return found
