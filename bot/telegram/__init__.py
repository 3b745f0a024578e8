"""Telegram front end: long polling, one message per answer, buttons that turn its pages."""
