"""The commands of the chat: naming, suggesting, completing them."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_assistant import PaperAssistant

from bot.console.acts import typed_path
from bot.console.commands import COMMANDS, complete, help_text, nearest, parse, typed_here


@pytest.mark.parametrize(
    ("said", "here"),
    [
        ("Next: wuzhen list", "Next: /documents"),
        ("下一步：wuzhen add 文件", "下一步：/add 文件"),
        ("Next: wuzhen rebuild --encoder built-in", "Next: wuzhen rebuild --encoder built-in"),
        ("Next: wuzhen add --glossary FILE", "Next: /glossary FILE"),
        ("Next: wuzhen doctor", "Next: wuzhen doctor"),
    ],
)
def test_errors_name_the_chats_commands(said: str, here: str) -> None:
    """The next command of an error is the chat's own where the chat has it."""
    assert typed_here(said) == here


def test_parse_tells_commands_from_questions() -> None:
    """A slash, full-width too, makes a command; anything else is a question."""
    assert parse("what is /add?") is None
    assert parse("  ") is None
    typed = parse("／Add my file.md ")
    assert typed is not None
    assert typed.command is not None
    assert (typed.command.name, typed.argument) == ("/add", "my file.md")


@pytest.mark.parametrize(
    ("typed", "meant"), [("/hepl", "/help"), ("/doc", "/documents"), ("/exit", "/quit"), ("/prev", "/previous")]
)
def test_nearest_command(typed: str, meant: str) -> None:
    """A slip, a beginning or another program's word leads to the command that was meant."""
    assert nearest(typed) == meant


def test_complete_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands, names, languages and paths are completed; questions are not; hidden files wait for their dot."""
    names = [document.name for document in PaperAssistant().documents()]
    (tmp_path / "folder").mkdir()
    (tmp_path / ".hidden").touch()
    monkeypatch.chdir(tmp_path)
    assert complete("/re", lambda: names) == ["/remove ", "/rebuild"]
    assert complete("/remove a", lambda: names) == ["/remove a guide.txt"]
    assert complete("/lang ", lambda: names) == ["/lang en", "/lang zh", "/lang auto"]
    assert complete("/add ", lambda: names) == ["/add folder/"]
    assert complete("/add .h", lambda: names) == ["/add .hidden"]
    assert complete("/add nowhere/", lambda: names) == []
    assert complete("/quit ", lambda: names) == []
    assert complete("when", lambda: names) == []


def test_help_tells_every_command() -> None:
    """/help has every command in both languages."""
    for command in COMMANDS:
        assert command.usage("en") in help_text("en")
        assert command.help.zh in help_text("zh")


def test_typed_path_as_people_type_it(tmp_path: Path) -> None:
    """A path may hold plain spaces, quotes or backslashes; one that exists as typed is taken as typed."""
    file = tmp_path / "it's mine.md"
    file.touch()
    assert typed_path(str(file)) == file
    assert typed_path(f'"{file}"') == file
    assert typed_path(str(file).replace("'", "\\'").replace(" ", "\\ ")) == file
    assert typed_path("~/x.md") == Path.home() / "x.md"
