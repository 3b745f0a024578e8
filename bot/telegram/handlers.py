"""Which update goes where, the plain commands, and what happens when a handler fails."""

from __future__ import annotations

import logging

from telegram import BotCommand, Message, Update
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.telegram import words
from bot.telegram.addressing import speaks
from bot.telegram.glossaries import with_glossaries
from bot.telegram.keeping import Keeping
from bot.telegram.pages import documents_page
from bot.telegram.polling import App
from bot.telegram.questions import Questions
from bot.telegram.sending import reply, say
from bot.telegram.trouble import told
from bot.telegram.worker import Stopped, Worker
from bot.words import Phrase
from index.errors import WuzhenError

_log = logging.getLogger(__name__)


def register(application: App, questions: Worker, keeper: Worker, admins: frozenset[int]) -> None:
    """Give ``application`` its handlers; the first that fits an update gets it."""
    asking, keeping = Questions(questions), Keeping(keeper, admins)
    listing = Listing(questions)
    fresh = filters.UpdateType.MESSAGE
    private = fresh & filters.ChatType.PRIVATE
    for handler in (
        CommandHandler("start", on_start, fresh),
        CommandHandler("help", on_help, fresh),
        CommandHandler("documents", listing.on_documents, fresh),
        CommandHandler("add", keeping.on_add, fresh),
        CommandHandler("glossary", keeping.on_glossary, fresh),
        CommandHandler("rebuild", keeping.on_rebuild, fresh),
        MessageHandler(private & filters.COMMAND, on_unknown_command),
        MessageHandler(fresh & filters.TEXT & ~filters.COMMAND, asking.on_text),
        MessageHandler(fresh & filters.Document.ALL, keeping.on_file),
        MessageHandler(private & ~filters.StatusUpdate.ALL, on_other),
        CallbackQueryHandler(asking.on_press),
    ):
        application.add_handler(handler)
    application.add_error_handler(on_error)


class Listing:
    """/documents, read with the questions' assistant."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    async def on_documents(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """List the documents by number, title and name, and the glossaries by name."""
        message = update.message
        if message is None:
            return
        language = speaks(message.from_user)
        try:
            documents, glossaries = await self._worker.run(
                lambda assistant: (assistant.documents(), assistant.glossaries())
            )
        except WuzhenError as error:
            await say(message, told(error, language, then="/help"))
            return
        await reply(message, with_glossaries(documents_page(documents, language), glossaries, language))


async def on_start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """/start says what this is, with a question to try."""
    await _say(update, words.START)


async def on_help(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """/help says all that the bot can do."""
    await _say(update, words.HELP)


async def on_unknown_command(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """A command that this bot does not have."""
    await _say(update, words.UNKNOWN_COMMAND)


async def on_other(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """A photo, a voice message, a sticker."""
    await _say(update, words.TEXT_ONLY)


async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log what a handler could not do, then apologise; a connection that is gone has its own line elsewhere."""
    error = context.error
    if isinstance(error, Stopped | InvalidToken | Forbidden):
        return
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        _log.warning("a message could not be sent: %s", error)
        return
    _log.error("a handler failed", exc_info=error)
    message = update.effective_message if isinstance(update, Update) else None
    if isinstance(update, Update) and isinstance(message, Message):
        try:
            await say(message, words.TROUBLE.say(speaks(update.effective_user)))
        except TelegramError as second:
            _log.warning("the apology could not be sent: %s", second)


async def set_commands(application: App) -> None:
    """Fill Telegram's command menu in both languages; a bot without a menu still answers."""
    try:
        for language, code in (("en", None), ("zh", "zh")):
            await application.bot.set_my_commands(
                [
                    BotCommand(name, phrase.zh if language == "zh" else phrase.en)
                    for name, phrase in words.COMMANDS.items()
                ],
                language_code=code,
            )
    except TelegramError as error:
        _log.warning("the command menu was not set: %s", error)


async def _say(update: Update, phrase: Phrase) -> None:
    if update.message is not None:
        await say(update.message, phrase.say(speaks(update.message.from_user)))
