"""Questions and buttons through the whole bot: its own process, real HTTP, answers that can be told by eye."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_telegram import ANN, BAO, FakeTelegram
from fake_telegram_html import units
from fake_telegram_world import BOT, Shown
from telegram_process import BotProcess
from telegram_shelf import Shelf

FOUNDED = "when was it that it became an international organization?"
LIBRARY = {
    "history": [
        "The town lies in Zhejiang.",
        "A conference began. It became an international organization on 12 July 2022. Members & <friends> came.",
        "The organization has an office.",
    ],
    "大会": ["大会在乌镇举行。", "2022年7月12日大会成为国际组织。"],
    "long": ["🙂" * 3000 + ". The elephant sleeps. " + "🙂" * 3000],
    "passing": ["A comet passes once.", "The comet returns later."],
}


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as server:
        yield server


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("bot") / "library"
    folder.mkdir()
    shelf = Shelf(folder)
    shelf.keep({f"{name}.md": (number, texts) for number, (name, texts) in enumerate(LIBRARY.items(), 1)})
    return shelf


@pytest.fixture(scope="module", autouse=True)
def bot(fake: FakeTelegram, shelf: Shelf) -> Iterator[BotProcess]:
    """One bot for all tests here; at the end it must have had nothing to complain about."""
    with BotProcess(fake, shelf.folder.parent) as process:
        process.wait_until_it_says("answers in Telegram")
        yield process
        assert process.said.splitlines() == ["wuzhen: @WuzhenTestBot answers in Telegram. Ctrl-C stops it."]


def ask(fake: FakeTelegram, text: str) -> Shown:
    return fake.reply(fake.user_says(text))


def press(fake: FakeTelegram, message: Shown, button: str) -> str:
    """Press and wait until the press is answered; the toast."""
    before = len(fake.world.toasts)
    fake.user_presses(message, button)
    fake.wait_for(lambda: len(fake.world.toasts) > before)
    return fake.world.toasts[-1]


def test_start_gives_a_question_to_try(fake: FakeTelegram) -> None:
    """/start names the founding question."""
    assert "when did WIC become an international organization?" in ask(fake, "/start").text


def test_words_follow_the_users_telegram(fake: FakeTelegram) -> None:
    """A person whose Telegram is Chinese is helped in Chinese."""
    assert fake.reply(fake.user_says("/help", user=BAO), BAO.id).text.startswith("写下问题即可")


def test_menu_is_in_both_languages(fake: FakeTelegram) -> None:
    """The command menu lists five commands, in English and for ``zh`` in Chinese."""
    fake.wait_for(lambda: "zh" in fake.world.commands)
    names = ["start", "help", "documents", "add", "glossary", "rebuild"]
    assert {code: [c["command"] for c in menu] for code, menu in fake.world.commands.items()} == {
        "": names,
        "zh": names,
    }
    assert fake.world.commands["zh"][2]["description"] == "收录的文档"


def test_answer_has_short_answer_passage_and_place(fake: FakeTelegram) -> None:
    """Bold date, the passage with its best sentence underlined, document and position, as a reply to the question."""
    answer = ask(fake, FOUNDED)
    assert answer.text == f"12 July 2022\n\n{LIBRARY['history'][1]}\n\nhistory · 2/3"
    assert answer.seen.marked("bold") == ["12 July 2022", "12 July 2022"]
    assert answer.seen.marked("underline") == ["It became an international organization on 12 July 2022."]


def test_bot_types_before_it_answers(fake: FakeTelegram) -> None:
    """The chat shows "typing" for a question."""
    ask(fake, FOUNDED)
    assert (ANN.id, "typing") in fake.world.actions


def test_answer_speaks_the_language_of_the_question(fake: FakeTelegram) -> None:
    """A Chinese question from an English Telegram is answered with Chinese buttons."""
    answer = ask(fake, "何时成为国际组织")
    assert answer.text.startswith("2022年7月12日\n\n2022年7月12日大会成为国际组织。")
    assert answer.labels == ["下一条结果", "◀ 上一段"]


def test_unanswerable_question_is_refused_with_the_nearest(fake: FakeTelegram) -> None:
    """What the documents don't hold is said, the nearest passage shown as such."""
    answer = ask(fake, "organization budget income salary expenses")
    assert answer.text.startswith("My documents don't hold the answer. The nearest passage:\n\n")
    assert "bold" not in {entity.kind for entity in answer.seen.entities}


def test_next_passage_replaces_the_page(fake: FakeTelegram) -> None:
    """The second-best passage comes into the same message, without the short answer."""
    answer = ask(fake, FOUNDED)
    assert press(fake, answer, "Next passage") == ""
    assert (answer.edits, answer.text) == (1, "The organization has an office.\n\nhistory · 3/3")


def test_passages_end(fake: FakeTelegram) -> None:
    """After the fifth passage there is no button for another."""
    answer = ask(fake, FOUNDED)
    for _ in range(4):
        press(fake, answer, "Next passage")
    assert "Next passage" not in answer.labels


def test_neighbours_are_walked_and_the_answer_found_again(fake: FakeTelegram) -> None:
    """◀ shows the paragraph before, ▶ from there the answer with its marks."""
    answer = ask(fake, FOUNDED)
    first = answer.text
    press(fake, answer, "◀ Previous paragraph")
    assert answer.text == "The town lies in Zhejiang.\n\nhistory · 1/3"
    assert answer.labels == ["Next passage", "Next paragraph ▶"]
    press(fake, answer, "Next paragraph ▶")
    assert answer.text == first
    assert answer.seen.marked("underline") == ["It became an international organization on 12 July 2022."]


def test_pressing_twice_does_no_harm(fake: FakeTelegram) -> None:
    """A second press of the same button finds the page there already."""
    answer = ask(fake, FOUNDED)
    data = answer.buttons[0][0]["callback_data"]
    before = len(fake.world.toasts)
    for _ in range(2):
        fake.user_presses_data(answer, data)
    fake.wait_for(lambda: len(fake.world.toasts) == before + 2)
    assert fake.world.toasts[-2:] == ["", ""]
    assert answer.edits == 1


def test_removed_document_is_said_in_a_toast(fake: FakeTelegram, shelf: Shelf) -> None:
    """The neighbour of a passage whose document is gone: a toast, and the message stays."""
    answer = ask(fake, "A comet passes once")
    before = answer.text
    shelf.remove("passing.md")
    assert press(fake, answer, "Next paragraph ▶") == "That paragraph is no longer in my documents. Ask again."
    assert answer.text == before


def test_number_given_to_another_document_misleads_nobody(fake: FakeTelegram, shelf: Shelf) -> None:
    """A button finds its document by name where the document's number changed hands."""
    kept = shelf.kept()
    shelf.keep(kept | {"one.md": (50, ["A zebra runs fast.", "The zebra rests."])})
    answer = ask(fake, "zebra runs fast")
    shelf.keep(kept | {"one.md": (51, ["A zebra runs fast.", "The zebra rests."]), "two.md": (50, ["x", "Other."])})
    press(fake, answer, "Next paragraph ▶")
    assert answer.text == "The zebra rests.\n\none · 2/2"
    shelf.keep(kept)


def test_button_of_another_program_is_too_old(fake: FakeTelegram) -> None:
    """Callback data that this program did not make is answered kindly."""
    answer = ask(fake, FOUNDED)
    before = len(fake.world.toasts)
    fake.user_presses_data(answer, "{'page': 2}")
    fake.wait_for(lambda: len(fake.world.toasts) > before)
    assert fake.world.toasts[-1] == "This message is too old for its buttons. Ask again."


def test_press_that_waited_too_long_still_turns_the_page(fake: FakeTelegram) -> None:
    """Telegram refuses the toast of an old press; the page turns all the same."""
    answer = ask(fake, FOUNDED)
    fake.user_presses_data(answer, answer.buttons[0][0]["callback_data"], expired=True)
    fake.wait_for(lambda: answer.edits == 1)


def test_page_of_a_deleted_message_cannot_turn(fake: FakeTelegram) -> None:
    """A message that is gone when its button is pressed: a toast."""
    answer = ask(fake, FOUNDED)
    before = len(fake.world.toasts)
    with fake.world.changed:
        fake.user_presses(answer, "Next passage")
        del fake.world.shown[answer.chat, answer.id]
    fake.wait_for(lambda: len(fake.world.toasts) > before)
    assert fake.world.toasts[-1] == "This message is too old for its buttons. Ask again."


def test_rank_beyond_the_answer_is_said(fake: FakeTelegram) -> None:
    """There is no ninetieth passage."""
    answer = ask(fake, FOUNDED)
    before = len(fake.world.toasts)
    fake.user_presses_data(answer, "ne:90")
    fake.wait_for(lambda: len(fake.world.toasts) > before)
    assert fake.world.toasts[-1] == "That was the last passage. Ask again in other words."


def test_long_passage_is_cut_around_its_sentence(fake: FakeTelegram) -> None:
    """A passage of 12,000 units arrives as one message, the sentence in it."""
    answer = ask(fake, "elephant sleeps")
    assert "The elephant sleeps." in answer.text
    assert 4000 < units(answer.text) <= 4096


def test_questions_are_answered_in_order(fake: FakeTelegram) -> None:
    """What a person writes at once is answered in that order, the quick /help not before the slow questions."""
    asked = [fake.user_says(text) for text in ("slowly one", "slowly two", "/help")]
    answers = [fake.reply(number).id for number in asked]
    assert answers == sorted(answers)


def test_nobody_waits_for_another_chat(fake: FakeTelegram) -> None:
    """While one person's questions take their time, another's /help is answered."""
    slow = [fake.user_says(f"slowly number {n}") for n in range(3)]
    quick = fake.reply(fake.user_says("/help", user=BAO), BAO.id)
    assert quick.id < fake.reply(slow[2]).id


def test_edited_question_is_ignored(fake: FakeTelegram) -> None:
    """Correcting a question brings no second answer."""
    asked = fake.user_says(FOUNDED)
    fake.reply(asked)
    fake.user_edits(asked, "where?")
    ask(fake, "/help")
    assert len(fake.replies(asked)) == 1


@pytest.mark.parametrize("text", ["why " * 1000, "   "])
def test_impossible_question_is_explained(fake: FakeTelegram, text: str) -> None:
    """A blank or overlong question: the reason, and a next step that can be taken in Telegram."""
    fake.user_says(text)
    fake.wait_for(lambda: fake.messages()[-1].text == "That is no question.\nNext: /help")


def test_unknown_command_points_to_help(fake: FakeTelegram) -> None:
    """A command the bot does not have is not a question."""
    assert ask(fake, "/weather").text == "I don't know that command. Next: /help"


def test_photo_points_to_help(fake: FakeTelegram) -> None:
    """What is not text gets a line that says what is."""
    message = fake.world.person_message(ANN, ANN.id, dice={"emoji": "🎲", "value": 3})
    fake.world.push("message", message)
    assert fake.reply(message["message_id"]).text.startswith("I read text")


def test_documents_are_listed(fake: FakeTelegram) -> None:
    """/documents shows numbers, titles, names and sizes."""
    assert ask(fake, "/documents").text.splitlines()[1] == "1. history (history.md), passages: 3"


def test_too_many_requests_are_waited_out(fake: FakeTelegram) -> None:
    """Told to wait a second, the bot waits and then answers."""
    fake.limit_next("sendMessage", 1, times=2)
    assert ask(fake, FOUNDED).text.startswith("12 July 2022")
    assert fake.limits == []


def test_deleted_question_is_still_answered(fake: FakeTelegram) -> None:
    """An answer whose question was deleted meanwhile is sent without the reply."""
    number = fake.user_says("slowly zhejiang")
    del fake.world.sent_by_people[ANN.id, number]
    fake.wait_for(lambda: "The town lies in Zhejiang." in fake.messages()[-1].text)


class TestGroups:
    """In a group the bot speaks only when spoken to."""

    GROUP = -77

    def test_talk_among_others_is_ignored(self, fake: FakeTelegram) -> None:
        """A question without a mention gets no answer; the next command does."""
        talk = fake.user_says(FOUNDED, chat=self.GROUP)
        fake.reply(fake.user_says("/help", chat=self.GROUP), self.GROUP)
        assert [m for m in fake.messages(self.GROUP) if m.reply_to == talk] == []

    def test_mention_asks(self, fake: FakeTelegram) -> None:
        """The mention is not part of the question."""
        asked = fake.user_says(f"@{BOT['username']} {FOUNDED}", chat=self.GROUP)
        assert fake.reply(asked, self.GROUP).text.startswith("12 July 2022")

    def test_mention_of_another_does_not_ask(self, fake: FakeTelegram) -> None:
        """Somebody else's name is no call."""
        talk = fake.user_says(f"@SomebodyElse {FOUNDED}", chat=self.GROUP)
        fake.reply(fake.user_says("/help", chat=self.GROUP), self.GROUP)
        assert [m for m in fake.messages(self.GROUP) if m.reply_to == talk] == []

    def test_reply_to_the_bot_asks(self, fake: FakeTelegram) -> None:
        """Answering one of the bot's messages is speaking to it."""
        first = fake.reply(fake.user_says("/start", chat=self.GROUP), self.GROUP)
        asked = fake.user_says(FOUNDED, chat=self.GROUP, reply_to=first.id)
        assert fake.reply(asked, self.GROUP).text.startswith("12 July 2022")

    def test_command_for_another_bot_is_ignored(self, fake: FakeTelegram) -> None:
        """``/help@OtherBot`` is not for this one."""
        talk = fake.user_says("/help@OtherTestBot", chat=self.GROUP)
        fake.reply(fake.user_says(f"/help@{BOT['username']}", chat=self.GROUP), self.GROUP)
        assert [m for m in fake.messages(self.GROUP) if m.reply_to == talk] == []
