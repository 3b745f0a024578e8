"""The README is true: its commands exist, its variables are read, its test command is what CI runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from wuzhen_process import Wuzhen

from bot.parser import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROOMS = ("bot", "index")
SOURCES = "\n".join(path.read_text(encoding="utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def test_every_command_is_in_the_readme_and_every_one_there_exists() -> None:
    """Neither forgets the other."""
    assert set(re.findall(r"`wuzhen ([a-z]+)", README)) == set(COMMANDS)


@pytest.mark.parametrize("variable", sorted(set(re.findall(r"\b(?:WUZHEN|TELEGRAM)_[A-Z_]+\b", README))))
def test_every_variable_of_the_readme_is_read(variable: str) -> None:
    """By the program itself."""
    assert f'"{variable}"' in SOURCES


@pytest.mark.parametrize("option", sorted(set(re.findall(r"`(--?[a-z]+)", README))))
def test_every_option_of_the_readme_is_in_some_help(option: str, tmp_path: Path) -> None:
    """With the command it belongs to, or before all commands."""
    wuzhen = Wuzhen(tmp_path / "library")
    helps = [wuzhen(*command, "--help").out for command in [[], ["ask"], ["add"], ["sync"], ["eval"]]]
    assert any(f"{option} " in text or f"{option}\n" in text for text in helps)


def test_ci_runs_the_readmes_test_command() -> None:
    """To the letter, so that a newcomer's second command is what stays green."""
    command = 'pip install -e ".[test]" && pytest'
    assert f"\n{command}\n" in README
    assert f"\n{command}\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_shows_what_the_program_says(tmp_path: Path) -> None:
    """The founding question, its short answer and its passage are those of a fresh library."""
    ran = Wuzhen(tmp_path / "library")("ask", "when did WIC become an international organization?", "-k", "1")
    readme, said = (
        re.sub(r"\d+(?=% sure)", "..", text) for text in (README, ran.out)
    )  # a point more or less by processor
    for line in said.strip().splitlines():
        assert line in readme


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:[a-z]+/)*[a-z_]+(?:\.py|\.md|/))`", README))))
def test_every_file_the_readme_names_exists(path: str) -> None:
    """In the reading order and elsewhere."""
    assert (ROOT / path).exists()


def test_dependencies_are_explained() -> None:
    """Each one in pyproject.toml has its line in docs/dependencies.md."""
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)\]", pyproject, re.MULTILINE | re.DOTALL)
    assert listed
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for name in re.findall(r'"([a-z-]+)', listed.group(1)):
        assert name in explained
