"""The command ``wuzhen``: reads the command line, runs one command, and is the edge where errors become one line.

Exit status: 0 done or answered, 1 an error, 3 the documents hold no answer, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.parser import parser
from bot.settings import Settings, console_language
from bot.words import Phrase
from index.errors import WuzhenError
from index.types import Language

if TYPE_CHECKING:
    from bot.assistant import Assistant

STOPPED = Phrase("Stopped. The library is as it was.", "已停止。文档库保持原样。")
SURPRISE = Phrase(
    "Something in wuzhen went wrong ({error}). Details are in {log}. Next: try again, or wuzhen rebuild",
    "wuzhen 内部出错（{error}）。详情见 {log}。下一步：再试一次，或 wuzhen rebuild",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit status."""
    language = console_language()
    try:
        options = parser(language, _version).parse_args(arguments)
        settings = Settings.read(library=options.library, encoder=options.encoder)
    except WuzhenError as error:
        return _complain(error.text(language))
    return _guarded(options, settings, language)


def _guarded(options: Namespace, settings: Settings, language: Language) -> int:
    from bot.log import log_to_library

    log_to_library(settings.library)
    try:
        return _run(options, settings, language)
    except WuzhenError as error:
        return _complain(error.text(language))
    except KeyboardInterrupt:
        _complain(STOPPED.say(language))
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        import logging

        logging.getLogger("wuzhen").exception("%s failed", options.command)
        return _complain(
            SURPRISE.say(language, error=f"{type(error).__name__}: {error}", log=settings.library / "wuzhen.log")
        )


def _run(options: Namespace, settings: Settings, language: Language) -> int:
    if options.command == "telegram":
        from bot.telegram.app import run

        return run(settings, os.environ)
    if options.command == "eval":
        from bot.console import evaluation

        return evaluation.run(settings, options, language)
    from bot.assistant import Assistant

    with Assistant.open(settings) as assistant:
        if options.command in {"ask", "chat", "add"} and not _needs_no_encoder(options):
            assistant.warm_up()
        return _commands()[options.command](assistant, options, language)


def _needs_no_encoder(options: Namespace) -> bool:
    return bool(options.command == "add" and (options.glossary or options.explain))


def _commands() -> dict[str, Callable[[Assistant, Namespace, Language], int]]:
    from bot.console import folders, oneshot, watching

    return {
        "ask": oneshot.ask,
        "add": oneshot.add,
        "sync": folders.sync,
        "watch": watching.watch,
        "remove": oneshot.remove,
        "list": oneshot.list_documents,
        "show": oneshot.show,
        "rebuild": oneshot.rebuild,
        "chat": _chat,
    }


def _chat(assistant: Assistant, options: Namespace, language: Language) -> int:
    from bot.console import chat

    return chat.run(assistant, language, library=assistant.settings.library, k=options.k)


def _complain(text: str) -> int:
    sys.stdout.flush()
    print(text, file=sys.stderr)
    return 1


def _version() -> str:
    from importlib.metadata import version

    return version("wuzhen")


if __name__ == "__main__":
    sys.exit(main())
