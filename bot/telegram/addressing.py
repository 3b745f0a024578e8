"""Which messages are meant for the bot, and in which language it speaks to whom."""

from __future__ import annotations

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.telegram.polling import Bot
from index.types import Language


def speaks(user: User | None) -> Language:
    """The language of a person's Telegram: Chinese where it is Chinese, English elsewhere."""
    code = (user.language_code or "") if user else ""
    return "zh" if code.lower().startswith("zh") else "en"


def is_addressed(message: Message, bot: Bot) -> bool:
    """Everything in a private chat; in a group a mention of the bot or a reply to it."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == bot.id:
        return True
    return bool(_mentions(message, bot))


def question_of(message: Message, bot: Bot) -> str:
    """The text or caption of a message without the mentions of the bot."""
    text = message.text or message.caption or ""
    for mention in _mentions(message, bot):
        text = text.replace(mention, " ", 1)
    return text.strip()


def _mentions(message: Message, bot: Bot) -> list[str]:
    """The words by which a message names this bot: ``@its_name``, or its name where it is linked."""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    entities = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}
    own = f"@{bot.username}".lower()
    return [
        text
        for entity, text in entities.items()
        if text.lower() == own or (entity.user is not None and entity.user.id == bot.id)
    ]
