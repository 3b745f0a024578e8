"""The console front end: what people see in a terminal, and the chat; argument parsing is ``bot.cli``."""
