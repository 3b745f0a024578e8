"""The built wheel, installed without the checkout, answers the founding question."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_what_an_answer_needs(wheel: Path) -> None:
    """Code, encoder, lexicon, refusal weights and seeds; no tests, training or benchmarks."""
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = {"bot/cli.py", "index/model/model.onnx", "retrieval/confidence.json", "retrieval/translations/keys.npy"}
    assert needed | {"seeds/wic-history.md", "seeds/guide.en.md", "seeds/questions.jsonl"} <= names
    assert not {name for name in names if name.startswith(("tests/", "training/", "benchmarks/"))}


def test_the_wheel_alone_answers_the_founding_question(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own, which borrows only the dependencies from this one."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    borrow = "import sysconfig; print(sysconfig.get_path('purelib'))"
    mine = subprocess.run([sys.executable, "-c", borrow], check=True, capture_output=True, text=True).stdout.strip()
    # a path after the environment's own packages; .pth files of this one, its editable install among them, are not read
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8", "WUZHEN_HOME": str(tmp_path / "library")}
    script = (
        f"import sys; sys.path.append({mine!r})\n"
        "from bot import cli; assert 'venv' in cli.__file__, cli.__file__\n"
        "sys.exit(cli.main(['ask', 'when did WIC become an international organization?']))"
    )
    done = subprocess.run([python, "-c", script], capture_output=True, text=True, env=env, cwd=tmp_path, check=False)
    assert done.stdout.startswith("12 July 2022"), done.stderr
    assert done.returncode == 0
