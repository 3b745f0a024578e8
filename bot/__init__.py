"""Top room: settings, command line, console chat, Telegram, and the words people read."""
