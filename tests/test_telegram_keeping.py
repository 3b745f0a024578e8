"""Adding documents and rebuilding through the whole bot."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_telegram import ANN, BAO, FakeTelegram
from fake_telegram_world import Person
from telegram_process import BotProcess
from telegram_shelf import Shelf

TEXT = "Otters live by the river.\n\nThey eat fish."


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as server:
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bot")


@pytest.fixture(scope="module", autouse=True)
def bot(fake: FakeTelegram, folder: Path) -> Iterator[BotProcess]:
    """One bot for the tests here that don't end it."""
    with BotProcess(fake, folder) as process:
        process.wait_until_it_says("answers in Telegram")
        yield process


def outcome(fake: FakeTelegram, number: int, *, user: Person = ANN) -> str:
    """What the bot's answer to a message says at last."""
    passing = ("Reading", "正在", "Waiting", "Making", "“")
    answer = fake.reply(number, user.id)
    fake.wait_for(lambda: not answer.text.startswith(passing) or "Next" in answer.text or "word" in answer.text)
    return answer.text


def test_admins_file_is_added_and_found(fake: FakeTelegram) -> None:
    """A file with the caption /add is indexed; the next question is answered from it."""
    number = fake.user_sends_file("otters.md", TEXT.encode(), caption="/add")
    assert outcome(fake, number) == "Added “otters”, passages: 2. Ask about it now."
    answer = fake.reply(fake.user_says("where otters live river"))
    assert answer.text == "Otters live by the river.\n\notters · 1/2"


def test_file_needs_no_caption(fake: FakeTelegram) -> None:
    """An admin's file in the private chat is taken as meant."""
    assert outcome(fake, fake.user_sends_file("plain.txt", b"Plain words.")).startswith("Added “plain”")


def test_same_file_again_changes_nothing_and_a_new_text_replaces(fake: FakeTelegram) -> None:
    """The three outcomes of adding are told apart."""
    said = [outcome(fake, fake.user_sends_file("twice.md", data)) for data in (b"One.", b"One.", b"Two.")]
    assert said == [
        "Added “twice”, passages: 1. Ask about it now.",
        "“twice” was there already, word for word, passages: 1.",
        "Replaced “twice” by its new text, passages: 0 kept, 1 new, 1 gone.",
    ]


def test_stranger_cannot_add(fake: FakeTelegram, folder: Path) -> None:
    """Who is no admin is told their number and how to become one; nothing is added or fetched."""
    before = len(fake.asked("getFile"))
    said = outcome(fake, fake.user_sends_file("no.md", b"No.", caption="/add", user=BAO), user=BAO)
    assert said.startswith("只有管理员可以这样做。你的编号是 1002。")
    assert "WUZHEN_ADMINS=1002 wuzhen telegram" in said
    assert len(fake.asked("getFile")) == before
    assert "no.md" not in Shelf(folder / "library").kept()


def test_stranger_cannot_rebuild(fake: FakeTelegram) -> None:
    """/rebuild is for admins too."""
    assert outcome(fake, fake.user_says("/rebuild", user=BAO), user=BAO).startswith("只有管理员")


def test_add_alone_explains(fake: FakeTelegram) -> None:
    """/add without a file says what to send."""
    assert outcome(fake, fake.user_says("/add")).startswith("Send a document (text, Markdown, PDF")


def test_add_in_reply_to_a_file_adds_it(fake: FakeTelegram) -> None:
    """A file that somebody else sent is added when an admin answers it with /add."""
    sent = fake.user_sends_file("late.md", b"Late words.", user=BAO)
    fake.reply(sent, BAO.id)
    message = fake.world.person_message(
        ANN, ANN.id, text="/add", entities=[{"type": "bot_command", "offset": 0, "length": 4}]
    )
    message["reply_to_message"] = fake.world.sent_by_people[BAO.id, sent]
    fake.world.push("message", message)
    assert outcome(fake, message["message_id"]).startswith("Added “late”")


def test_glossary_is_added_by_caption_and_listed(fake: FakeTelegram, folder: Path) -> None:
    """A file with the caption /glossary is kept as terms, not as a document; /documents names it."""
    number = fake.user_sends_file("<my> terms.tsv", "otter\t水獭\nriver\t河；江\n".encode(), caption="/glossary")
    assert outcome(fake, number).startswith("Added glossary “<my> terms.tsv”, terms: 3.")
    assert "<my> terms.tsv" not in Shelf(folder / "library").kept()
    assert fake.reply(fake.user_says("/documents")).text.endswith("\n\nGlossaries: 1 (<my> terms.tsv)")


def test_glossary_in_reply_to_a_file_adds_it(fake: FakeTelegram) -> None:
    """As with /add; alone it explains."""
    sent = fake.user_sends_file("late terms.tsv", "late\t晚\n".encode(), user=BAO)
    fake.reply(sent, BAO.id)
    message = fake.world.person_message(
        ANN, ANN.id, text="/glossary", entities=[{"type": "bot_command", "offset": 0, "length": 9}]
    )
    message["reply_to_message"] = fake.world.sent_by_people[BAO.id, sent]
    fake.world.push("message", message)
    assert outcome(fake, message["message_id"]).startswith("Added glossary “late terms.tsv”, terms: 1.")
    assert outcome(fake, fake.user_says("/glossary")).startswith("Send a file with the caption /glossary")


def test_glossary_of_a_stranger_a_broken_one_and_a_large_one(fake: FakeTelegram, folder: Path) -> None:
    """Each is refused with what can be done; a large one is not even fetched."""
    before = Shelf(folder / "library").glossaries()
    said = outcome(fake, fake.user_sends_file("no.tsv", "no\t不\n".encode(), caption="/glossary", user=BAO), user=BAO)
    assert said.startswith("只有管理员可以这样做。")
    fetched = len(fake.asked("getFile"))
    said = outcome(fake, fake.user_sends_file("huge.tsv", b"", caption="/glossary", size=10_000_001))
    assert said.endswith("larger than the 10 MB that a glossary may have. Next: /glossary with a smaller file")
    assert len(fake.asked("getFile")) == fetched
    said = outcome(fake, fake.user_sends_file("bad.tsv", b"otter\n", caption="/glossary"))
    assert said.endswith("line 1: no tab between English and Chinese. Nothing was added.\nNext: /glossary")
    assert Shelf(folder / "library").glossaries() == before


@pytest.mark.parametrize(("data", "reason"), [(b"", "bad.md is empty."), (b"\xff\xfe\xff\x00", "bad.md is not text.")])
def test_bad_file_is_refused_with_the_next_step(fake: FakeTelegram, folder: Path, data: bytes, reason: str) -> None:
    """The reason in the reader's words, a step that can be taken in Telegram, the library unchanged."""
    assert outcome(fake, fake.user_sends_file("bad.md", data)) == f"{reason}\nNext: /add"
    assert "bad.md" not in Shelf(folder / "library").kept()


@pytest.mark.parametrize("size", [20_000_001, 2_000_000_000])
def test_file_over_20_mb_is_for_the_console(fake: FakeTelegram, size: int) -> None:
    """What Telegram does not give to bots is refused with the console's command, unfetched."""
    before = len(fake.asked("getFile"))
    said = outcome(fake, fake.user_sends_file("huge.md", b"", size=size))
    assert "wuzhen add FILE" in said
    assert len(fake.asked("getFile")) == before


def test_hours_of_work_are_for_the_console(fake: FakeTelegram, folder: Path) -> None:
    """1500 passages at one a second would take 25 minutes: refused, with the command."""
    said = outcome(fake, fake.user_sends_file("epic.md", b"Word.\n\n" * 1500))
    assert said.startswith("“epic.md” has 1500 passages, about 25 minutes of work")
    assert "epic.md" not in Shelf(folder / "library").kept()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.md", "passwd.md"),
        ("C:\\texts\\a b.md", "a b.md"),
        (None, "document.txt"),
        ("长" * 300 + ".md", "长" * 100 + ".md"),
        ("\x00\n.md", "md"),
    ],
)
def test_name_cannot_leave_its_folder(fake: FakeTelegram, folder: Path, sent: str | None, kept: str) -> None:
    """Whatever a file is called, it becomes a plain name."""
    outcome(fake, fake.user_sends_file(sent, f"Words of {kept}.".encode()))
    assert kept in Shelf(folder / "library").kept()


def test_file_that_cannot_be_fetched_is_said(fake: FakeTelegram) -> None:
    """When Telegram has no such file any more, the person is asked to send it again."""
    fake.limit_next("getFile", 1)
    number = fake.user_sends_file("lost.md", b"Lost.")
    fake.world.files.clear()
    assert outcome(fake, number) == "“lost.md” could not be fetched from Telegram. Next: send it again."


def test_rebuild_tells_its_result(fake: FakeTelegram, folder: Path) -> None:
    """The message that announced the work ends as its result."""
    count = sum(len(texts) for _, texts in Shelf(folder / "library").kept().values())
    number = fake.user_says("/rebuild")
    assert outcome(fake, number) == f"The index is new, passages: {count}."
    assert fake.reply(number).versions[0] == "Making the index anew…"


def test_long_work_reports_lets_others_ask_and_ends_on_sigterm(tmp_path: Path) -> None:
    """While a minute's rebuild runs: progress in one message, questions answered; SIGTERM ends it, nothing changed."""
    (tmp_path / "library").mkdir()
    shelf = Shelf(tmp_path / "library")
    shelf.keep({"slow.md": (1, ["Snails are slow."])})
    with FakeTelegram() as fake, BotProcess(fake, tmp_path) as bot:
        rebuild = fake.reply(fake.user_says("/rebuild"))
        add = fake.user_sends_file("slow too.md", b"Sloths are slow.")
        assert fake.reply(add).text == "Waiting for the work before this…"
        assert fake.reply(fake.user_says("snails slow")).text.startswith("Snails are slow.")
        fake.wait_for(lambda: rebuild.edits)
        assert rebuild.text.startswith("“slow.md”: ")
        assert rebuild.text.endswith(" of 600 passages")
        assert bot.stop(signal.SIGTERM, within=10) == 0
        assert rebuild.text.startswith("The bot is being stopped; the library is as it was.")
        assert fake.reply(add).text.startswith("The bot is being stopped; the library is as it was.")
    assert list(shelf.kept()) == ["slow.md"]


def test_without_admins_add_tells_the_number(tmp_path: Path) -> None:
    """Where nobody is an admin, /add says how to become one."""
    with FakeTelegram() as fake, BotProcess(fake, tmp_path, WUZHEN_ADMINS=None):
        said = fake.reply(fake.user_says("/add")).text
    assert "Your number is 1001." in said
    assert "WUZHEN_ADMINS=1001 wuzhen telegram" in said


def test_add_with_an_address_adds_the_page(fake: FakeTelegram) -> None:
    """As with a file; the query of an address, which may hold a secret, is not repeated."""
    assert outcome(fake, fake.user_says("/add https://example.org/river-otters?key=SECRET")).startswith("Added “river")
    assert not any("SECRET" in text for _, call in fake.calls for text in call.values())


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("http://inside/page", "inside is not on the public internet"),
        ("ftp://example.org/page", "Only http:// and https:// are opened"),
        ("https://ann:secret@example.org/", "An address with a user name or password"),
    ],
)
def test_an_address_that_is_not_opened_is_refused(fake: FakeTelegram, link: str, said: str) -> None:
    """With the reason and the chat's own next step; what opens the local network is not offered there."""
    answer = outcome(fake, fake.user_says(f"/add {link}"))
    assert answer.startswith(said)
    assert answer.endswith("Nothing was added.\nNext: /add")


def test_stranger_cannot_add_an_address(fake: FakeTelegram, folder: Path) -> None:
    """As with files."""
    said = outcome(fake, fake.user_says("/add https://example.org/strange", user=BAO), user=BAO)
    assert said.startswith("只有管理员可以这样做。")
    assert "strange" not in Shelf(folder / "library").kept()
