"""Links as people add them: on the command line and in the chat, with files beside them, and what is never written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chats import pipe
from web_server import WebServer, markdown, redirect, reply
from wuzhen_process import Wuzhen

from bot.links import is_link, link_or_path

BRIDGE = "# The bridge\n\nThe old bridge was built in 1863 by Thomas Brassey.\n"


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as one:
        one.pages["/guides/bridge.md"] = markdown(BRIDGE, ETag='"1"')
        yield one


@pytest.fixture
def wuzhen(tmp_path: Path) -> Wuzhen:
    return Wuzhen(tmp_path / "library")


def test_a_link_is_told_from_a_path() -> None:
    """By its scheme, of whatever kind; a path stays one."""
    assert is_link("HTTPS://example.org")
    assert is_link("file:///etc/passwd")
    assert link_or_path("https://example.org//a") == "https://example.org//a"
    assert link_or_path("notes/a.md") == Path("notes/a.md")
    assert link_or_path("C:/notes.md") == Path("C:/notes.md")


def test_links_and_files_in_one_command(server: WebServer, wuzhen: Wuzhen, tmp_path: Path) -> None:
    """Each is added, a bad one is told and does not stop the others; what the page says can be asked."""
    path = tmp_path / "mill.md"
    path.write_text("# The mill\n\nThe mill stood still for forty years.\n")
    ran = wuzhen("add", "--allow-private", path, server.link("/nowhere"), server.link("/guides/bridge.md"))
    assert ran.out == "Added mill.md: 1 passages.\nAdded 127.0.0.1/bridge.md: 1 passages.\n"
    assert f"There is no page {server.link('/nowhere')} (404)." in ran.err
    assert ran.status == 1
    again = wuzhen("add", "--allow-private", server.link("/guides/bridge.md"))
    assert again.out == "127.0.0.1/bridge.md is already here, unchanged.\n"
    assert '"short": {"text": "1863"' in wuzhen("ask", "--json", "when was the old bridge built?").out
    assert server.link("/guides/bridge.md") in wuzhen("show", "127.0.0.1/bridge.md").out


def test_this_machine_is_opened_only_when_that_is_said(server: WebServer, wuzhen: Wuzhen) -> None:
    """One line with the option that says so; nothing was asked."""
    ran = wuzhen("add", server.link("/guides/bridge.md"))
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert ran.err.endswith("Next: wuzhen add --allow-private URL\n")
    assert server.asked == []


@pytest.mark.parametrize(
    "link", ["file:///etc/passwd", "https://ann:pw@example.org/", "http://[::1", "https://a b/", "http://127.0.0.1:1/"]
)
def test_mistakes_are_one_line_in_both_languages(tmp_path: Path, link: str) -> None:
    """With the next command, and without a traceback or a library begun."""
    for language, then in (("en_GB.UTF-8", "Next: "), ("zh_CN.UTF-8", "下一步：")):
        ran = Wuzhen(tmp_path / "library", language)("add", link)
        assert (ran.status, len(ran.err.splitlines())) == (1, 1)
        assert then in ran.err


def test_a_secret_in_a_query_is_in_no_log_and_no_error(server: WebServer, wuzhen: Wuzhen) -> None:
    """Whether the page is gone, drops the connection, redirects elsewhere or cannot be read."""
    server.pages |= {
        "/bad": b"\x00\x01",
        "/elf": reply(b"\x7fELF"),
        "/go": redirect("http://ann:SECRET@example.org/?SECRET"),
    }
    links = [server.link(f"{path}?token=SECRET") for path in ("/none", "/bad", "/elf", "/go")]
    ran = wuzhen("add", "--allow-private", *links, "https://example.org/?SECRET\t", "https://SECRET@example.org/")
    assert len(ran.err.splitlines()) == 6
    assert "SECRET" not in ran.err + ran.out
    for path in wuzhen.home.rglob("*"):
        assert path.is_dir() or b"SECRET" not in path.read_bytes()


def test_a_glossary_is_no_link(wuzhen: Wuzhen) -> None:
    """It is said, not looked for as a file."""
    ran = wuzhen("add", "--glossary", "https://example.org/terms.tsv")
    assert ran.err == "A glossary is added from a file, not from an address. Next: wuzhen add --glossary FILE\n"


def test_the_chat_adds_links(tmp_path: Path) -> None:
    """/add takes an address as it takes a file."""
    done = pipe(tmp_path, "/add https://example.org/bridge.md\n/add https.md\n")
    assert done.stdout == "Added bridge.md: 2 passages.\n"
    assert "There is no file https.md" in done.stderr


def test_help_and_files_load_nothing_for_links(wuzhen: Wuzhen, tmp_path: Path) -> None:
    """Sockets, TLS and robots.txt wait for the first link."""
    import subprocess
    import sys

    path = tmp_path / "bridge.md"
    path.write_text(BRIDGE)
    code = f"from bot.cli import main; main(['--library', {str(wuzhen.home)!r}, 'add', {str(path)!r}])"
    script = f"{code}\nimport sys; print('LOADED', *sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not set(done.stdout.rpartition("LOADED")[2].split()) & {
        "protego",
        "http.client",
        "httpx",
        "index.link_adding",
    }
