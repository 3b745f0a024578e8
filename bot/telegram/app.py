"""The Telegram bot as a program: set up, run until told to stop, wind down within ten seconds."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from telegram.error import TelegramError
from telegram.ext import Application

from bot.assistant import Assistant
from bot.settings import Settings, console_language
from bot.telegram.handlers import register, set_commands
from bot.telegram.health import Health
from bot.telegram.logs import log_to_stderr
from bot.telegram.options import Options
from bot.telegram.order import PerChat
from bot.telegram.polling import App, connect, poll
from bot.telegram.sending import Patience
from bot.telegram.worker import Worker
from index.errors import WuzhenError
from index.types import Language

FINISHING = 5.0
"""Seconds that answers and messages under way get after a signal."""
GOODBYE = 1.0
"""Seconds for closing connections, and for each thread to end: 8 in all at worst."""


def run(
    settings: Settings,
    environment: Mapping[str, str],
    open_assistant: Callable[[Settings], Assistant] = Assistant.open,
) -> int:
    """Run the bot until SIGTERM or SIGINT (exit status 0) or until it cannot go on (1, with a line on stderr)."""
    language = console_language(environment)
    stopping = threading.Event()
    workers = [Worker(name, lambda: open_assistant(settings), stopping) for name in ("questions", "keeper")]
    try:
        options = Options.read(environment)
        log_to_stderr(options.token)
        asyncio.run(_serve(options, language, workers, stopping))
    except WuzhenError as error:
        print(error.text(language), file=sys.stderr, flush=True)
        status = 1
    else:
        status = 0
    _end(workers, status)
    return status


def build(options: Options) -> App:
    """The application without handlers, speaking to the Bot API that ``options`` name."""
    return (
        Application.builder()
        .token(options.token)
        .base_url(f"{options.api}/bot")
        .base_file_url(f"{options.api}/file/bot")
        .rate_limiter(Patience())
        .concurrent_updates(PerChat())
        .updater(None)
        .job_queue(None)
        .build()
    )


async def _serve(options: Options, language: Language, workers: Sequence[Worker], stopping: threading.Event) -> None:
    """Run until a signal; raises what ended the bot otherwise."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    questions, keeper = workers
    application = build(options)
    register(application, questions, keeper, options.admins)
    running = asyncio.create_task(_run(application, questions, Health(options, language)))
    waiting = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.set()
        waiting.cancel()
        failure = await _cancelled(running)
        await _wind_down(application)
    if failure is not None:
        raise failure


async def _run(application: App, questions: Worker, health: Health) -> None:
    """Everything between start and stop; ends only by being cancelled or by an error."""
    # A library that cannot be read is said here, not to the first person who asks.
    await questions.run(lambda assistant: assistant.documents())
    await connect(application, health)
    await application.start()
    await set_commands(application)
    await poll(application, health)


async def _cancelled(running: asyncio.Task[None]) -> BaseException | None:
    """End the task; what it had failed with before, if anything."""
    running.cancel()
    try:
        await running
    except asyncio.CancelledError:
        return None
    except BaseException as error:
        return error
    return None


async def _wind_down(application: App) -> None:
    """Let what is under way finish, then close connections; each poll has confirmed the updates of the one before."""
    if application.running:
        with suppress(TimeoutError, TelegramError):
            await asyncio.wait_for(application.stop(), FINISHING)
    with suppress(TimeoutError):
        await asyncio.wait_for(application.bot.shutdown(), GOODBYE)


def _end(workers: Sequence[Worker], status: int) -> None:
    for worker in workers:
        worker.end()
    if not all([worker.join(GOODBYE) for worker in workers]):  # noqa: C419 - each gets its second
        # A thread deep in native code can't be ended, and the interpreter must not be taken down under it.
        # What it was writing is one transaction or one swap, and simply never happened.
        sys.stderr.flush()
        os._exit(status)
