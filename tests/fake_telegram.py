"""A Telegram for tests: the Bot API over real HTTP on loopback, and people who write to the bot.

Not here: webhooks, inline mode, media, channels, uploads.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, TypeVar
from urllib.parse import parse_qsl, unquote

from fake_telegram_api import Api, Refused
from fake_telegram_world import Json, Person, Shown, World, entities_in

T = TypeVar("T")
TOKEN = "4242:a-token_for-tests-0123456789abcdef"
ANN = Person(1001, "Ann", "en")
BAO = Person(1002, "Bao", "zh-hans")


class FakeTelegram:
    """A server to point ``TELEGRAM_API_URL`` at (``url``), and the people who use it. A context manager."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.world = World()
        self.api = Api(self.world)
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.limits: list[tuple[str, int]] = []
        self.mode: Literal["up", "bad gateway", "revoked", "rival"] = "up"
        self._port = 0
        self._server: ThreadingHTTPServer | None = None

    def __enter__(self) -> FakeTelegram:
        self.go_up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.go_down()

    @property
    def url(self) -> str:
        """The base address, without a slash at its end; the same after going down and up."""
        return f"http://127.0.0.1:{self._port}"

    def go_up(self) -> None:
        """Listen (again)."""
        server = ThreadingHTTPServer(("127.0.0.1", self._port), _handler(self))
        server.daemon_threads = True
        self._port, self._server, self.api.closing = server.server_address[1], server, False
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def go_down(self) -> None:
        """Stop listening: connections are refused, and polls under way are cut off."""
        if self._server is not None:
            with self.world.changed:
                self.api.closing = True
                self.world.changed.notify_all()
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def limit_next(self, method: str, retry_after: int, times: int = 1) -> None:
        """Answer the next calls of ``method`` with 429."""
        self.limits += [(method.lower(), retry_after)] * times

    def asked(self, method: str) -> list[dict[str, str]]:
        """The fields of each call of ``method`` so far."""
        return [fields for name, fields in list(self.calls) if name.lower() == method.lower()]

    def wait_for(self, what: Callable[[], T], timeout: float = 20.0) -> T:
        """The first true value of ``what``."""
        return self.world.wait_for(what, timeout)

    def messages(self, chat: int = ANN.id) -> list[Shown]:
        """The bot's messages in a chat as they stand now."""
        return [message for (where, _), message in sorted(self.world.shown.items()) if where == chat]

    def replies(self, to: int, chat: int = ANN.id, count: int = 1, timeout: float = 20.0) -> list[Shown]:
        """The bot's answers to one message, once there are ``count`` of them."""

        def there() -> list[Shown] | None:
            found = [message for message in self.messages(chat) if message.reply_to == to]
            return found if len(found) >= count else None

        return self.wait_for(there, timeout) or []

    def reply(self, to: int, chat: int = ANN.id, timeout: float = 20.0) -> Shown:
        """The bot's first answer to one message."""
        return self.replies(to, chat, timeout=timeout)[0]

    def user_says(self, text: str, *, user: Person = ANN, chat: int | None = None, reply_to: int | None = None) -> int:
        """A person writes; the message's id."""
        where = chat if chat is not None else user.id
        message = self.world.person_message(user, where, reply_to, text=text, entities=entities_in(text))
        self.world.push("message", message)
        return int(message["message_id"])

    def user_edits(self, message_id: int, text: str, *, user: Person = ANN) -> None:
        """A person changes a message."""
        message = {**self.world.sent_by_people[user.id, message_id], "text": text}
        self.world.push("edited_message", {**message, "edit_date": message["date"] + 1})

    def user_sends_file(
        self, name: str | None, data: bytes, *, caption: str = "", user: Person = ANN, size: int | None = None
    ) -> int:
        """A person sends a document; ``size`` pretends another one."""
        number = f"file{self.world.new_id()}"
        said_size = len(data) if size is None else size
        self.world.files[number] = (name or "", data, said_size)
        document = {"file_id": number, "file_unique_id": number, "file_name": name, "file_size": said_size}
        content: Json = {"document": {key: value for key, value in document.items() if value is not None}}
        if caption:
            content |= {"caption": caption, "caption_entities": entities_in(caption)}
        message = self.world.person_message(user, user.id, **content)
        self.world.push("message", message)
        return int(message["message_id"])

    def user_presses(self, message: Shown, button: str, *, user: Person = ANN) -> None:
        """A person presses the button with this text."""
        data = next(b["callback_data"] for row in message.buttons for b in row if b["text"] == button)
        self.user_presses_data(message, data, user=user)

    def user_presses_data(self, message: Shown, data: str, *, user: Person = ANN, expired: bool = False) -> None:
        """A press with any data, as from a message of an older program."""
        query = f"query{self.world.new_id()}"
        if not expired:
            self.world.queries.add(query)
        body = self.world.message_json(message.chat, message.id, deep=True)
        press = {"id": query, "from": user.json(), "chat_instance": "1", "message": body, "data": data}
        self.world.push("callback_query", press)

    def answer(self, path: str, fields: dict[str, str]) -> tuple[int, Json]:
        """Status and body for one request."""
        bot, _, method = path.strip("/").partition("/")
        self.calls.append((method, fields))
        try:
            self._refuse(bot, method)
            return 200, {"ok": True, "result": self.api.call(method, fields)}
        except Refused as refused:
            body: Json = {"ok": False, "error_code": refused.code, "description": refused.text}
            return refused.code, body | ({"parameters": refused.parameters} if refused.parameters else {})

    def _refuse(self, bot: str, method: str) -> None:
        if bot != f"bot{self.token}" or self.mode == "revoked":
            raise Refused(401, "Unauthorized")
        if self.mode == "rival" and method.lower() == "getupdates":
            raise Refused(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )
        for limit in self.limits:
            if limit[0] == method.lower():
                self.limits.remove(limit)
                raise Refused(429, f"Too Many Requests: retry after {limit[1]}", {"retry_after": limit[1]})


def _handler(fake: FakeTelegram) -> type[BaseHTTPRequestHandler]:
    """The request handler of one fake; HTTP/1.0, so that going down leaves no connection behind."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            json_body = self.headers.get("Content-Type", "").startswith("application/json")
            fields: dict[str, str] = json.loads(body or "{}") if json_body else dict(parse_qsl(body))
            if fake.mode == "bad gateway":
                self._send(502, b"<html><h1>502 Bad Gateway</h1></html>")
                return
            code, answer = fake.answer(self.path, fields)
            if not fake.api.closing:
                self._send(code, json.dumps(answer).encode())

        def do_GET(self) -> None:
            prefix = f"/file/bot{fake.token}/documents/"
            path = unquote(self.path)
            file = fake.world.files.get(path.removeprefix(prefix)) if path.startswith(prefix) else None
            self._send(200 if file else 404, file[1] if file else b"{}")

        def _send(self, code: int, body: bytes) -> None:
            try:
                self.send_response(code)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the bot is gone; its updates stay unconfirmed

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the library's signature
            """Say nothing."""

    return Handler
