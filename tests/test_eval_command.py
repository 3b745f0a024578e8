"""``wuzhen eval`` as a person meets it: tables, JSON, files that are no sets, and nothing left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from squad_files import CHINESE, ENGLISH, parallel_files, squad_file
from wuzhen_process import Wuzhen

from bot.console.evaluation import said, table
from bot.console.style import Style
from bot.console.width import width
from retrieval.evaluating import Measured
from retrieval.measures import with_intervals

MEASURES = ["recall@1", "recall@5", "MRR", "nDCG@10"]
PARTS = ["paragraph", "sentence", "window", "words", "translated", "gloss", "kind", "merging"]


@pytest.fixture
def wuzhen(tmp_path: Path) -> Wuzhen:
    return Wuzhen(tmp_path / "library")


def made() -> Measured:
    """Some figures, without a run."""
    figures = with_intervals([1, 1, 2, 7], resamples=50)
    parts = dict.fromkeys(PARTS[:4], figures)
    return Measured("asked", "en", 4, "kept", ("en", "zh"), 9, figures, parts, dict.fromkeys(PARTS, figures))


def test_json_of_two_parallel_files(wuzhen: Wuzhen, tmp_path: Path) -> None:
    """Four pairs with all figures; the library of the person is not even begun, and the temporary ones are gone."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    ran = wuzhen(
        "eval",
        "--json",
        "--ablation",
        *("--bootstrap", "20"),
        *("--squad", *parallel_files(tmp_path)),
        TMPDIR=str(temporary),
    )
    assert (ran.status, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert list(found) == ["encoder", "resamples", "confidence", "pairs"]
    assert (found["encoder"], found["resamples"], found["confidence"]) == ("built-in", 20, 0.95)
    assert [(pair["questions"]["language"], pair["passages"]["languages"]) for pair in found["pairs"]] == [
        *[("en", ["en"]), ("zh", ["en"]), ("en", ["zh"]), ("zh", ["zh"])]
    ]
    for pair in found["pairs"]:
        assert list(pair) == ["questions", "passages", "whole", "alone", "left_out"]
        assert (pair["questions"]["count"], pair["passages"]["count"]) == (4, 3)
        assert list(pair["alone"]) == PARTS[:4]
        assert list(pair["left_out"]) == PARTS
        for figures in (pair["whole"], *pair["alone"].values(), *pair["left_out"].values()):
            assert list(figures) == MEASURES
            assert all(0 <= one["low"] <= one["high"] <= 1 for one in figures.values())
        assert pair["whole"]["recall@5"]["value"] == 1  # there are only three paragraphs
    assert found["pairs"][0]["whole"]["recall@1"]["value"] == 1
    assert not wuzhen.home.exists()
    assert not list(temporary.glob("wuzhen-*"))


def test_the_table_in_both_languages(tmp_path: Path) -> None:
    """Columns begin where their headings do; Chinese consoles get Chinese words."""
    path = squad_file(tmp_path / "小集.json", CHINESE)
    for language, first, heads in (
        ("en_GB.UTF-8", "zh → zh: 4 questions (小集), 3 passages (小集)", MEASURES),
        ("zh_CN.UTF-8", "中 → 中：4 个问题（小集），3 段（小集）", ["召回率@1", "召回率@5", "MRR", "nDCG@10"]),
    ):
        ran = Wuzhen(tmp_path / "library", language)("eval", "--squad", path, "--bootstrap", "10")
        assert ran.status == 0, ran.err
        title, head, *lines = ran.out.splitlines()
        assert title == first
        assert head.split() == heads
        rows = [line for line in lines if " 1.000–1.000" in line]
        assert len(rows) == 5
        at = width(head[: head.index(heads[1])])
        assert all(width(row.partition("–")[0]) < at for row in rows)
        assert lines[-1].count("95") == 1


def test_mixed_and_one_language(wuzhen: Wuzhen, tmp_path: Path) -> None:
    """One library of both; asked in English only."""
    ran = wuzhen("eval", "--mixed", "--questions-language", "en", "--squad", *parallel_files(tmp_path))
    assert ran.status == 0, ran.err
    assert ran.out.startswith("en → en + zh: 4 questions (small-en), 6 passages (small-en + small-zh)\n")
    assert "zh →" not in ran.out


def test_the_golden_questions(wuzhen: Wuzhen) -> None:
    """Without --squad the seeds are asked what they answer."""
    found = json.loads(wuzhen("eval", "--json", "--bootstrap", "10", "--questions-language", "zh").out)
    (pair,) = found["pairs"]
    assert pair["questions"]["count"] > 40
    assert pair["passages"]["languages"] == ["en", "zh"]
    assert pair["whole"]["recall@1"]["value"] > 0.9
    assert "left_out" not in pair


@pytest.mark.parametrize(
    ("content", "said_en", "said_zh"),
    [
        ('{"data": [', "is broken JSON", "JSON 有误"),
        ("[]", "not in SQuAD v1.1 format: data.", "不是 SQuAD v1.1 格式：data。"),
        ('{"data": []}', "not in SQuAD v1.1 format", "不是 SQuAD v1.1 格式"),
        ('{"data": [{"paragraphs": [{"context": 1, "qas": []}]}]}', "data[0].paragraphs[0].context", "context"),
        ('{"data": [{"paragraphs": [{"context": "x", "qas": [{"question": " "}]}]}]}', "qas[0].question", "question"),
        ("[" * 100_000, "is broken JSON", "JSON 有误"),
        ("\udcff\udcfe", "is not UTF-8", "不是 UTF-8"),
        (None, "cannot be read: No such file", "无法读取"),
    ],
)
def test_files_that_are_no_sets(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: str | None,
    said_en: str,
    said_zh: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One line that names the file and ends with the next thing to type, status 1."""
    from bot.cli import main

    path = tmp_path / "broken.json"
    if content is not None:
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
    for language, expected, following in (("en_GB", said_en, "Next: "), ("zh_CN", said_zh, "下一步：")):
        monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
        assert main(["--library", str(tmp_path / "library"), "eval", "--squad", str(path)]) == 1
        err = capsys.readouterr().err
        assert len(err.splitlines()) == 1
        assert str(path) in err
        assert expected in err
        assert following in err


@pytest.mark.parametrize(
    "arguments",
    [["--bootstrap", "0"], ["--questions-language", "fr"], ["--squad"], ["--mixed"], ["--bogus"]],
)
def test_mistakes_on_the_command_line(arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Status 1 and the next thing to type."""
    from bot.cli import main

    assert main(["--library", str(tmp_path / "library"), "eval", *arguments]) == 1
    err = capsys.readouterr().err
    assert "Next: wuzhen" in err
    assert "Traceback" not in err


def test_intervals_go_under_their_figures_where_there_is_no_room() -> None:
    """Beside them otherwise; nothing is lost either way, and narrow lines keep to the terminal."""
    wide = table(made(), Style(), None, "en").splitlines()
    narrow = table(made(), Style(), 70, "en").splitlines()
    assert wide[2].split()[:2] == narrow[2].split()[:2] == ["all", ".500"]
    assert wide[2].split()[1:9:2] == narrow[2].split()[1:]
    assert wide[2].split()[2:9:2] == narrow[3].split()
    assert max(map(width, narrow[1:])) <= 70 < max(map(width, wide[1:]))
    assert [said(share) for share in (0, 0.9114, 0.9996, 1)] == [".000", ".911", "1.000", "1.000"]


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    """Stopped while it embeds: status 130, no file in the temporary folder, no library."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    many = {f"{text} It is number {n}.": asked for n in range(300) for text, asked in ENGLISH.items()}
    path = squad_file(tmp_path / "many.json", many)
    env = os.environ | {"WUZHEN_HOME": str(tmp_path / "library"), "LANG": "C.UTF-8", "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "bot.cli", "eval", "--squad", str(path)]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[1], env=env, stderr=subprocess.PIPE, text=True)
    for _ in range(300):
        if list(temporary.glob("wuzhen-eval-*/library")):
            break
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert not list(temporary.glob("wuzhen-*"))
    assert not (tmp_path / "library").exists()
