"""What of a folder goes in: ignore rules as git reads them, links, formats by suffix and content, and what is told."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.folders import Walk, walk
from index.ignoring import Rules, left_out_by_custom
from index.suffixes import is_document, suffix_says


def made(root: Path, *paths: str) -> Path:
    """Files below ``root`` that hold a word."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("word\n", encoding="utf-8")
    return root


def paths(seen: Walk) -> list[str]:
    return [found.path for found in seen.found]


def told(seen: Walk) -> list[str]:
    return [trouble.error.en for trouble in seen.troubles]


def test_everything_below_in_a_stable_order(tmp_path: Path) -> None:
    """By path, however the file system lists it."""
    made(tmp_path, "b.md", "a/z.txt", "a/y/x.md", "c.txt", "a.md")
    assert paths(walk(tmp_path)) == ["a.md", "a/y/x.md", "a/z.txt", "b.md", "c.txt"]


def test_hidden_and_machines_own_folders_are_left_out(tmp_path: Path) -> None:
    """Version control, virtual environments under any name, packages, caches, editors' files."""
    made(tmp_path, "a.md", ".git/b.md", ".hidden.md", "node_modules/c.md", "mine/pyvenv.cfg", "mine/lib/d.md")
    made(tmp_path, "__pycache__/e.txt", "f.md~", "~$g.docx", "#h.md#", "i.pdf.part")
    assert paths(walk(tmp_path)) == ["a.md"]


def test_ignore_files_are_nested(tmp_path: Path) -> None:
    """A rule holds below its own folder, an anchored one in it; a deeper file counts before one above."""
    made(tmp_path, "draft.md", "a/draft.md", "a/b/draft.md", "a/only.md", "only.md", "a/b/keep.txt", "a/keep.txt")
    (tmp_path / ".gitignore").write_text("*.txt\n/draft.md\n")
    (tmp_path / "a" / ".gitignore").write_text("/only.md\n!keep.txt\n")
    (tmp_path / "a" / "b" / ".gitignore").write_text("keep.txt\n")
    assert paths(walk(tmp_path)) == ["a/b/draft.md", "a/draft.md", "a/keep.txt", "only.md"]


def test_negated_patterns(tmp_path: Path) -> None:
    """The last match counts; nothing comes back from a folder that is left out, all but one file does from its files."""
    made(tmp_path, "log/a.md", "log/keep.md", "out/a.md", "out/keep.md", "all/a.md", "all/keep.md")
    (tmp_path / ".gitignore").write_text("log/*\n!log/keep.md\nout/\n!out/keep.md\nall/**\n!all/keep.md\n")
    assert paths(walk(tmp_path)) == ["all/keep.md", "log/keep.md"]


def test_what_is_written_for_wuzhen_counts_first(tmp_path: Path) -> None:
    """It lets in what git leaves out, hidden folders and program code, and leaves out what git keeps."""
    made(tmp_path, "build/a.md", "kept/b.md", ".notes/c.md", ".notes/.deep/d.md", "e.py", "f.js")
    (tmp_path / ".gitignore").write_text("build/\n")
    (tmp_path / ".wuzhenignore").write_text("!build/\nkept/\n!.notes/\n!*.py\n# a comment\n\n")
    seen = walk(tmp_path)
    assert paths(seen) == [".notes/c.md", "build/a.md", "e.py"]
    assert [found.chosen for found in seen.found] == [False, False, True]


def test_rules_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """The line that is no pattern with its number; the others count."""
    made(tmp_path, "a.md", "b.md")
    (tmp_path / ".wuzhenignore").write_text("b.md\n!\n")
    seen = walk(tmp_path)
    assert paths(seen) == ["a.md"]
    assert [".wuzhenignore line 2 is no pattern" in text for text in told(seen)] == [True]


def test_symlink_loops_are_told_and_not_followed(tmp_path: Path) -> None:
    """To a folder above, to itself, and out of the folder to what holds it; with the line that ends it."""
    made(tmp_path, "notes/a.md", "notes/sub/b.md")
    root = tmp_path / "notes"
    (root / "sub" / "up").symlink_to(root)
    (root / "self").symlink_to("self")
    (root / "outside").symlink_to(tmp_path)
    (root / "self.md").symlink_to("self.md")
    seen = walk(root)
    assert paths(seen) == ["a.md", "sub/b.md"]
    assert sorted(text.partition(" ")[0].removeprefix(f"{root}/") for text in told(seen)) == [
        "outside/",
        "self",
        "self.md",
        "sub/up/",
    ]


def test_the_line_that_is_said_next_does_what_it_says(tmp_path: Path) -> None:
    """Typed into a shell it ends the complaint."""
    root = made(tmp_path, "my notes/a.md") / "my notes"
    (root / "up there").symlink_to(root)
    (trouble,) = walk(root).troubles
    subprocess.run(trouble.error.en.partition("Next, to leave it out: ")[2], shell=True, check=True)
    assert walk(root).troubles == []
    assert paths(walk(root)) == ["a.md"]


def test_linked_files_and_folders_go_in_once(tmp_path: Path) -> None:
    """Under the path where they really are; a folder elsewhere under the link; a link that leads nowhere is told."""
    made(tmp_path, "notes/real/a.md", "elsewhere/b.md")
    root = tmp_path / "notes"
    (root / "alias").symlink_to(root / "real")
    (root / "far").symlink_to(tmp_path / "elsewhere")
    (root / "one.md").symlink_to(tmp_path / "elsewhere" / "b.md")
    (root / "gone.md").symlink_to(tmp_path / "nowhere.md")
    seen = walk(root)
    assert paths(seen) == ["far/b.md", "one.md", "real/a.md"]
    assert [text.startswith(f"{root}/gone.md is a link that leads nowhere") for text in told(seen)] == [True]


def test_the_library_itself_is_no_folder_of_documents(tmp_path: Path) -> None:
    """Its log and its history would be text."""
    made(tmp_path, "a.md", "library/wuzhen.log.txt")
    assert paths(walk(tmp_path, tmp_path / "library")) == ["a.md"]


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what was in it is not taken for gone."""
    made(tmp_path, "a.md", "locked/b.md", "locked too.md")
    whole = os.scandir

    def closed(path: str) -> object:
        if path.endswith("locked/"):
            raise PermissionError(13, "Permission denied", path)
        return whole(path)

    monkeypatch.setattr(os, "scandir", closed)
    seen = walk(tmp_path)
    assert paths(seen) == ["a.md", "locked too.md"]
    assert (seen.could_see("locked/b.md"), seen.could_see("locked too.md")) == (False, True)
    assert "Permission denied" in told(seen)[0]


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    """Reading one would wait for ever."""
    os.mkfifo(tmp_path / "pipe.txt")
    made(tmp_path, "a.md")
    assert paths(walk(tmp_path)) == ["a.md"]


def test_deep_folders(tmp_path: Path) -> None:
    """As deep as nobody puts them."""
    inside = tmp_path
    for _ in range(400):
        inside /= "d"
    inside.mkdir(parents=True)
    made(inside, "a.md")
    assert paths(walk(tmp_path)) == ["d/" * 400 + "a.md"]


@pytest.mark.parametrize(
    ("name", "content", "document"),
    [
        ("notes", b"Plain words, no suffix.\n", True),
        ("notes.2024", "没有后缀的文字。\n".encode("gb18030"), True),
        ("README.rst", b"Words\n=====\n", True),
        ("blob", bytes(range(256)) * 8, False),
        ("image", b"\x89PNG\r\n\x1a\n" + bytes(40), False),
        ("empty", b"", False),
    ],
)
def test_an_unknown_suffix_is_looked_into(tmp_path: Path, name: str, content: bytes, document: bool) -> None:
    """Text goes in, anything else stays out."""
    (tmp_path / name).write_bytes(content)
    assert suffix_says(name, chosen=False) is None
    assert is_document(tmp_path / name) is document


def test_a_known_suffix_is_believed() -> None:
    """Documents yes, pictures and code no, unless a rule lets them in."""
    assert suffix_says("a/b.MD", chosen=False) is True
    assert suffix_says("a/b.PNG", chosen=False) is False
    assert suffix_says("b.py", chosen=True) is None


def judged_by_git(root: Path) -> list[str]:
    """What git would not ignore, its own files left aside."""
    for command in (
        ["init", "-q"],
        ["-c", "core.excludesFile=/dev/null", "ls-files", "--others", "--exclude-standard"],
    ):
        done = subprocess.run(["git", *command], cwd=root, check=True, capture_output=True, text=True)
    return sorted(name for name in done.stdout.split() if not name.endswith(".gitignore"))


names = st.sampled_from(["a", "b", "ab", "a.md", "b.md", "ab.txt"])
lines = st.lists(
    st.one_of(
        st.lists(st.sampled_from(["a", "b", "*", "**", "a*", "?", "*.md", "[ab]"]), min_size=1, max_size=3).map(
            "/".join
        ),
        names,
    ).flatmap(lambda text: st.sampled_from([text, f"/{text}", f"{text}/", f"!{text}", f"!{text}/", f"!/{text}"])),
    max_size=5,
)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the judge here")
@settings(max_examples=40, deadline=None)
@given(top=lines, inner=lines, files=st.sets(st.lists(names, min_size=1, max_size=3).map("/".join), max_size=12))
def test_rules_are_gits(
    top: list[str], inner: list[str], files: set[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever stands in two ignore files: the same files go in that git would not ignore."""
    root = tmp_path_factory.mktemp("git")
    for file in sorted(files, key=len, reverse=True):
        if not (root / file).exists() and not any(parent.is_file() for parent in (root / file).parents):
            made(root, file)
    (root / ".gitignore").write_text("\n".join(top) + "\n")
    if not (root / "a").is_file():
        made(root, "a/.gitignore")
        (root / "a" / ".gitignore").write_text("\n".join(inner) + "\n")
    assert paths(walk(root)) == judged_by_git(root)


def test_never_is_never(tmp_path: Path) -> None:
    """Rules that let in everything let in hidden files where they are wuzhen's, and git's own folder not even then."""
    made(tmp_path, "a.md", ".git/b.md", ".c.md", ".d/e.md")
    (tmp_path / ".gitignore").write_text("!*\n!*/\n")
    assert paths(walk(tmp_path)) == ["a.md"]
    (tmp_path / ".wuzhenignore").write_text("!*\n!*/\n")
    assert paths(walk(tmp_path)) == [".c.md", ".d/e.md", "a.md"]


def test_custom_speaks_only_of_names() -> None:
    """A folder may be called like a file that is left out, and the other way round."""
    assert left_out_by_custom("node_modules", folder=True)
    assert not left_out_by_custom("node_modules", folder=False)
    assert not left_out_by_custom("old.bak", folder=True)
    assert Rules().leave_out("anything") is None
