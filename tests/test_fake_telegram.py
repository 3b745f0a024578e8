"""The fake Telegram itself: what it grants and what it refuses, asked over HTTP without the bot."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from fake_telegram import ANN, TOKEN, FakeTelegram
from fake_telegram_html import BadMarkup, read_html

Reply = tuple[int, dict[str, Any]]


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    """A server with one chat in it."""
    with FakeTelegram() as server:
        server.user_says("hello")
        yield server


def call(fake: FakeTelegram, method: str, token: str = TOKEN, **fields: object) -> Reply:
    """One request as JSON; status and body."""
    request = urllib.request.Request(
        f"{fake.url}/bot{token}/{method}",
        json.dumps({name: str(value) for name, value in fields.items()}).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def send(fake: FakeTelegram, text: str, **fields: str) -> Reply:
    return call(fake, "sendMessage", TOKEN, chat_id=ANN.id, text=text, **fields)


def test_updates_come_again_until_confirmed(fake: FakeTelegram) -> None:
    """Without an offset an update comes twice; with the next offset it is gone."""
    first = call(fake, "getUpdates")[1]["result"]
    again = call(fake, "getUpdates")[1]["result"]
    assert [update["message"]["text"] for update in first] == ["hello"]
    assert again == first
    assert call(fake, "getUpdates", offset=first[0]["update_id"] + 1)[1]["result"] == []


def test_poll_waits_for_an_update(fake: FakeTelegram) -> None:
    """A long poll comes back when somebody writes, not before."""
    offset = call(fake, "getUpdates")[1]["result"][0]["update_id"] + 1
    got: list[Reply] = []
    poll = threading.Thread(target=lambda: got.append(call(fake, "getUpdates", offset=offset, timeout=10)))
    poll.start()
    fake.wait_for(lambda: fake.api.poller == 2)
    assert not got
    fake.user_says("news")
    poll.join(10)
    assert got[0][1]["result"][0]["message"]["text"] == "news"


def test_second_poller_ends_the_first(fake: FakeTelegram) -> None:
    """Two bots on one token: the older poll is answered 409."""
    call(fake, "getUpdates", offset=10**9)
    got: list[Reply] = []
    poll = threading.Thread(target=lambda: got.append(call(fake, "getUpdates", offset=10**9, timeout=10)))
    poll.start()
    fake.wait_for(lambda: fake.api.poller == 2)
    assert call(fake, "getUpdates", offset=10**9)[0] == 200
    poll.join(10)
    assert got[0][0] == 409


def test_empty_text_is_refused(fake: FakeTelegram) -> None:
    """White space and empty markup are no message."""
    for text in ("", " \n", "<b> </b>"):
        assert send(fake, text, parse_mode="HTML")[1]["description"] == "Bad Request: message text is empty"


def test_length_counts_utf16_units_without_markup(fake: FakeTelegram) -> None:
    """2048 emoji in bold are a message, one more character is too long."""
    assert send(fake, f"<b>{'🙂' * 2048}</b>", parse_mode="HTML")[0] == 200
    assert (
        send(fake, f"<b>{'🙂' * 2048}a</b>", parse_mode="HTML")[1]["description"] == "Bad Request: message is too long"
    )


@pytest.mark.parametrize(
    "html",
    [
        "<b>open",
        "a </b>",
        "<b><i>x</b></i>",
        "<p>x</p>",
        "<br>",
        "a & b",
        "1 < 2",
        "2 > 1",
        "&nbsp;",
        "<b class='x'>y</b>",
    ],
)
def test_bad_markup_is_refused(fake: FakeTelegram, html: str) -> None:
    """Only Telegram's tags, closed in order, and everything else escaped."""
    assert send(fake, html, parse_mode="HTML")[1]["description"].startswith("Bad Request: can't parse entities: ")


def test_markup_becomes_entities() -> None:
    """Tags mark parts of the visible text, neighbours of one kind are one part, entities are characters."""
    seen = read_html(" <b>a</b><b>&lt;b</b> <i>c</i>")
    assert seen.text == "a<b c"
    assert (seen.marked("bold"), seen.marked("italic")) == (["a<b"], ["c"])


def test_nothing_stands_in_code() -> None:
    """Code holds no other markup."""
    with pytest.raises(BadMarkup):
        read_html("<code><b>x</b></code>")


def test_same_text_is_not_an_edit(fake: FakeTelegram) -> None:
    """Editing a message into what it is already is refused."""
    number = send(fake, "one")[1]["result"]["message_id"]
    edit = {"chat_id": ANN.id, "message_id": number}
    assert "message is not modified" in call(fake, "editMessageText", text="one", **edit)[1]["description"]
    assert call(fake, "editMessageText", text="two", **edit)[0] == 200
    assert fake.messages()[0].text == "two"


def test_button_data_has_64_bytes(fake: FakeTelegram) -> None:
    """One byte more, or none, is BUTTON_DATA_INVALID."""

    def with_data(data: str) -> Reply:
        markup = json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": data}]]})
        return send(fake, "t", reply_markup=markup)

    assert with_data("d" * 64)[0] == 200
    for data in ("d" * 65, "镇" * 22, ""):
        assert with_data(data)[1]["description"] == "Bad Request: BUTTON_DATA_INVALID"


def test_unknown_chat_is_refused(fake: FakeTelegram) -> None:
    """Nobody can be written to who never wrote."""
    assert call(fake, "sendMessage", chat_id=5, text="x")[1]["description"] == "Bad Request: chat not found"


def test_press_is_answered_once(fake: FakeTelegram) -> None:
    """A press can be answered once; an old one not at all."""
    send(fake, "t", reply_markup=json.dumps({"inline_keyboard": [[{"text": "x", "callback_data": "d"}]]}))
    fake.user_presses(fake.messages()[0], "x")
    query = call(fake, "getUpdates")[1]["result"][-1]["callback_query"]
    assert query["data"] == "d"
    assert call(fake, "answerCallbackQuery", callback_query_id=query["id"])[0] == 200
    assert "query is too old" in call(fake, "answerCallbackQuery", callback_query_id=query["id"])[1]["description"]


def test_file_is_fetched_by_its_path(fake: FakeTelegram) -> None:
    """GetFile names a path under which the bytes lie."""
    fake.user_sends_file("a.txt", b"bytes")
    number = call(fake, "getUpdates")[1]["result"][-1]["message"]["document"]["file_id"]
    path = call(fake, "getFile", file_id=number)[1]["result"]["file_path"]
    with urllib.request.urlopen(f"{fake.url}/file/bot{TOKEN}/{path}", timeout=10) as answer:
        assert answer.read() == b"bytes"


def test_big_file_is_refused(fake: FakeTelegram) -> None:
    """Bots get files of up to 20 MB."""
    fake.user_sends_file("a.txt", b"", size=20_000_001)
    number = call(fake, "getUpdates")[1]["result"][-1]["message"]["document"]["file_id"]
    assert call(fake, "getFile", file_id=number)[1]["description"] == "Bad Request: file is too big"


def test_wrong_and_revoked_tokens_are_unauthorized(fake: FakeTelegram) -> None:
    """Both are answered 401."""
    assert call(fake, "getMe", token="1:other")[0] == 401
    fake.mode = "revoked"
    assert call(fake, "getMe")[0] == 401


def test_limit_names_the_wait_and_passes(fake: FakeTelegram) -> None:
    """429 says how long to wait, and is over after as many calls as asked."""
    fake.limit_next("sendMessage", 3)
    code, body = send(fake, "x")
    assert (code, body["parameters"]) == (429, {"retry_after": 3})
    assert send(fake, "x")[0] == 200


def test_down_refuses_connections_until_up(fake: FakeTelegram) -> None:
    """Down, nobody listens; up again, the address is the same."""
    url = fake.url
    fake.go_down()
    with pytest.raises(urllib.error.URLError):
        call(fake, "getMe")
    fake.go_up()
    assert fake.url == url
    assert call(fake, "getMe")[0] == 200


def test_reply_shows_the_question_one_level_deep(fake: FakeTelegram) -> None:
    """A message that answers another shows it, but not what that one answers."""
    asked = fake.user_says("question")
    answer = send(fake, "answer", reply_parameters=json.dumps({"message_id": asked}))[1]["result"]
    assert answer["reply_to_message"]["text"] == "question"
    fake.user_says("and?", reply_to=answer["message_id"])
    last = call(fake, "getUpdates")[1]["result"][-1]["message"]
    assert last["reply_to_message"]["text"] == "answer"
    assert "reply_to_message" not in last["reply_to_message"]
