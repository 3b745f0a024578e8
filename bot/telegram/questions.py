"""Questions and the buttons under their answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import CallbackQuery, Chat, Message, Update
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot.assistant import Assistant
from bot.telegram import words
from bot.telegram.addressing import is_addressed, question_of, speaks
from bot.telegram.callbacks import NextPassage, Paragraph, Press, decode, name_check
from bot.telegram.cut import TOAST_LIMIT, clean, shorten
from bot.telegram.options import BotError
from bot.telegram.pages import Page, answer_page, paragraph_page, walked_back
from bot.telegram.recent import Recent
from bot.telegram.sending import keyboard, reply, say
from bot.telegram.trouble import told
from bot.telegram.worker import Stopped, Worker
from bot.words import Phrase
from index.errors import WuzhenError
from index.types import Language, Passage
from retrieval.types import Answer

TYPING = 4.0
"""Telegram shows "typing" for five seconds."""


class Questions:
    """Answers questions with ``worker``'s assistant and remembers the answers for their buttons."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._recent = Recent()

    async def on_text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Any text that is meant for the bot is a question."""
        message = update.message
        if message is None or not is_addressed(message, context.bot):
            return
        async with _typing(message.chat):
            try:
                answer = await self._ask(question_of(message, context.bot))
            except WuzhenError as error:
                await say(message, told(error, speaks(message.from_user), then="/help"))
                return
        sent = await reply(message, answer_page(answer, 1))
        self._recent.keep((sent.chat.id, sent.message_id), answer)

    async def on_press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button was pressed: show the other page in the same message, or say in a toast why not."""
        query = update.callback_query
        if query is None:
            return
        language = speaks(query.from_user)
        press = decode(query.data or "")
        message = query.message
        if press is None or not isinstance(message, Message):
            await _toast(query, words.TOO_OLD.say(language))
            return
        try:
            page = await self._page(press, message, question=_original(message, context))
        except WuzhenError as error:
            await _toast(query, told(error, language, then="/help"))
            return
        await _turn(query, page, press.language)

    async def _page(self, press: Press, message: Message, question: str) -> Page | Phrase:
        """The page that a press leads to, or the phrase that says why there is none."""
        key = (message.chat.id, message.message_id)
        answer = self._recent.get(key)
        if isinstance(press, Paragraph):
            return await self._paragraph(press, answer)
        if answer is None and question:
            answer = await self._ask(question)
            self._recent.keep(key, answer)
        return _ranked(answer, press)

    async def _paragraph(self, press: Paragraph, answer: Answer | None) -> Page | Phrase:
        passage = await self._worker.run(lambda assistant: _find(assistant, press))
        if passage is None:
            return words.GONE
        rank = walked_back(answer, passage) if answer is not None else None
        if answer is not None and rank is not None:
            return answer_page(answer, rank)
        return paragraph_page(passage, press.language, press.rank)

    async def _ask(self, question: str) -> Answer:
        report = self._worker.reporting()
        try:
            return await self._worker.run(lambda assistant: assistant.ask(question, progress=report))
        except Stopped:
            raise BotError(words.AWAY.en, words.AWAY.zh) from None


def _ranked(answer: Answer | None, press: NextPassage) -> Page | Phrase:
    if answer is None:
        return words.QUESTION_GONE
    if not 1 <= press.rank <= len(answer.passages):
        return words.NO_MORE
    return answer_page(answer, press.rank)


def _find(assistant: Assistant, press: Paragraph) -> Passage | None:
    """The paragraph by its document's number, or by its name where the number means another document by now."""
    passage = assistant.passage(press.document, press.position)
    if passage is not None and name_check(passage.document) == press.check:
        return passage
    for document in assistant.documents():
        if name_check(document) == press.check:
            return assistant.passage(document.id, press.position)
    return None


def _original(message: Message, context: ContextTypes.DEFAULT_TYPE) -> str:
    """The question that ``message`` answers, if Telegram still shows what it replies to."""
    asked = message.reply_to_message
    return question_of(asked, context.bot) if asked is not None else ""


async def _turn(query: CallbackQuery, page: Page | Phrase, language: Language) -> None:
    if isinstance(page, Phrase):
        await _toast(query, page.say(language))
        return
    try:
        await query.edit_message_text(page.html, parse_mode=ParseMode.HTML, reply_markup=keyboard(page))
    except BadRequest as error:
        # Pressed twice: the page is there already. Anything else: the message cannot be edited any more.
        if "not modified" not in str(error).lower():
            await _toast(query, words.TOO_OLD.say(language))
            return
    await _toast(query, None)


async def _toast(query: CallbackQuery, text: str | None) -> None:
    """Answer the press; Telegram refuses that for presses that waited too long, which nobody needs to know."""
    with suppress(BadRequest):
        await query.answer(shorten(clean(text), TOAST_LIMIT) if text else None)


@asynccontextmanager
async def _typing(chat: Chat) -> AsyncIterator[None]:
    """Show "typing" while the block runs; it is over before the answer is sent."""
    begun = asyncio.Event()
    task = asyncio.create_task(_keep_typing(chat, begun))
    try:
        yield
        await begun.wait()
    finally:
        task.cancel()


async def _keep_typing(chat: Chat, begun: asyncio.Event) -> None:
    while True:
        with suppress(TelegramError):
            await chat.send_action(ChatAction.TYPING)
        begun.set()
        await asyncio.sleep(TYPING)
