"""The command line: commands, options and their help, in English or Chinese."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from bot.links import link_or_path
from bot.words import Phrase
from index.errors import WuzhenError
from index.types import Language

DESCRIPTION = Phrase(
    "Ask questions over your own documents, in English or Chinese; nothing leaves this machine.",
    "用中文或英文向自己的文档提问；一切都留在本机。",
)
COMMANDS = {
    "ask": Phrase("answer one question", "回答一个问题"),
    "chat": Phrase("ask and answer in the console", "在终端里问答"),
    "telegram": Phrase("run the Telegram bot (TELEGRAM_BOT_TOKEN)", "运行 Telegram 机器人（TELEGRAM_BOT_TOKEN）"),
    "add": Phrase(
        "index files, folders of them and web pages, or add glossaries",
        "把文件、文件夹和网页加入索引，或加入术语表",
    ),
    "sync": Phrase("bring folders in step with their files", "使文件夹与其文件同步"),
    "watch": Phrase("keep folders in step as their files change", "在文件变化时保持文件夹同步"),
    "remove": Phrase("remove documents or glossaries", "删除文档或术语表"),
    "list": Phrase("list the documents and glossaries", "列出文档和术语表"),
    "show": Phrase("show a document's passages", "显示一篇文档的各段"),
    "eval": Phrase("measure how well questions find their passages", "测量问题能否找到对应的段落"),
    "rebuild": Phrase("make the index anew from the kept files", "用保存的文件重建索引"),
}
_HELP = Phrase("show this help", "显示此帮助")
_VERSION = Phrase("show the version", "显示版本")
_LIBRARY = Phrase("folder of the library (WUZHEN_HOME)", "文档库所在文件夹（WUZHEN_HOME）")
_ENCODER = Phrase(
    "'built-in', or a sentence-transformers model by name or path (WUZHEN_ENCODER)",
    "“built-in”，或 sentence-transformers 模型的名称或路径（WUZHEN_ENCODER）",
)
_QUESTION = Phrase("the question; - reads one a line from standard input", "问题；- 表示从标准输入逐行读取")
_JSON = Phrase("one JSON object a question", "每个问题输出一个 JSON 对象")
_PASSAGES = Phrase("passages to show (5)", "显示的段落数（5）")
_FILE = Phrase(
    "a document, a folder of them, or a page's address (https://…)", "文档、文件夹，或网页的网址（https://…）"
)
_FOLDERS = Phrase("folder; without one, all that were added", "文件夹；不给则为所有已加入的文件夹")
_YES_REMOVE = Phrase(
    "remove documents whose files are gone, and go on with large files, without asking",
    "不再询问：删除文件已不在的文档，继续处理大文件",
)
_GLOSSARY = Phrase(
    "the files are glossaries: a line an entry, English TAB Chinese, or TBX",
    "这些文件是术语表：每行一条，英文 TAB 中文，或 TBX",
)
_ALLOW_PRIVATE = Phrase("open addresses on this machine and its network too", "也打开本机和本地网络中的网址")
_EXPLAIN = Phrase(
    "show what the files would become and each line left out, with the reason; add nothing",
    "显示文件会变成什么、略去了哪些行及原因；不添加任何内容",
)
_PASSWORD = Phrase("ask for the password of encrypted files", "询问加密文件的密码")
_OCR = Phrase(
    "read pages that are pictures with tesseract, slowly; it must be installed",
    "用 tesseract 读取图片页面（较慢）；需要已安装 tesseract",
)
_YES = Phrase("go on with large files without asking", "遇到大文件不再询问")
_DOCUMENT = Phrase("name of a document, or its number in the list", "文档名称，或其在列表中的编号")
_PASSAGE = Phrase("only the passage with this number", "只显示这个编号的段落")
_KEPT = Phrase(
    "name of a document or a glossary, or a document's number in the list", "文档或术语表的名称，或文档在列表中的编号"
)
_SQUAD = Phrase(
    "SQuAD v1.1 JSON; without it, the golden questions over the starting articles",
    "SQuAD v1.1 格式的 JSON；不给则用初始文章的标准问题",
)
_MIXED = Phrase(
    "all paragraphs of two parallel files in one library: the other language's copy is the right answer",
    "把两个对应文件的段落放进同一个库：另一种语言的那份才算正确答案",
)
_QUESTIONS_LANGUAGE = Phrase("ask only the questions in this language", "只问这种语言的问题")
_ABLATION = Phrase("also each part of the score left out", "另列出去掉评分各部分后的结果")
_BOOTSTRAP = Phrase("resamples for the intervals (1000)", "置信区间的重采样次数（1000）")
_ONE_JSON = Phrase("one JSON object instead of tables", "输出一个 JSON 对象而不是表格")
_USAGE = Phrase("usage: ", "用法：")
_ARGUMENTS = Phrase("arguments", "参数")
_OPTIONS = Phrase("options", "选项")
_COMMAND = Phrase("commands", "命令")


class UsageError(WuzhenError):
    """The command line makes no sense; the text says which help to ask for."""


def parser(language: Language, version: Callable[[], str]) -> argparse.ArgumentParser:
    """The whole command line in ``language``; ``version`` is called only when asked for."""
    top = _Parser("wuzhen", DESCRIPTION, language)
    top.add_argument(
        "--version",
        action=_Version,
        version=version,  # type: ignore[arg-type]  # a string for argparse's own action
        help=_VERSION.say(language),
    )
    top.add_argument("--library", metavar="PATH", type=Path, help=_LIBRARY.say(language))
    top.add_argument("--encoder", metavar="NAME_OR_PATH", help=_ENCODER.say(language))
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, title=_COMMAND.say(language))
    made = {}
    for name, phrase in COMMANDS.items():
        made[name] = commands.add_parser(name, help=phrase.say(language), about=phrase, language=language)
    made["ask"].add_argument("question", nargs="+", help=_QUESTION.say(language))
    made["ask"].add_argument("--json", action="store_true", help=_JSON.say(language))
    for name in ("ask", "chat"):
        made[name].add_argument("-k", type=_count, default=5, metavar="N", help=_PASSAGES.say(language))
    made["add"].add_argument("files", nargs="+", type=link_or_path, metavar="FILE", help=_FILE.say(language))
    made["add"].add_argument("--glossary", action="store_true", help=_GLOSSARY.say(language))
    for option, about in (
        ("--allow-private", _ALLOW_PRIVATE),
        ("--explain", _EXPLAIN),
        ("--password", _PASSWORD),
        ("--ocr", _OCR),
        ("--yes", _YES),
    ):
        made["add"].add_argument(option, action="store_true", help=about.say(language))
    for name in ("sync", "watch"):
        made[name].add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help=_FOLDERS.say(language))
        made[name].add_argument("--yes", action="store_true", help=_YES_REMOVE.say(language))
    made["remove"].add_argument("documents", nargs="+", metavar="NAME", help=_KEPT.say(language))
    made["show"].add_argument("document", metavar="DOCUMENT", help=_DOCUMENT.say(language))
    made["show"].add_argument("--passage", type=_count_from_one, metavar="N", help=_PASSAGE.say(language))
    _add_eval_options(made["eval"], language)
    return top


def _add_eval_options(command: argparse.ArgumentParser, language: Language) -> None:
    command.add_argument("--squad", nargs="+", type=Path, metavar="PATH", default=[], help=_SQUAD.say(language))
    command.add_argument("--mixed", action="store_true", help=_MIXED.say(language))
    command.add_argument("--questions-language", choices=("en", "zh"), help=_QUESTIONS_LANGUAGE.say(language))
    command.add_argument("--ablation", action="store_true", help=_ABLATION.say(language))
    command.add_argument("--bootstrap", type=_resamples, default=1000, metavar="N", help=_BOOTSTRAP.say(language))
    command.add_argument("--json", action="store_true", help=_ONE_JSON.say(language))


def _count(text: str) -> int:
    return _between(text, 100)


def _count_from_one(text: str) -> int:
    return _between(text, 10**9)


def _resamples(text: str) -> int:
    return _between(text, 100_000)


def _between(text: str, most: int) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"1–{most}")
    return int(text)


class _Parser(argparse.ArgumentParser):
    """Speaks the person's language; a mistake is a ``UsageError`` instead of an exit."""

    def __init__(self, prog: str, about: Phrase, language: Language, help: str | None = None) -> None:  # noqa: A002, ARG002
        super().__init__(
            prog=prog,
            description=about.say(language),
            add_help=False,
            allow_abbrev=False,
            formatter_class=_formatter(language),
        )
        self._language: Language = language
        self._positionals.title = _ARGUMENTS.say(language)
        self._optionals.title = _OPTIONS.say(language)
        self.add_argument("-h", "--help", action="help", help=_HELP.say(language))

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}. Next: {self.prog} --help", f"命令行有误：{message}。下一步：{self.prog} --help")


class _Version(argparse.Action):
    """Prints the version, which is looked up only then."""

    def __init__(self, option_strings: list[str], dest: str, version: Callable[[], str], help: str) -> None:  # noqa: A002
        super().__init__(option_strings, dest, nargs=0, help=help)
        self._version = version

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"wuzhen {self._version()}")
        parser.exit()


def _formatter(language: Language) -> type[argparse.HelpFormatter]:
    class Formatter(argparse.HelpFormatter):
        """Writes "usage" in the person's language."""

        def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
            super().add_usage(usage, actions, groups, _USAGE.say(language) if prefix is None else prefix)  # type: ignore[arg-type]

    return Formatter
