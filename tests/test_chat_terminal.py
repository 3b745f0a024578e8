"""The chat on a real pseudo-terminal: editing, history, completion, Ctrl-C, Ctrl-D."""

from __future__ import annotations

from pathlib import Path

from chats import ENVIRONMENT, PROGRAM, chat
from terminal import BACKSPACE, CTRL_A, CTRL_D, LEFT, TAB, UP, Terminal

from bot.console.history import BOUND, History
from bot.console.lines import guarded


def test_terminal_edits_chinese(tmp_path: Path) -> None:
    """Cursor keys and backspace work on whole Chinese characters."""
    with chat(tmp_path) as terminal:
        terminal.send(f"cho 乌镇x峰会{LEFT}{LEFT}{BACKSPACE}{CTRL_A}e\r")
        terminal.expect("<乌镇峰会>")


def test_terminal_history_lasts(tmp_path: Path) -> None:
    """The arrow up brings the last line back, in the next chat too; the file is its owner's alone."""
    with chat(tmp_path) as terminal:
        terminal.send("echo 第一\r")
        terminal.expect("<第一>")
        terminal.expect("ask> ")
        terminal.send(f"{UP}{BACKSPACE}二\r")
        terminal.expect("<第二>")
        terminal.expect("ask> ")
        terminal.send(f"{UP}{UP}三\r")
        terminal.expect("<第一三>")
    file = tmp_path / "chat_history"
    file.chmod(0o644)
    with chat(tmp_path) as terminal:
        terminal.send(f"{UP}\r")
        terminal.expect("<第一三>")
        terminal.expect("ask> ")
        terminal.send(f"{UP}{UP}\r")
        terminal.expect("<第二>")
    assert file.read_text().splitlines() == ["echo 第一", "echo 第二", "echo 第一三", "echo 第二"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_terminal_completes(tmp_path: Path) -> None:
    """Tab completes a command, the name of a document with a space in it, and the path of a file."""
    (tmp_path / "my notes.md").touch()
    with chat(tmp_path) as terminal:
        terminal.send(f"/so{TAB}a g{TAB}\r")
        terminal.expect("/home/reader/a guide.txt")
        terminal.expect("ask> ")
        terminal.send(f"/ad{TAB}{tmp_path}/my n{TAB}\r")
        terminal.expect("Added my notes.md")


def test_terminal_ctrl_c_at_the_prompt(tmp_path: Path) -> None:
    """Ctrl-C throws the line away and says how to leave; the chat goes on."""
    with chat(tmp_path) as terminal:
        terminal.send("echo never")
        terminal.expect("never")
        terminal.interrupt("press Ctrl-D or type /quit")
        terminal.expect("ask> ")
        terminal.send("echo after\r")
        terminal.expect("<after>")
        assert "<never>" not in terminal.screen


def test_terminal_ctrl_c_stops_adding(tmp_path: Path) -> None:
    """Ctrl-C during /add erases the progress, leaves the library as it was and says so."""
    (tmp_path / "slow.md").touch()
    with chat(tmp_path) as terminal:
        terminal.send(f"/add {tmp_path / 'slow.md'}\r")
        terminal.expect("/300")
        terminal.interrupt("The library is as it was.")
        assert "\r\x1b[K" in terminal.screen[terminal.screen.rindex("/300") :]
        terminal.expect("ask> ")
        terminal.send("/documents\r")
        assert "slow" not in terminal.expect("ask> ").removeprefix("/documents")


def test_terminal_ctrl_c_stops_a_question(tmp_path: Path) -> None:
    """Ctrl-C while a question is being answered gives the prompt back."""
    with chat(tmp_path) as terminal:
        terminal.send("wait\r")
        terminal.expect("(waiting)")
        terminal.interrupt("Stopped.")
        terminal.expect("ask> ")


def test_terminal_ctrl_d_leaves(tmp_path: Path) -> None:
    """Ctrl-D at an empty prompt ends the chat with exit status 0."""
    with chat(tmp_path) as terminal:
        terminal.send(CTRL_D)
        assert terminal.status() == 0


def test_terminal_asks_before_a_big_file(tmp_path: Path) -> None:
    """A big file is added after a yes only, and the answer stays out of the history."""
    (tmp_path / "big.md").touch()
    with chat(tmp_path) as terminal:
        for answer, outcome in (("n", "Not added."), ("y", "Added big.md")):
            terminal.send(f"/add {tmp_path / 'big.md'}\r")
            terminal.expect("12000 passages, which takes about 3 min. Go on? [y/N] ")
            terminal.send(f"{answer}\r")
            terminal.expect(outcome)
            terminal.expect("ask> ")
    assert (tmp_path / "chat_history").read_text().splitlines() == [f"/add {tmp_path / 'big.md'}"]


def test_terminal_in_chinese(tmp_path: Path) -> None:
    """A Chinese console greets, prompts and complains in Chinese."""
    with chat(tmp_path, "zh") as terminal:
        assert "请就您的文档提问" in terminal.screen
        terminal.send("/remove 没有\r")
        terminal.expect("没有文档 没有。下一步：/documents")


def test_terminal_colours(tmp_path: Path) -> None:
    """On a terminal with colours the short answer is bold and the sentence green, nothing stands in its marks."""
    with chat(tmp_path, NO_COLOR="") as terminal:
        terminal.send("when?\r")
        terminal.expect("\x1b[1m12 July 2022\x1b[0m")
        terminal.expect("\x1b[32m2022年7月12日，国际组织成立。\x1b[0m")
        assert "«" not in terminal.screen


def test_terminal_without_readline(tmp_path: Path) -> None:
    """Where Python has no readline module the chat has a prompt, plain lines, Ctrl-C and Ctrl-D all the same."""
    with Terminal.start([*PROGRAM, str(tmp_path), "en", "bare"], ENVIRONMENT | {"NO_COLOR": ""}) as terminal:
        terminal.expect("\x1b[1mask> \x1b[0m")
        terminal.send("echo plain\r")
        terminal.expect("<plain>")
        terminal.expect("ask> ")
        terminal.interrupt("press Ctrl-D or type /quit")
        terminal.expect("ask> ")
        terminal.send(CTRL_D)
        assert terminal.status() == 0
    assert (tmp_path / "chat_history").read_text() == "echo plain\n"


def test_guarded_prompt_counts_no_colours() -> None:
    """Colour codes in a prompt stand between readline's marks."""
    assert guarded("\x1b[1m问> \x1b[0m") == "\x01\x1b[1m\x02问> \x01\x1b[0m\x02"


def test_history_is_bounded(tmp_path: Path) -> None:
    """Of a longer history the last thousand lines are kept, in the file too."""
    file = tmp_path / "chat_history"
    file.write_text("".join(f"line {n}\n" for n in range(BOUND + 5)))
    assert History(file).load() == [f"line {n}" for n in range(5, BOUND + 5)]
    assert len(file.read_text().splitlines()) == BOUND
    assert file.stat().st_mode & 0o777 == 0o600


def test_history_waits_for_its_folder(tmp_path: Path) -> None:
    """Lines typed before the library's folder exists are written once it does; the folder is not made for them."""
    history = History(tmp_path / "later" / "chat_history")
    assert history.load() == []
    assert history.add("one")
    assert not (tmp_path / "later").exists()
    (tmp_path / "later").mkdir()
    assert history.add("two\nlines")
    assert (tmp_path / "later" / "chat_history").read_text() == "one\ntwo lines\n"


def test_history_leaves_out_what_says_nothing(tmp_path: Path) -> None:
    """Blank lines and the same line twice in a row are not kept."""
    history = History(tmp_path / "chat_history")
    assert [history.add(line) for line in ("a", "a", " ", "b", "a")] == [True, False, False, True, True]
