"""What the lexicon and the encoder are made from: sets with their licences, broken lines, and what is held out."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from training import lexicon
from training.translated_passages import examples, held_out, of_like_length
from training.translated_texts import SourceError, chinese_words, english_words, pairs, sources

HEAD = "source\trepository\tcommit\tpaths\tlicence\tpairs\tscript\tkind\n"


def folder(tmp_path: Path, *rows: str, **files: str) -> Path:
    (tmp_path / "SOURCES.tsv").write_text(HEAD + "".join(row + "\n" for row in rows), encoding="utf-8")
    for name, text in files.items():
        (tmp_path / f"{name}.tsv.gz").write_bytes(gzip.compress(text.encode()))
    return tmp_path


def row(name: str, licence: str = "CC0", kind: str = "sentence") -> str:
    return f"{name}\tsome/where\tabc\t*\t{licence}\t2\tHans\t{kind}"


def test_broken_lines_are_left_out(tmp_path: Path) -> None:
    """No tab, an empty side, bytes that are no UTF-8: the whole lines stay; further columns do not count."""
    path = tmp_path / "own.tsv"
    path.write_bytes("a cat\t一只猫\nno tab\n\t空\nempty\t \ntwo\t二\tmore\n".encode() + b"\xff\xfe\tx\n")
    [source] = sources(path, licence="mine")
    assert list(pairs(source))[:2] == [("a cat", "一只猫"), ("two", "二")]
    assert len(list(pairs(source))) == 3


@pytest.mark.parametrize(
    ("rows", "files", "said"),
    [
        ([row("one", licence=" ")], {"one": "a\t一\n"}, "one has no licence"),
        ([row("one")], {}, "is named in SOURCES.tsv and not there"),
    ],
)
def test_a_set_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, rows: list[str], files: dict[str, str], said: str
) -> None:
    """It names the set and ends with the next thing to do."""
    with pytest.raises(SourceError, match=said) as caught:
        sources(folder(tmp_path, *rows, **files))
    assert "Next: " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_needs_its_licence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command says so, exits with 1 and writes nothing."""
    (tmp_path / "own.tsv").write_text("a\t一\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["lexicon", "--pairs", str(tmp_path / "own.tsv"), "--out", str(tmp_path / "made")])
    assert lexicon.main() == 1
    assert "has no licence" in capsys.readouterr().err
    assert not (tmp_path / "made").exists()


def test_sets_of_other_licences_and_questions_are_left_alone(tmp_path: Path) -> None:
    """ODbL does not go with the lexicon's own licence; questions are for fitting."""
    rows = row("one"), row("two", licence="ODC Open Database License (ODbL)"), row("three", kind="qa")
    assert [source.name for source in sources(folder(tmp_path, *rows, one="a\t一\n", two="b\t二\n"))] == ["one"]


def test_words_of_both_sides() -> None:
    """Stems in order on one side, Simplified words on the other; Latin words and numbers stay what they are."""
    pytest.importorskip("jieba", reason="divides Chinese into words for training alone: pip install -e '.[training]'")
    assert english_words("The Members of WIC, 2022") == ["the", "member", "of", "wic", "2022"]
    assert chinese_words("國際組織WIC有2022个会员") == ["国际", "组织", "wic", "有", "2022", "个", "会员"]


def test_what_is_evaluated_on_is_not_trained_on(tmp_path: Path) -> None:
    """Examples come from the other sets, the same every time; each question is a line of its passage."""
    lines = "".join(f"This is the sentence number {n}.\t这是第{n}个句子，不长也不短。\n" for n in range(40))
    where = folder(tmp_path, row("one"), row("tico19"), one=lines, tico19=lines.replace("This", "That"))
    found = examples(sources(where), 100)
    assert found == examples(sources(where), 100)
    assert found
    assert all(one.passage_en.startswith("This") and one.question_en in one.passage_en for one in found)
    assert all(one.question_zh in one.passage_zh for one in found)
    assert all(one.passage_en.startswith("That") for one in held_out(sources(where), "tico19", 2))


def test_batches_are_of_like_length(tmp_path: Path) -> None:
    """Whole batches, nothing twice, and within one batch lengths that stand next to each other."""
    lines = "".join(f"{'word ' * (4 + n)}\t这是第{n}个句子，不长也不短。\n" for n in range(30))
    found = examples(sources(folder(tmp_path, row("one"), one=lines)), 100)
    arranged = of_like_length(found, 4)
    assert len(arranged) == len(found) // 4 * 4
    ordered = sorted(len(one.passage_en) for one in found)
    for at in range(0, len(arranged), 4):
        lengths = sorted(len(one.passage_en) for one in arranged[at : at + 4])
        first = ordered.index(lengths[0])
        assert any(ordered[k : k + 4] == lengths for k in range(first, len(ordered) - 3))


def test_distillation_asks_nothing_of_a_student_that_has_it_all() -> None:
    """Where both languages' vectors are the same already, the loss is nothing; a language moved away costs."""
    import torch

    from training.losses import across

    questions, passages = (torch.nn.functional.normalize(torch.eye(4, 8) + shift, dim=1) for shift in (0.0, 0.1))
    kept = [questions, questions, passages, passages]
    assert across(kept, kept).item() == pytest.approx(0.0, abs=1e-5)
    moved = torch.nn.functional.normalize(passages.flip(0) + 0.3, dim=1)
    assert across([questions, questions, passages, moved], kept).item() > 0.1
