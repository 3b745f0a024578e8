"""The command line as a person meets it: the founding question, exit statuses, JSON, and what bad input gets."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from wuzhen_process import Wuzhen

FOUNDING = "when did WIC become an international organization?"
TOWN = "乌镇位于浙江省桐乡市，是一座有一千三百多年历史的水乡古镇。\n"
BRIDGE = "The old bridge was built in 1863 by Thomas Brassey. It crosses the river Wye near Hay.\n"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Wuzhen:
    """A library that got the seeds with its first question."""
    wuzhen = Wuzhen(tmp_path_factory.mktemp("seeded") / "library")
    assert wuzhen("ask", FOUNDING).status == 0
    return wuzhen


@pytest.fixture
def wuzhen(tmp_path: Path) -> Wuzhen:
    return Wuzhen(tmp_path / "library")


def test_the_founding_question(wuzhen: Wuzhen) -> None:
    """An empty library gets the seeds and answers: the date first, the Chinese sentence that says it, where it stands."""
    ran = wuzhen("ask", FOUNDING)
    assert ran.status == 0
    assert ran.out.splitlines()[0].startswith("12 July 2022")
    assert "2022年7月12日" in ran.out
    assert "seeds" not in ran.out
    assert "passages" in ran.err  # the progress of seeding


def test_the_founding_question_as_json(seeded: Wuzhen) -> None:
    """One object with exactly the promised keys."""
    ran = seeded("ask", "--json", FOUNDING, "-k", "2")
    found = json.loads(ran.out)
    assert set(found) == {"question", "answered", "confidence", "short", "passages"}
    assert found["question"] == FOUNDING
    assert found["answered"] is True
    assert 0 < found["confidence"] <= 1
    assert found["short"] == {"text": "12 July 2022", "quote": "2022年7月12日"}
    assert len(found["passages"]) == 2
    best, second = found["passages"]
    assert set(best) == {
        "document",
        "title",
        "position",
        "count",
        "heading",
        "place",
        "text",
        "sentence",
        "marks",
        "score",
        "also",
    }
    assert "国际组织" in best["sentence"]
    assert best["sentence"] in best["text"]
    assert 1 <= best["position"] <= best["count"]
    assert best["score"] >= second["score"]


def test_the_founding_question_in_chinese(seeded: Wuzhen) -> None:
    """The short answer follows the language of the question, not of the console."""
    ran = seeded("ask", "世界互联网大会什么时候成为国际组织？")
    assert ran.status == 0
    assert ran.out.splitlines()[0].startswith("2022年7月12日")


def test_what_the_documents_do_not_say(seeded: Wuzhen) -> None:
    """Status 3, no short answer, and the nearest passages all the same."""
    ran = seeded("ask", "--json", "how many moons does the planet Jupiter have?")
    found = json.loads(ran.out)
    assert ran.status == 3
    assert (found["answered"], found["short"]) == (False, None)
    assert found["passages"]
    assert seeded("ask", "how many moons does Jupiter have?").out.startswith("My documents don't say.")
    assert seeded("ask", "木星有多少颗卫星？").out.startswith("我的文档里没有答案。")


def test_questions_from_standard_input(seeded: Wuzhen) -> None:
    """One JSON line each, in order, a bad one included; the status says that something went wrong."""
    ran = seeded("ask", "--json", "-", stdin=f"{FOUNDING}\n\n{'x' * 10_000}\nhow many moons does Jupiter have?\n")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line.get("answered") for line in lines] == [True, None, False]
    assert "error" in lines[1]
    assert ran.status == 1
    assert seeded("ask", "-", stdin=f"{FOUNDING}\nhow many moons does Jupiter have?\n").status == 3
    assert seeded("ask", "--json", "-", stdin=f"{FOUNDING}\n").status == 0


def test_bytes_that_are_no_text_do_not_end_a_run(seeded: Wuzhen) -> None:
    """A line of standard input that is not UTF-8 is asked as it can be read; the next one is answered."""
    ran = seeded("ask", "--json", "-", stdin=f"\udcff\udcfe\n{FOUNDING}\n")
    assert json.loads(ran.out.splitlines()[-1])["answered"] is True
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("question", ["", "   ", "\x00\x07", "x" * 10_000])
def test_questions_that_cannot_be_asked(seeded: Wuzhen, question: str) -> None:
    """Blank, control characters alone, or 10,000 characters: one line, the next command, status 1."""
    ran = seeded("ask", "-", stdin=question + "\n") if "\x00" in question else seeded("ask", question)
    assert ran.status == 1
    assert len(ran.err.strip().splitlines()) == 1
    assert "Next: " in ran.err


def test_add_first_and_there_are_no_seeds(wuzhen: Wuzhen, tmp_path: Path) -> None:
    """A library that people add to first holds only what they added, also after all is removed again."""
    path = tmp_path / "bridge.txt"
    path.write_text(BRIDGE, encoding="utf-8")
    assert wuzhen("add", path).out == "Added bridge.txt: 1 passages.\n"
    assert wuzhen("add", path).out == "bridge.txt is already here, unchanged.\n"
    ran = wuzhen("ask", "--json", "when was the old bridge built?")
    found = json.loads(ran.out)
    assert (ran.status, found["short"]["text"], found["passages"][0]["document"]) == (0, "1863", "bridge.txt")
    assert wuzhen("list").out.count("\n") == 2
    assert "Thomas Brassey" in wuzhen("show", "bridge.txt").out
    assert "Thomas Brassey" in wuzhen("show", "1").out
    assert wuzhen("rebuild").out == "Rebuilt: 1 passages.\n"
    assert wuzhen("remove", "bridge.txt").out == "Removed bridge.txt.\n"
    ran = wuzhen("ask", "when was the old bridge built?")
    assert ran.status == 3


def test_glossaries_are_kept_listed_and_removed(wuzhen: Wuzhen, tmp_path: Path) -> None:
    """Added beside one that is broken; listed under the documents; removed by name; no encoder is opened for them."""
    (tmp_path / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (tmp_path / "terms.tsv").write_text("old bridge\t老桥；古桥\nWye\t怀河\n", encoding="utf-8")
    (tmp_path / "broken.tsv").write_text("old bridge 老桥\n", encoding="utf-8")
    wuzhen("add", tmp_path / "bridge.txt")
    ran = wuzhen("--encoder", "no/such", "add", "--glossary", tmp_path / "broken.tsv", tmp_path / "terms.tsv")
    assert (ran.status, ran.out) == (1, "Added glossary terms.tsv: 3 terms.\n")
    assert ran.err.startswith("broken.tsv cannot be read as a glossary: line 1: no tab")
    assert "Next: wuzhen add --glossary FILE" in ran.err
    documents, glossaries = wuzhen("list").out.split("\n\n")
    assert "bridge.txt" in documents
    assert [line.split()[:2] for line in glossaries.splitlines()] == [["glossary", "terms"], ["terms.tsv", "3"]]
    assert wuzhen("rebuild").status == 0
    assert "There is no document or glossary term.tsv. Did you mean terms.tsv?" in wuzhen("remove", "term.tsv").err
    assert wuzhen("remove", "terms.tsv", "bridge.txt").out == "Removed terms.tsv.\nRemoved bridge.txt.\n"
    assert wuzhen("list").out == "There are no documents yet. Next: wuzhen add FILE\n"


def test_a_document_comes_before_a_glossary_of_its_name(wuzhen: Wuzhen, tmp_path: Path) -> None:
    """The first removal takes the document, the second the glossary."""
    path = tmp_path / "terms.txt"
    path.write_text("old bridge\t老桥\n", encoding="utf-8")
    wuzhen("add", "--glossary", path)
    wuzhen("add", path)
    wuzhen("remove", "terms.txt")
    left = wuzhen("list").out
    assert left.startswith("There are no documents yet.")
    assert "terms.txt" in left
    wuzhen("remove", "terms.txt")
    assert "terms.txt" not in wuzhen("list").out


def test_a_glossary_does_not_keep_out_the_seeds(tmp_path: Path) -> None:
    """In a new library the first question is answered from the seeds, and the glossary stays."""
    wuzhen = Wuzhen(tmp_path / "library", "zh_CN.UTF-8")
    (tmp_path / "terms.tsv").write_text("WIC\t世界互联网大会\n", encoding="utf-8")
    assert wuzhen("add", "--glossary", tmp_path / "terms.tsv").out == "已加入术语表 terms.tsv：1 条术语。\n"
    assert wuzhen("ask", FOUNDING).out.startswith("12 July 2022")
    listed = wuzhen("list").out
    assert "wic-history.md" in listed
    assert "术语表" in listed
    assert "terms.tsv" in listed


def test_options_before_the_command_choose_the_library(wuzhen: Wuzhen, tmp_path: Path) -> None:
    """--library wins over WUZHEN_HOME."""
    path = tmp_path / "town.txt"
    path.write_text(TOWN, encoding="utf-8")
    other = tmp_path / "other"
    assert wuzhen("--library", other, "add", path).status == 0
    assert "town.txt" in wuzhen("--library", other, "list").out
    assert "town.txt" not in wuzhen("list").out


def test_chinese_for_a_chinese_console(tmp_path: Path) -> None:
    """Help, results and errors follow LANG."""
    wuzhen = Wuzhen(tmp_path / "library", "zh_CN.UTF-8")
    assert wuzhen("--help").out.startswith("用法：wuzhen")
    path = tmp_path / "town.txt"
    path.write_text(TOWN, encoding="utf-8")
    assert wuzhen("add", path).out == "已加入 town.txt：1 段。\n"
    assert "下一步：" in wuzhen("add", tmp_path / "nowhere.txt").err
    assert "下一步：" in wuzhen("bogus").err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.md", b" \n\t\n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)),
        ("broken.txt", "这一行没有问题。\n".encode() * 50 + b"\xff\xfe\xfa\x80\n" + "这一行也没有。\n".encode() * 50),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    ],
)
def test_files_that_are_no_text(wuzhen: Wuzhen, tmp_path: Path, name: str, content: bytes) -> None:
    """Empty, blank, binary, unknown or undecodable: one clear line that names the file, status 1, no library begun."""
    (tmp_path / name).write_bytes(content)
    ran = wuzhen("add", tmp_path / name)
    assert ran.status == 1
    assert name in ran.err
    assert "Next: " in ran.err
    assert "Traceback" not in ran.err
    assert wuzhen("list").out.startswith("There are no documents yet.")


def test_one_bad_file_does_not_keep_out_the_others(wuzhen: Wuzhen, tmp_path: Path) -> None:
    """The good ones are added, the bad one is told, the status is 1."""
    (tmp_path / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    ran = wuzhen("add", tmp_path / "nowhere.txt", tmp_path / "bridge.txt")
    assert ran.status == 1
    assert "There is no file" in ran.err
    assert "Added bridge.txt" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [["bogus"], [], ["ask"], ["ask", "--bogus", "x"], ["ask", "-k", "0", "x"], ["show", "nothing"], ["remove", "x"]],
)
def test_mistakes_on_the_command_line(seeded: Wuzhen, arguments: list[str]) -> None:
    """Status 1 and the next thing to type."""
    ran = seeded(*arguments)
    assert ran.status == 1
    assert "Next: wuzhen" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "command", ["ask", "chat", "telegram", "add", "sync", "watch", "remove", "list", "show", "eval", "rebuild"]
)
def test_every_command_has_help(command: str, tmp_path: Path) -> None:
    """In English and in Chinese, without a library."""
    for language, word in (("en_US.UTF-8", "usage: "), ("zh_CN.UTF-8", "用法：")):
        ran = Wuzhen(tmp_path / "library", language)(command, "--help")
        assert ran.status == 0
        assert ran.out.startswith(f"{word}wuzhen {command}")
    assert not (tmp_path / "library").exists()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """The library's place is a file: one line, status 1."""
    (tmp_path / "file").write_text("")
    (tmp_path / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    for arguments in (["add", str(tmp_path / "bridge.txt")], ["ask", FOUNDING]):
        ran = Wuzhen(tmp_path / "file" / "library")(*arguments)
        assert ran.status == 1
        assert "cannot be used" in ran.err
        assert "Next: wuzhen --library" in ran.err


def test_a_damaged_library(seeded: Wuzhen, tmp_path: Path) -> None:
    """A broken record is told; a broken vector file is mended, which only the log tells."""
    (tmp_path / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    wuzhen = Wuzhen(tmp_path / "library")
    wuzhen("add", tmp_path / "bridge.txt")
    (cache,) = wuzhen.home.glob("v*/vectors.faiss")
    cache.write_bytes(cache.read_bytes()[:-1])
    ran = wuzhen("ask", "when was the old bridge built?")
    assert (ran.status, ran.err) == (0, "")
    assert "made again" in (wuzhen.home / "wuzhen.log").read_text(encoding="utf-8")
    (record,) = wuzhen.home.glob("v*/library.sqlite")
    record.write_bytes(b"garbage" * 1000)
    ran = wuzhen("ask", "when was the old bridge built?")
    assert ran.status == 1
    assert "is damaged" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_large_files_are_asked_about_and_ctrl_c_leaves_nothing(wuzhen: Wuzhen, tmp_path: Path) -> None:
    """Without a terminal the answer is no; with --yes it goes on until Ctrl-C, which leaves no document."""
    path = tmp_path / "book.txt"
    line = "In the year {n} the old mill stood still, and nobody in the valley knew why its {n} wheels had stopped. It rained.\n"
    path.write_text("".join(line.format(n=n) for n in range(3000)), encoding="utf-8")
    ran = wuzhen("add", path)
    assert ran.status == 1
    assert "3000 passages" in ran.err
    assert f"wuzhen add --yes '{path}'" in ran.err
    command = [sys.executable, "-m", "bot.cli", "add", "--yes", str(path)]
    env = os.environ | {"WUZHEN_HOME": str(wuzhen.home), "LANG": "C.UTF-8"}
    process = subprocess.Popen(command, cwd=Path(__file__).parents[1], env=env, stderr=subprocess.PIPE, text=True)
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.strip().endswith("The library is as it was.")
    assert wuzhen("list").out.startswith("There are no documents yet.")
