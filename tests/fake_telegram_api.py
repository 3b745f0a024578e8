"""The Bot API's methods as the fake server carries them out, with Telegram's own words where it refuses."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from fake_telegram_html import BadMarkup, Visible, read_html, units
from fake_telegram_world import BOT, Json, Shown, World

DOWNLOAD_LIMIT = 20_000_000


@dataclass
class Refused(Exception):  # noqa: N818 - an answer, not a mistake
    """An answer with ``ok: false``."""

    code: int
    text: str
    parameters: Json | None = None


def bad(text: str) -> Refused:
    """A 400 as Telegram words it."""
    return Refused(400, f"Bad Request: {text}")


class Api:
    """One bot's methods over ``world``; each takes the request's fields and returns ``result``."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.poller = 0
        self.closing = False
        self.confirmed = 0

    def call(self, method: str, fields: dict[str, str]) -> Any:  # noqa: ANN401 - any JSON
        """Carry out ``method``; raises ``Refused``."""
        work = getattr(self, f"do_{method.lower()}", None)
        if work is None:
            raise Refused(404, "Not Found: method not found")
        with self.world.changed:
            result = work(fields)
            self.world.changed.notify_all()
            return result

    def do_getme(self, _: dict[str, str]) -> Json:
        """The bot itself."""
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}

    def do_deletewebhook(self, _: dict[str, str]) -> bool:
        """There is never one."""
        return True

    def do_setmycommands(self, fields: dict[str, str]) -> bool:
        """Kept by language."""
        self.world.commands[fields.get("language_code", "")] = json.loads(fields["commands"])
        return True

    def do_getupdates(self, fields: dict[str, str]) -> list[Json]:
        """Wait for updates from ``offset`` on, which confirms all before; a second poller ends the first."""
        world, offset = self.world, int(fields.get("offset", 0))
        self.poller += 1
        mine, end = self.poller, time.monotonic() + float(fields.get("timeout", 0))
        world.changed.notify_all()
        if offset > 0:
            self.confirmed = max(self.confirmed, offset)
            world.updates = [update for update in world.updates if update["update_id"] >= offset]
        while not world.updates and time.monotonic() < end and mine == self.poller and not self.closing:
            world.changed.wait(min(end - time.monotonic(), 0.5))
        if mine != self.poller:
            raise Refused(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        return world.updates[: int(fields.get("limit", 100))]

    def do_sendmessage(self, fields: dict[str, str]) -> Json:
        """A new message of the bot."""
        chat = self._chat(fields)
        seen, buttons = _text(fields), _buttons(fields)
        reply = json.loads(fields.get("reply_parameters", "{}"))
        asked = reply.get("message_id")
        if asked is not None and self.world.message_json(chat, asked) is None:
            if not reply.get("allow_sending_without_reply"):
                raise bad("message to be replied not found")
            asked = None
        message = Shown(self.world.new_id(), chat, seen, buttons, asked, versions=[seen.text])
        self.world.shown[chat, message.id] = message
        return self.world.message_json(chat, message.id, deep=True) or {}

    def do_editmessagetext(self, fields: dict[str, str]) -> Json:
        """Another text in a message of the bot."""
        chat = self._chat(fields)
        message = self.world.shown.get((chat, int(fields["message_id"])))
        if message is None:
            raise bad("message to edit not found")
        seen, buttons = _text(fields), _buttons(fields)
        if (seen, buttons) == (message.seen, message.buttons):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same "
                "as a current content and reply markup of the message"
            )
        message.seen, message.buttons, message.edits = seen, buttons, message.edits + 1
        message.versions.append(seen.text)
        return self.world.message_json(chat, message.id, deep=True) or {}

    def do_answercallbackquery(self, fields: dict[str, str]) -> bool:
        """Once for each press, and only while the press is young."""
        if fields["callback_query_id"] not in self.world.queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        text = fields.get("text", "")
        if units(text) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self.world.queries.discard(fields["callback_query_id"])
        self.world.toasts.append(text)
        return True

    def do_sendchataction(self, fields: dict[str, str]) -> bool:
        """What the bot seems to be doing."""
        self.world.actions.append((self._chat(fields), fields["action"]))
        return True

    def do_getfile(self, fields: dict[str, str]) -> Json:
        """Where a file can be fetched."""
        file = self.world.files.get(fields["file_id"])
        if file is None:
            raise bad("invalid file_id")
        if file[2] > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        return {"file_id": fields["file_id"], "file_unique_id": "u", "file_path": f"documents/{fields['file_id']}"}

    def _chat(self, fields: dict[str, str]) -> int:
        chat = int(fields.get("chat_id", 0))
        if chat not in self.world.chats:
            raise bad("chat not found")
        return chat


def _text(fields: dict[str, str]) -> Visible:
    text, mode = fields.get("text", ""), fields.get("parse_mode", "")
    try:
        seen = read_html(text) if mode.lower() == "html" else Visible(text.strip(), ())
    except BadMarkup as error:
        raise bad(f"can't parse entities: {error}") from error
    if not seen.text:
        raise bad("message text is empty")
    if units(seen.text) > 4096:
        raise bad("message is too long")
    return seen


def _buttons(fields: dict[str, str]) -> list[list[Json]]:
    rows: list[list[Json]] = json.loads(fields.get("reply_markup", "{}")).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if not button["text"].strip():
            raise bad("text buttons can't be empty")
    return rows
