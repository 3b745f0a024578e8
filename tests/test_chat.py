"""The chat through pipes: answers, commands, languages, errors."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

from chats import ENVIRONMENT, PROGRAM, pipe


def test_pipe_answers_each_line(tmp_path: Path) -> None:
    """Lines from a pipe are answered in turn without prompt, greeting, colour or history; the end is exit 0."""
    done = pipe(tmp_path, "when was it founded?\n\necho two\n")
    assert done.returncode == 0
    assert done.stdout.startswith("12 July 2022 (2022年7月12日)\n\n")
    assert "<two>" in done.stdout
    assert "ask>" not in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_pipe_stops_when_interrupted(tmp_path: Path) -> None:
    """SIGINT ends a chat that nobody types: later lines are not answered and the exit status is not 0."""
    with subprocess.Popen(
        [*PROGRAM, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    ) as done:
        assert done.stdin is not None
        assert done.stderr is not None
        done.stdin.write(b"wait\necho later\n")
        done.stdin.flush()
        assert done.stderr.readline() == b"(waiting)\n"
        done.send_signal(signal.SIGINT)
        out, _ = done.communicate(timeout=60)
    assert b"later" not in out
    assert done.returncode != 0


def test_pipe_without_last_newline(tmp_path: Path) -> None:
    """A last line without its newline is answered too."""
    assert "<end>" in pipe(tmp_path, "echo end").stdout


def test_pipe_with_bytes_that_are_no_text(tmp_path: Path) -> None:
    """Bytes that cannot be decoded do not end the chat."""
    done = pipe(tmp_path, b"echo \xff\xfe\necho next\n", PYTHONIOENCODING="utf-8:strict")
    assert "<next>" in done.stdout
    assert done.returncode == 0


def test_words_follow_the_question(tmp_path: Path) -> None:
    """On an English console a Chinese question is answered in Chinese, an English one in English."""
    done = pipe(tmp_path, "国际组织何时成立？\nwhen was it founded?\n")
    chinese, english = done.stdout.split("12 July 2022", 1)
    assert "第 2 段，共 3 段" in chinese
    assert "paragraph 2 of 3" in english


def test_lang_fixes_the_words(tmp_path: Path) -> None:
    """After /lang zh everything is said in Chinese, after /lang auto answers follow the question again."""
    done = pipe(tmp_path, "/lang zh\nwhat else?\n/more\n/frob\n/lang auto\nwhat else?\n/frob\n/lang fr\n")
    fixed, followed = done.stdout.split("Answers follow the language of the question.")
    assert "我的文档里没有答案。" in fixed
    assert "第 2 段，共 3 段" in fixed
    assert "My documents don't say." in followed
    assert done.stderr.splitlines() == [
        "没有命令 /frob。下一步：/help",
        "There is no command /frob. Next: /help",
        "Something is missing. Next: /lang en|zh|auto",
    ]


def test_unknown_command_is_suggested(tmp_path: Path) -> None:
    """A mistyped command names the one that was meant."""
    done = pipe(tmp_path, "/documnets\n/exit\n/zzzz\n")
    assert "There is no command /documnets. Next: /documents" in done.stderr
    assert "Next: /quit" in done.stderr
    assert "Next: /help" in done.stderr


def test_command_without_its_argument(tmp_path: Path) -> None:
    """A command that lacks its argument says how it is typed."""
    assert "Next: /add FILE" in pipe(tmp_path, "/add\n").stderr
    assert "Next: /glossary FILE" in pipe(tmp_path, "/glossary\n").stderr
    assert "下一步：/remove 名称" in pipe(tmp_path, "/remove\n", "zh").stderr


def test_more_shows_the_further_passages(tmp_path: Path) -> None:
    """/more shows the second passage, then the third, then says that there are no more."""
    out = pipe(tmp_path, "/more\nwhen?\n/more\n/more\n/more\n").stdout
    nothing, rest = out.split("12 July", 1)
    assert "Nothing is on show yet" in nothing
    shown = rest.split("See also:")[1]
    places = [
        shown.index(text) for text in ("  大会每年在乌镇举行。\n", "«The answer comes first.»", "That was the last")
    ]
    assert places == sorted(places)


def test_next_and_previous_walk_through_the_document(tmp_path: Path) -> None:
    """/next and /previous show the neighbouring paragraphs and stop at the ends of the document."""
    out = pipe(tmp_path, "when?\n/next\n/next\n/previous\n/previous\n/previous\n").stdout.split("See also:")[1]
    said = ["会员来自各大洲。", "last paragraph of wic.md", "准备用了八年。", "  大会每年", "first paragraph of wic.md"]
    places = [out.index(text, out.index("会员来自")) for text in said]
    assert places == sorted(places)


def test_next_after_the_document_went(tmp_path: Path) -> None:
    """A paragraph of a document that was removed meanwhile is said to be gone."""
    assert "no longer there" in pipe(tmp_path, "when?\n/remove wic.md\n/next\n").stdout


def test_source_says_where_it_comes_from(tmp_path: Path) -> None:
    """/source gives heading, position, document and file of what is on show; with a name, those of a document."""
    shown = pipe(tmp_path, "when?\n/source\n").stdout
    for text in ("国际组织\n", "paragraph 2 of 3", "wic.md", "/home/reader/wic.md", "世界互联网大会"):
        assert text in shown
    assert "/home/reader/a guide.txt" in pipe(tmp_path, "/source a guide.txt\n").stdout


def test_errors_are_told_in_the_right_language(tmp_path: Path) -> None:
    """An error goes to stderr in the language of the line that caused it, and the chat goes on."""
    done = pipe(tmp_path, f"{'长' * 1001}\n{'x' * 1001}\n/add nowhere.md\necho still here\n")
    assert "太长了。下一步：问短一些" in done.stderr
    assert "That is long. Next: ask a shorter question" in done.stderr
    assert "There is no file nowhere.md" in done.stderr
    assert "<still here>" in done.stdout


def test_add_and_remove_change_the_documents(tmp_path: Path) -> None:
    """/add, /remove (by number too), /documents and /rebuild do what they say and say what they did."""
    file = tmp_path / "my notes.md"
    file.touch()
    done = pipe(tmp_path, f"/add {file}\n/documents\n/remove 1\n/rebuild\n")
    assert "Added my notes.md: 2 passages." in done.stdout
    assert "Removed wic.md." in done.stdout
    assert "Rebuilt: 4 passages." in done.stdout
    assert "my notes" not in done.stderr


def test_glossary_is_added_listed_and_removed(tmp_path: Path) -> None:
    """/glossary keeps a file of terms, /documents shows it under the documents, /remove takes it by name."""
    file = tmp_path / "my terms.tsv"
    file.write_text("boat\t船\ncat\t猫\n", encoding="utf-8")
    (tmp_path / "broken.tsv").write_text("boat\n", encoding="utf-8")
    done = pipe(tmp_path, f"/glossary {file}\n/documents\n/remove my terms.tsv\n/glossary {tmp_path}/broken.tsv\n")
    assert done.stdout.startswith("Added glossary my terms.tsv: 2 terms.\n")
    table, glossaries = done.stdout.split("\n\nglossary ")
    assert "a guide.txt" in table
    assert "my terms.tsv      2  2024-05-03\nRemoved my terms.tsv.\n" in glossaries
    assert done.stderr.endswith("Nothing was added. Next: /glossary FILE\n")
    assert "\n\n" not in pipe(tmp_path, "/documents\n").stdout


def test_big_file_through_a_pipe_is_declined(tmp_path: Path) -> None:
    """Where nobody can be asked, a big file is not added, and the next line is not taken for a yes."""
    (tmp_path / "big.md").touch()
    done = pipe(tmp_path, f"/add {tmp_path / 'big.md'}\ny\n")
    assert "Not added." in done.stderr
    assert "Added" not in done.stdout


def test_quit_leaves_at_once(tmp_path: Path) -> None:
    """Nothing after /quit is answered; the exit status is 0."""
    done = pipe(tmp_path, "/QUIT\necho no\n")
    assert "<no>" not in done.stdout
    assert done.returncode == 0
