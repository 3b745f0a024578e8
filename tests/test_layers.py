"""The house holds: who may import whom, what waits until it is needed, and no rooms without a subject."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = {"index": {"index"}, "retrieval": {"retrieval", "index"}, "bot": {"bot", "retrieval", "index"}}
OWN = {"index", "retrieval", "bot", "training", "benchmarks", "tests"}
NOT_FOR = {
    "retrieval": {"faiss", "sqlite3", "telegram", "onnxruntime", "tokenizers", "sentence_transformers", "torch"},
    "bot": {"faiss", "sqlite3", "numpy", "onnxruntime", "tokenizers", "sentence_transformers", "torch"},
    "index": {"telegram"},
}
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name their module in full"
            yield node.module or ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    """Bot → retrieval → index, and each room leaves alone what is another's business."""
    room = path.relative_to(ROOT).parts[0]
    roots = {name.partition(".")[0] for name in imports(ast.parse(path.read_text(encoding="utf-8")))}
    assert roots & OWN <= ROOMS[room]
    assert not roots & NOT_FOR.get(room, set())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sentence_transformers_and_torch_wait_inside_functions(path: Path) -> None:
    """No module imports them at its top but the one that sentence-transformers itself imports."""
    if path.name == "sentence_module.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = ast.Module([node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)], [])
    assert not {name.partition(".")[0] for name in imports(top)} & {"sentence_transformers", "torch", "transformers"}


def test_no_room_for_odds_and_ends() -> None:
    """Every file has a subject; tests are flat, so that no tests/index shadows index."""
    assert not [path for path in FILES if path.stem in {"utils", "util", "helpers", "common", "misc"}]
    assert not list((ROOT / "tests").rglob("__init__.py"))


def loaded_by(code: str) -> set[str]:
    """Top-level modules that are loaded after running ``code`` in a new process."""
    script = f"{code}\nimport sys; print('LOADED', *sorted({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.rpartition("LOADED")[2].split())


def test_help_imports_nothing_heavy() -> None:
    """``wuzhen --help`` answers before numpy, FAISS, onnxruntime or telegram could be imported."""
    loaded = loaded_by("from bot.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass")
    assert not loaded & {"numpy", "faiss", "onnxruntime", "tokenizers", "telegram", "torch", "sentence_transformers"}


def test_an_answer_needs_neither_torch_nor_sentence_transformers(tmp_path: Path) -> None:
    """The default way from file to answer runs on onnxruntime and tokenizers alone."""
    text = tmp_path / "wuzhen.txt"
    text.write_text("乌镇位于浙江省桐乡市。它是一座有一千三百年历史的水乡古镇。\n", encoding="utf-8")
    home = f"['--library', {str(tmp_path / 'library')!r}"
    loaded = loaded_by(
        f"from bot.cli import main\nmain({home}, 'add', {str(text)!r}])\nmain({home}, 'ask', '乌镇在哪里？'])"
    )
    assert "onnxruntime" in loaded
    assert not loaded & {"torch", "sentence_transformers", "transformers"}
