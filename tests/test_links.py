"""Links: what is fetched from whom, how much of it and how long, and what the library keeps; by servers good and hostile."""

from __future__ import annotations

import gzip
import io
import socket
import ssl
import subprocess
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain, repeat
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego
from web_server import Detour, WebServer, bomb, dripping, endless, markdown, redirect, reply

from index.adding import add_file, remove
from index.errors import DocumentError, LinkError
from index.library import LocalLibrary
from index.link_adding import add_link
from index.links import refusals
from index.links.address import Address
from index.links.fetching import Response, Unchanged, Validators, fetch
from index.links.guard import is_public
from index.links.media import called, in_utf8, may_be_document
from index.links.naming import canonical, names
from index.links.network import Network
from index.links.patience import Limits
from index.rebuilding import rebuild
from index.types import Added

HERE = Network(allow_private=True)
QUICK = Limits(connect=2, between=0.5, total=1, size=1_000_000)
FRUIT = "# The orchard\n\nThe apple fell from the tree. Another apple lay beside it in the grass.\n"
HARBOUR = "# The harbour\n\nA boat waited in the harbour all night. The boat had no sails left.\n"
PUBLIC = "93.184.215.14"


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as one:
        yield one


def add(library: LocalLibrary, link: str, network: Network = HERE) -> Added:
    return add_link(library, FakeEncoder(), link, network=network)


def read(link: str, network: Network = HERE, limits: Limits | None = None) -> bytes:
    """The bytes of a page."""
    page = fetch(Address.parse(link), network, {}, limits)
    assert isinstance(page, Response)
    with page.stream:
        return page.stream.read()


def refusal(link: str, network: Network = HERE, limits: Limits | None = None) -> str:
    """The English line, once both are seen to end with the next thing to type."""
    with pytest.raises(LinkError) as caught:
        read(link, network, limits)
    assert "Next" in caught.value.en
    assert "wuzhen add" in caught.value.en
    assert "下一步" in caught.value.zh
    assert "wuzhen add" in caught.value.zh
    return caught.value.en


# addresses


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://Example.ORG", "https://example.org/"),
        ("HTTP://example.org:80/a#part", "http://example.org/a"),
        ("https://example.org:8443/a?b=c d", "https://example.org:8443/a?b=c%20d"),
        ("https://example.org/wiki/乌镇", "https://example.org/wiki/%E4%B9%8C%E9%95%87"),
        ("https://例子.example/", "https://xn--fsqu00a.example/"),
        ("https://example.org./", "https://example.org/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        (" https://example.org/%41%zz ", "https://example.org/%41%zz"),
    ],
)
def test_an_address_has_one_form(typed: str, kept: str) -> None:
    """Case, default port and fragment go; what a person types in any script is sent in ASCII."""
    assert str(Address.parse(typed)) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("file:///etc/passwd", "Only http"),
        ("gopher://example.org/1", "Only http"),
        ("ftp://example.org/a", "Only http"),
        ("javascript://example.org/%0aalert(1)", "Only http"),
        ("https://ann:secret@example.org/", "user name or password"),
        ("https://ann@example.org/", "user name or password"),
        ("https://example.org@127.0.0.1/", "user name or password"),
        ("https://example.org/a\r\nHost: other", "not an address"),
        ("https://example.org/a\tb", "not an address"),
        ("https://example.org\\@127.0.0.1/", "not an address"),
        ("https://", "not an address"),
        ("https:example.org", "not an address"),
        ("https:///a", "not an address"),
        ("https://example.org:0/", "not an address"),
        ("https://example.org:99999/", "not an address"),
        ("https://example.org:80:90/", "not an address"),
        ("https://exa mple.org/", "not an address"),
        ("https://exa%6dple.org/", "not an address"),
        ("https://a..b/", "not an address"),
        ("https://[::1/", "not an address"),
        ("https://[fe80::1%25eth0]/", "not an address"),
        ("https://[::1]x/", "not an address"),
        ("https://example.org/\ud800", "not an address"),
        ("https://example.org/" + "a" * 9000, "not an address"),
    ],
)
def test_what_is_no_open_address_is_refused_before_anything_is_asked(typed: str, said: str) -> None:
    """Other schemes, credentials, line ends, what others might read otherwise."""
    with pytest.raises(LinkError, match=said):
        Address.parse(typed)


@given(st.text(max_size=60) | st.text(alphabet="htps:/@[]%?#.\\a1\r\n 乌。", max_size=30).map("http://".__add__))
@settings(deadline=None)
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """And what is one keeps its form, is ASCII, and holds nothing that ends a line or a word."""
    try:
        address = Address.parse(text)
    except LinkError:
        return
    assert Address.parse(str(address)) == address
    assert str(address).isascii()
    assert not set(str(address)) & set(" \r\n\t\\")


def test_people_are_not_shown_a_query() -> None:
    """It may hold a secret; the path is shown as people write it, without what would hide or forge a line."""
    address = Address.parse("https://example.org/%E4%B9%8C%E9%95%87%0a%E2%80%ae?token=SECRET")
    assert address.shown == "https://example.org/乌镇\ufffd\ufffd?…"
    assert "SECRET" not in repr(address)


# who may be asked


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "168.63.129.16",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.215.14",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%1",
        "fec0::1",
        "ff02::1",
        "2606:2800:21f:cb07::1%1",
        "2130706433",
        "0x7f.1",
        "localhost",
        "",
    ],
)
def test_what_is_not_on_the_public_internet(number: str) -> None:
    """Loopback, private, shared, link-local, metadata, multicast, reserved, IPv4 within IPv6, and what is no number."""
    assert not is_public(number)


@pytest.mark.parametrize("number", [PUBLIC, "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:2800:21f:cb07::1"])
def test_what_is_on_the_public_internet(number: str) -> None:
    """Next to the ranges that are not, too."""
    assert is_public(number)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[fd00:ec2::254]",
        "169.254.169.254",
        "１２７.0.0.1",
        "127。0。0。1",
    ],
)
def test_this_machine_is_not_asked_under_any_name(server: WebServer, host: str) -> None:
    """By name, or by a number in any notation; the server hears nothing, the person of --allow-private."""
    said = refusal(f"http://{host}:{server.port}/", Network())
    assert "not on the public internet" in said or "There is no host" in said
    assert "--allow-private" in said or "There is no host" in said
    assert server.asked == []


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://localhost./",
        "//127.0.0.1/",
        "http://inside.example/",
    ],
)
def test_a_redirect_does_not_lead_inside(server: WebServer, location: str) -> None:
    """Each hop is checked like the first: the page that redirects is asked for, nothing else."""
    server.pages["/go"] = redirect(location)
    detour = Detour(server, out_example=[PUBLIC], inside_example=["10.0.0.7"])
    assert "not on the public internet" in refusal("http://out.example/go", detour.network())
    assert server.paths() == ["/go"]
    assert {number for number, _ in detour.connected} == {PUBLIC}


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://x/", "http://a:b@out.example/", "http://"])
def test_a_redirect_to_no_open_address_is_refused(server: WebServer, location: str) -> None:
    """As if it had been typed."""
    server.pages["/go"] = redirect(location)
    assert refusal(server.link("/go"))
    assert server.paths() == ["/go"]


def test_a_robots_txt_does_not_lead_inside(server: WebServer) -> None:
    """It may redirect too."""
    server.pages["/robots.txt"] = redirect("http://169.254.169.254/")
    detour = Detour(server, out_example=[PUBLIC])
    assert "not on the public internet" in refusal("http://out.example/", detour.network())
    assert detour.connected == [(PUBLIC, 80)]


def test_the_connection_goes_to_what_was_checked(server: WebServer) -> None:
    """A name that stands for a public number at the first look-up and for loopback after it: the number is not asked twice."""
    answers = chain([[PUBLIC]], repeat(["127.0.0.1"]))
    server.pages["/robots.txt"] = reply("User-agent: *\nAllow: /\n")
    detour = Detour(server, rebind_example=lambda: next(answers))
    assert "not on the public internet" in refusal("http://rebind.example/", detour.network())
    assert detour.looked_up == ["rebind.example"] * 2  # for robots.txt and for the page: a look-up a connection
    assert detour.connected == [(PUBLIC, 80)]


def test_of_several_numbers_only_public_ones_are_tried(server: WebServer) -> None:
    """And a name that stands for private ones alone is refused."""
    server.pages["/"] = reply("Hello.")
    detour = Detour(server, mixed_example=["127.0.0.1", "::1", PUBLIC, "10.0.0.1"])
    assert read("http://mixed.example/", detour.network()) == b"Hello."
    assert set(detour.connected) == {(PUBLIC, 80)}


def test_an_odd_port_is_asked_at_a_public_number(server: WebServer) -> None:
    """And named in the request."""
    server.pages["/"] = reply("Hello.")
    detour = Detour(server, out_example=[PUBLIC])
    assert read("http://out.example:8081/", detour.network()) == b"Hello."
    assert set(detour.connected) == {(PUBLIC, 8081)}
    assert server.asked[-1].headers["Host"] == "out.example:8081"


def test_the_next_number_is_tried_where_one_cannot_be_reached(server: WebServer) -> None:
    """IPv6 stands first on many machines that have none."""
    server.pages["/"] = reply("Hello.")

    def connect(number: str, _: int, seconds: float) -> socket.socket:
        if ":" in number:
            raise OSError(101, "Network is unreachable")
        return socket.create_connection((number, server.port), seconds)

    assert read("http://a.example/", Network(True, lambda *_: ["::2", "127.0.0.1"], connect)) == b"Hello."


def test_a_proxy_of_the_environment_is_left_alone(server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would look names up by itself, and nothing that was checked would bind it."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    server.pages["/"] = reply("Hello.")
    assert read(server.link()) == b"Hello."


def test_a_host_that_is_none_and_one_that_does_not_listen(server: WebServer) -> None:
    """Each is said."""

    def nobody(*_: object) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    assert "There is no host nowhere.example" in refusal("http://nowhere.example/", Network(resolve=nobody))
    assert "There is no host" in refusal("http://nowhere.example/", Network(resolve=lambda *_: []))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "cannot be reached (Connection refused)" in refusal(f"http://127.0.0.1:{port}/")


# how much and how long


def test_a_page_comes_back_byte_by_byte(server: WebServer) -> None:
    """With its length, without, in chunks, packed by gzip or by deflate of either kind."""
    text = FRUIT.encode() * 20
    bare = zlib.compressobj(wbits=-15)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(text), text)
    server.pages = {
        "/length": reply(text),
        "/end": reply(text, length=None),
        "/chunks": reply(chunked, length=None, Transfer_Encoding="chunked"),
        "/gzip": reply(gzip.compress(text), Content_Encoding="gzip"),
        "/zlib": reply(zlib.compress(text), Content_Encoding="deflate"),
        "/bare": reply(bare.compress(text) + bare.flush(), Content_Encoding="deflate"),
    }
    for path in list(server.pages):
        assert read(server.link(path)) == text


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_bomb_is_refused_in_little_memory(server: WebServer, packing: str) -> None:
    """200 MB in 200 KB: no more of it is unpacked than a link may bring."""
    server.pages["/"] = reply(bomb(200_000_000, packing), Content_Encoding=packing)
    tracemalloc.start()
    said = refusal(server.link())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "is larger than 20 MB" in said
    assert peak < 10_000_000


def test_what_is_too_large_is_refused_by_its_declared_length(server: WebServer) -> None:
    """Before any of it is read."""
    server.pages["/"] = reply(b"a", length=20_000_001)
    assert "is larger than 20 MB" in refusal(server.link())


@pytest.mark.parametrize(
    "answer",
    [
        endless(reply(length=None), b"a" * 65536),
        endless(reply(length=None, Transfer_Encoding="chunked"), b"10000\r\n" + b"a" * 65536 + b"\r\n"),
        endless(reply(length=None, Transfer_Encoding="chunked"), b"1\r\na\r\n" * 1000),
        endless(reply(length=None, Transfer_Encoding="chunked") + b"0\r\n", b"X: y\r\n" * 1000),
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    ],
    ids=["body", "chunks", "small chunks", "trailer", "interim answers"],
)
def test_an_endless_answer_is_refused(server: WebServer, answer: bytes) -> None:
    """Whichever part of it has no end."""
    server.pages["/"] = answer
    said = refusal(server.link(), limits=Limits(size=200_000))
    assert "is larger than" in said


@pytest.mark.parametrize(
    "answer",
    [
        endless(b"HTTP/1.1 200 OK\r\n", b"X-Header: y\r\n" * 100),
        endless(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 10000),
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
        b"HTTP/1.1 abc OK\r\n\r\n",
        reply(b"short", length=100),
        reply(b"5\r\nhel", length=None, Transfer_Encoding="chunked"),
        reply(b"zz\r\nhello\r\n", length=None, Transfer_Encoding="chunked"),
        reply(b"no gzip at all", Content_Encoding="gzip"),
        reply(bomb(1000, "gzip")[:-9], Content_Encoding="gzip"),
        reply(b"", Content_Encoding="gzip"),
        reply(b"x", Content_Encoding="br"),
    ],
)
def test_broken_answers_are_refused(server: WebServer, answer: bytes) -> None:
    """Not HTTP, headers without end, fewer bytes than declared, packing that cannot be undone."""
    server.pages["/"] = answer
    assert "broken or incomplete" in refusal(server.link())


def test_more_bytes_than_declared_are_not_read(server: WebServer) -> None:
    """The declared length is where HTTP ends a page."""
    server.pages["/"] = reply(b"hello and more", length=5)
    assert read(server.link()) == b"hello"


@pytest.mark.parametrize(
    "answer",
    [
        dripping(reply(length=1000), b"a", 0.05),
        dripping(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.05),
        dripping(b"", b"HTTP/1.1 200 OK", 0.05),
        dripping(reply(length=1000), b"a", 60),
    ],
    ids=["body", "headers", "status", "silence"],
)
def test_a_server_that_drips_is_not_waited_for(server: WebServer, answer: bytes) -> None:
    """A byte in time does not renew the time there is in all."""
    server.pages["/"] = answer
    assert "takes too long" in refusal(server.link(), limits=QUICK)


def test_a_resolver_that_does_not_answer_is_not_waited_for() -> None:
    """The system's knows no limit of its own."""
    never = threading.Event()

    def silent(*_: object) -> list[str]:
        never.wait(30)
        return []

    assert "takes too long" in refusal("http://a.example/", Network(resolve=silent), QUICK)
    never.set()


def test_a_tls_handshake_that_does_not_end_is_not_waited_for() -> None:
    """A server that accepts and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        assert "takes too long" in refusal(f"https://127.0.0.1:{mute.getsockname()[1]}/", limits=QUICK)


# redirects and answers


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(server: WebServer, status: int) -> None:
    """Relative, absolute, in any script; the page is known by where it was found."""
    server.pages = {
        "/a": redirect("b", status),
        "/b": redirect(server.link("/乌镇").encode().decode("latin-1"), status),
        "/%E4%B9%8C%E9%95%87": reply("Hello."),
    }
    page = fetch(Address.parse(server.link("/a")), HERE, {})
    assert isinstance(page, Response)
    assert str(page.address) == server.link("/%E4%B9%8C%E9%95%87")


def test_redirects_end(server: WebServer) -> None:
    """In a circle at once, otherwise after ten."""
    server.pages = {"/a": redirect("/b"), "/b": redirect("/a"), "/self": redirect("/self#again")}
    server.pages |= {f"/{number}": redirect(f"/{number + 1}") for number in range(11)}
    server.pages["/11"] = reply("Hello.")
    assert "in a circle" in refusal(server.link("/a"))
    assert "in a circle" in refusal(server.link("/self"))
    assert "more than 10 times" in refusal(server.link("/0"))
    assert read(server.link("/1")) == b"Hello."


def test_a_line_end_in_a_redirect_is_no_header(server: WebServer) -> None:
    """Escaped it stays escaped; folded into the header it is refused."""
    server.pages["/a"] = redirect("/b%0d%0aX-Evil:%20yes")
    server.pages["/c"] = redirect("/b\r\n X-Evil: yes")
    assert "no page" in refusal(server.link("/a"))
    assert server.paths() == ["/a", "/b%0d%0aX-Evil:%20yes"]
    assert "X-Evil" not in server.asked[-1].headers
    assert "not an address" in refusal(server.link("/c"))


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "There is no page"),
        (410, "There is no page"),
        (401, "not open to everyone (401)"),
        (403, "not open to everyone (403)"),
        (429, "cannot answer just now (429)"),
        (500, "cannot answer just now (500)"),
        (503, "cannot answer just now (503)"),
        (302, "answers with status 302"),
        (304, "answers with status 304"),
        (206, "answers with status 206"),
        (418, "answers with status 418"),
    ],
)
def test_each_status_has_its_line(server: WebServer, status: int, said: str) -> None:
    """Gone, closed, busy, or nothing that brings a page."""
    server.pages["/"] = reply("Hello.", status=status)
    assert said in refusal(server.link())


@pytest.mark.parametrize(
    "media", ["image/png", "IMAGE/SVG+XML; x=y", "video/mp4", "audio/ogg", "font/woff2", "text/css"]
)
def test_what_is_no_document_is_refused_unread(server: WebServer, media: str) -> None:
    """By what the server calls it."""
    server.pages["/"] = endless(reply(length=None, Content_Type=media), b"x")
    assert "is no document but" in refusal(server.link())


@pytest.mark.parametrize("media", ["text/html", "text/plain", "application/pdf", "application/octet-stream", ""])
def test_what_may_be_a_document_is_read(media: str) -> None:
    """The content decides."""
    assert may_be_document(media)


def test_we_say_who_we_are(server: WebServer) -> None:
    """By name and version, with no cookie and no page that led here."""
    server.pages = {"/a": redirect("/b"), "/b": reply("Hello.", Set_Cookie="a=b")}
    read(server.link("/a"))
    for asked in server.asked:
        assert asked.headers["User-Agent"] == f"wuzhen/{version('wuzhen')}"
        assert not {"Cookie", "Referer", "Authorization"} & set(asked.headers)


# robots.txt


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /private\n", "/private/a", False),
        ("User-agent: *\nDisallow: /private\n", "/public", True),
        ("User-agent: *\nDisallow: /\nAllow: /open/\n", "/open/a", True),
        ("User-agent: *\nDisallow: /*.md$\n", "/a.md", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: wuzhen\nDisallow: /no\n", "/a", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: Wuzhen\nDisallow: /\n", "/a", False),
        ("\ufeffUser-agent: *\r\nDisallow: /乌镇\r\n", "/%E4%B9%8C%E9%95%87", False),
        ("User-agent: *\nDisallow: /a?id=\n", "/a?id=5", False),
        ("User-agent: *\nDisallow:\n", "/a", True),
        ("", "/a", True),
        ("<html>not rules</html>", "/a", True),
    ],
)
def test_robots_txt_is_honoured(server: WebServer, rules: str, path: str, allowed: bool) -> None:
    """The longest rule counts, with wildcards, and rules for us come before those for all."""
    server.pages = {"/robots.txt": reply(rules), path.partition("?")[0]: reply("Hello.")}
    if allowed:
        assert read(server.link(path)) == b"Hello."
    else:
        assert "robots.txt" in refusal(server.link(path))
        assert server.paths() == []


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False)]
)
def test_without_robots_txt(server: WebServer, status: int, allowed: bool) -> None:
    """None means all is allowed; a server that cannot say is left alone."""
    server.pages = {"/robots.txt": reply("User-agent: *\nDisallow: /", status=status), "/": reply("Hello.")}
    if allowed:
        assert read(server.link()) == b"Hello."
    else:
        assert "cannot say just now" in refusal(server.link())
        assert server.paths() == []


def test_robots_txt_speaks_for_its_own_host_alone(server: WebServer) -> None:
    """After a redirect to another host that one's is asked, once."""
    with WebServer() as other:
        other.pages["/robots.txt"] = reply("User-agent: *\nDisallow: /b\n")
        server.pages = {"/a": redirect("/b"), "/b": redirect(other.link("/a"))}
        other.pages["/a"] = redirect("/b")
        assert f"{other.link('/b')} (robots.txt)" in refusal(server.link("/a"))
        assert [asked.path for asked in server.asked] == ["/robots.txt", "/a", "/b"]
        assert [asked.path for asked in other.asked] == ["/robots.txt", "/a"]


def test_a_robots_txt_that_redirects_and_one_that_never_ends(server: WebServer) -> None:
    """Followed five times, then taken for none; read as far as 500 KB, where it must be whole."""
    server.pages = {"/robots.txt": redirect("/r1"), "/r1": reply("User-agent: *\nDisallow: /\n"), "/": reply("Hi.")}
    assert "robots.txt" in refusal(server.link())
    server.pages["/r1"] = redirect("/r1")
    assert read(server.link()) == b"Hi."
    server.pages["/robots.txt"] = endless(reply(length=None) + b"User-agent: *\nDisallow: /\n", b"# more\n" * 1000)
    assert "robots.txt" in refusal(server.link())


@given(st.text(alphabet="User-agent: *\nDisallow: /$%#wuzhen乌\r\x00", max_size=200))
@settings(deadline=None)
def test_any_rules_are_read(rules: str) -> None:
    """Whatever a server calls its robots.txt raises nothing."""
    Protego.parse(rules).can_fetch("https://example.org/a?b=c", "wuzhen")


# names, suffixes, addresses of their own


@pytest.mark.parametrize(
    ("link", "media", "name"),
    [
        ("https://www.example.org/guides/pruning.md", "text/plain", "example.org/pruning.md"),
        ("https://example.org/notes", "text/plain", "example.org/notes.txt"),
        ("https://example.org/notes", "text/markdown", "example.org/notes.md"),
        ("https://example.org/wiki/%E4%B9%8C%E9%95%87", "text/html", "example.org/乌镇.html"),
        ("https://example.org/", "text/html", "example.org/index.html"),
        ("https://example.org/show.php?id=5", "text/html", "example.org/show.html"),
        ("https://example.org/old.htm", "text/html", "example.org/old.htm"),
        ("https://example.org/Version_2.0", "text/html", "example.org/Version_2.0.html"),
        ("https://example.org/report", "application/pdf", "example.org/report.pdf"),
        ("https://example.org/a%2f..%2f%0a%2e%2e", "text/plain", "example.org/a.txt"),
    ],
)
def test_a_page_has_a_readable_name(link: str, media: str, name: str) -> None:
    """Its host and the end of its path, with the suffix of what it is."""
    if "%2f" in link:
        assert "/" not in names(Address.parse(link), media)[0].removeprefix("example.org/")
    else:
        assert names(Address.parse(link), media)[0] == name


def test_a_name_that_is_taken() -> None:
    """More of the path stands before it."""
    assert names(Address.parse("https://example.org/a/b/c/d.md"), "text/plain")[1] == "example.org/b/c/d.md"
    assert called("x" * 3, "application/octet-stream") == "xxx"


@pytest.mark.parametrize(
    ("head", "own"),
    [
        ('<link rel="canonical" href="/own">', "https://example.org/own"),
        ("<LINK href='https://www.example.org/own?a=1&amp;b=2' REL=canonical>", "https://www.example.org/own?a=1&b=2"),
        ('<link rel="canonical" href="https://other.example/own">', None),
        ('<link rel="canonical" href="https://example.org/">', None),
        ('<link rel="canonical" href="javascript:x">', None),
        ('<link rel="canonical" href="http://a:b@example.org/own">', None),
        ('<link rel="stylesheet" href="/own">', None),
        ("<link rel=canonical>", None),
        ("<link " * 5000, None),
    ],
)
def test_the_canonical_address(head: str, own: str | None) -> None:
    """What a page says of itself is believed within its own site, but not that it is the front page."""
    address = Address.parse("https://example.org/a?session=1")
    expected = str(address) if own is None else own
    assert str(canonical(address, head.encode(), "text/html", "")) == expected


def test_the_canonical_address_in_a_header() -> None:
    """For what is no HTML; a page's own mark is not looked for in it."""
    address = Address.parse("https://example.org/a")
    header = '</next>; rel="next", </own>; type="text/plain"; rel="canonical"'
    assert str(canonical(address, b"", "text/plain", header)) == "https://example.org/own"
    assert canonical(address, b'<link rel="canonical" href="/own">', "text/plain", '</next>; rel="next"') == address


# charset


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "converted"),
    [
        ("古い水車は川のそばに立っている。", "shift_jis", "Shift_JIS", True),
        ("Старая мельница стоит у реки.", "cp1251", "windows-1251", True),
        ("Старая мельница стоит у реки.", "utf-8", "windows-1251", False),
        ("乌镇是一座水乡古镇。", "gb18030", "gb2312", False),
        ("乌镇是一座水乡古镇。", "gb18030", "iso-8859-1", False),
        ("乌镇是一座水乡古镇。", "utf-8", "utf-8", False),
        ("plain", "ascii", "punycode", False),
        ("plain", "ascii", "no-such-charset", False),
        ("plain", "ascii", "zip", False),
    ],
)
def test_a_declared_charset(text: str, encoding: str, declared: str, converted: bool) -> None:
    """Taken at its word only where the content does not tell by itself and all bytes fit."""
    found = in_utf8(io.BytesIO(text.encode(encoding)), declared)
    assert found == (text.encode("utf-8-sig") if converted else None)


@pytest.mark.parametrize(
    ("encoding", "charset"), [("gb18030", "utf-8"), ("gb18030", "gb2312"), ("utf-8", "iso-8859-1"), ("big5", "gbk")]
)
def test_a_wrong_charset_does_no_harm(server: WebServer, library: LocalLibrary, encoding: str, charset: str) -> None:
    """The bytes of Chinese tell their encoding better than headers do."""
    text = "烏鎮是一座水鄉古鎮，位於浙江省北部。這裡的人們世代以養蠶和織布為生。"
    server.pages["/a"] = reply(text.encode(encoding), Content_Type=f"text/plain; charset={charset}")
    document = add(library, server.link("/a")).document
    with library.reading():
        assert [passage.text for passage in library.document_passages(document.id)] == [text]


# the library


def kept(library: LocalLibrary) -> list[tuple[str, str, str]]:
    with library.reading():
        return library.connection.execute(
            "SELECT name, address, etag FROM links JOIN documents ON id = document ORDER BY address"
        ).fetchall()


def test_a_link_becomes_a_document(server: WebServer, library: LocalLibrary) -> None:
    """Named after host and path, titled by itself, with its address for a source."""
    server.pages["/guides/orchard.md"] = markdown(FRUIT, ETag='"1"')
    added = add(library, server.link("/guides/orchard.md"))
    document = added.document
    assert (added.change, added.embedded) == ("added", 1)
    assert (document.name, document.title) == ("127.0.0.1/orchard.md", "The orchard")
    assert document.source == server.link("/guides/orchard.md")
    assert kept(library) == [(document.name, document.source, '"1"')]


def test_an_unchanged_page_is_not_sent_again(server: WebServer, library: LocalLibrary) -> None:
    """The second time it is asked whether it changed, and says no; the library is not written."""
    server.pages["/a.md"] = markdown(FRUIT, ETag='W/"1"', Last_Modified="Mon, 06 May 2024 08:00:00 GMT")
    first = add(library, server.link("/a.md")).document
    with library.reading() as generation:
        pass
    server.pages["/a.md"] = reply(status=304)
    again = add(library, server.link("/a.md"))
    assert (again.change, again.embedded, again.document) == ("unchanged", 0, first)
    headers = server.asked[-1].headers
    assert headers["If-None-Match"] == 'W/"1"'
    assert headers["If-Modified-Since"] == "Mon, 06 May 2024 08:00:00 GMT"
    with library.reading() as after:
        assert after == generation


def test_a_changed_page_replaces_its_passages(server: WebServer, library: LocalLibrary) -> None:
    """And what the server said last is kept."""
    server.pages["/a.md"] = markdown(FRUIT, ETag='"1"')
    first = add(library, server.link("/a.md")).document
    server.pages["/a.md"] = markdown(HARBOUR, ETag='"2"')
    again = add(library, server.link("/a.md"))
    assert (again.change, again.document.id, again.document.title) == ("replaced", first.id, "The harbour")
    assert kept(library) == [(first.name, first.source, '"2"')]


def test_the_same_content_without_validators_is_unchanged(server: WebServer, library: LocalLibrary) -> None:
    """A server that knows no 304 costs a transfer and nothing else; a new validator is kept."""
    server.pages["/a.md"] = markdown(FRUIT)
    add(library, server.link("/a.md"))
    assert add(library, server.link("/a.md")).change == "unchanged"
    server.pages["/a.md"] = markdown(FRUIT, ETag='"1"')
    assert add(library, server.link("/a.md")).change == "unchanged"
    assert [etag for _, _, etag in kept(library)] == ['"1"']


def test_validators_belong_to_the_last_hop(server: WebServer, library: LocalLibrary) -> None:
    """A page reached by a redirect: the redirect is asked plainly, the page whether it changed."""
    server.pages = {"/go": redirect("/a.md"), "/a.md": markdown(FRUIT, ETag='"1"')}
    first = add(library, server.link("/go")).document
    assert first.source == server.link("/a.md")
    server.pages["/a.md"] = reply(status=304)
    assert add(library, server.link("/go")).document == first
    plain, asked = (one for one in server.asked[-2:])
    assert "If-None-Match" not in plain.headers
    assert asked.headers["If-None-Match"] == '"1"'


def test_a_validator_that_could_end_a_line_is_not_kept(server: WebServer, library: LocalLibrary) -> None:
    """It would be sent back as it is."""
    server.pages["/a.md"] = markdown(FRUIT, ETag='"1"\r\n X-Evil: yes')
    add(library, server.link("/a.md"))
    assert [etag for _, _, etag in kept(library)] == [""]


def test_pages_of_one_name_are_told_apart(server: WebServer, library: LocalLibrary) -> None:
    """By more of the path, then by a number before the suffix."""
    server.pages = {
        "/a/page.md": markdown(FRUIT),
        "/b/page.md": markdown(HARBOUR),
        "/page.md": markdown("# Cats\n\nA cat.\n"),
    }
    found = [add(library, server.link(path)).document.name for path in server.pages]
    found.append(add(library, server.link("/page.md?door=1")).document.name)
    assert found[:2] == ["127.0.0.1/page.md", "127.0.0.1/b/page.md"]
    assert found[2] == "127.0.0.1/page (2).md"
    assert found[3] == found[2]  # the same content


def test_pages_that_call_themselves_the_same_do_not_replace_each_other(
    server: WebServer, library: LocalLibrary
) -> None:
    """A template's slip costs no document; the page that was first keeps the address."""
    canonical_link = f'<{server.link("/own")}>; rel="canonical"'
    server.pages = {"/a.md": markdown(FRUIT, Link=canonical_link), "/b.md": markdown(HARBOUR, Link=canonical_link)}
    first, second = (add(library, server.link(path)) for path in server.pages)
    assert (first.document.source, second.change) == (server.link("/own"), "added")
    assert second.document.source == server.link("/b.md")
    server.pages["/a.md"] = markdown("# Cats\n\nA cat sat at the door.\n")
    assert add(library, server.link("/a.md")).document.id == first.document.id


def test_a_page_that_names_its_own_address_is_known_by_it(server: WebServer, library: LocalLibrary) -> None:
    """Asked for by that address later, it is the same document."""
    server.pages["/own.md"] = markdown(FRUIT, Link='</own.md>; rel="canonical"')
    first = add(library, server.link("/own.md?session=1"))
    assert first.document.source == server.link("/own.md")
    again = add(library, server.link("/own.md"))
    assert (again.change, again.document.id) == ("unchanged", first.document.id)
    server.pages["/own.md"] = markdown(HARBOUR)
    assert add(library, server.link("/own.md?session=1")).change == "replaced"


def test_removed_with_its_addresses(server: WebServer, library: LocalLibrary) -> None:
    """After that it comes as new."""
    server.pages["/a.md"] = markdown(FRUIT, ETag='"1"')
    remove(library, add(library, server.link("/a.md")).document)
    with library.reading():
        assert library.connection.execute("SELECT count(*) FROM links").fetchone() == (0,)
    assert add(library, server.link("/a.md")).change == "added"
    assert "If-None-Match" not in server.asked[-1].headers


def test_a_rebuild_keeps_addresses(server: WebServer, library: LocalLibrary, tmp_path: Path) -> None:
    """And reads each page as what it was, Markdown by its suffix."""
    server.pages["/a.md"] = markdown(FRUIT, ETag='"1"')
    add(library, server.link("/a.md"))
    before = kept(library)
    rebuild(library, FakeEncoder("fake#2"))
    assert kept(library) == before
    with library.reading():
        assert [document.title for document in library.documents()] == ["The orchard"]


def test_a_library_without_links_has_no_table_of_them(library: LocalLibrary, tmp_path: Path) -> None:
    """It comes with the first link, so that older programs and libraries need no other format."""
    path = tmp_path / "fruit.md"
    path.write_text(FRUIT)
    remove(library, add_file(library, FakeEncoder(), path).document)
    with library.reading():
        assert not library.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'links'").fetchall()


@pytest.mark.parametrize(
    "answer", [reply(b""), reply(b"\x7fELF\x02\x01"), reply(b"%PDF-1.7 broken"), reply(status=404)]
)
def test_what_cannot_be_read_leaves_the_library_as_it_was(
    server: WebServer, library: LocalLibrary, answer: bytes
) -> None:
    """Neither a document nor an address is left of it."""
    server.pages = {"/a.md": markdown(FRUIT), "/b": answer}
    add(library, server.link("/a.md"))
    before = kept(library)
    with pytest.raises(DocumentError):
        add(library, server.link("/b"))
    assert kept(library) == before


def test_unchanged_means_by_what_was_kept(server: WebServer) -> None:
    """A 304 to somebody who kept nothing is no answer; one to somebody who did is."""
    server.pages["/"] = reply(status=304)
    link = Address.parse(server.link())
    assert fetch(link, HERE, {str(link): Validators('"1"', "")}) == Unchanged(link)
    with pytest.raises(LinkError, match="304"):
        fetch(link, HERE, {})


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of ``secure.example``, signed by itself."""
    path = tmp_path_factory.mktemp("tls") / "secure.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-subj", "/CN=secure.example", "-addext", "subjectAltName=DNS:secure.example", "-days", "2"]
    try:
        subprocess.run([*command, "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl command to make a certificate with")
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[WebServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with WebServer(context) as server:
        server.pages["/"] = reply("Hello.")
        yield server


def test_tls_verifies_the_name_though_the_connection_goes_to_a_number(
    secure: WebServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate must be that of the host in the address: the right name is read, another is refused."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    detour = Detour(secure, secure_example=[PUBLIC], other_example=[PUBLIC])
    assert read("https://secure.example/", detour.network()) == b"Hello."
    assert set(detour.connected) == {(PUBLIC, 443)}
    said = refusal("https://other.example/", detour.network())
    assert "no secure connection" in said
    assert "not valid for 'other.example'" in said


def test_a_certificate_nobody_signed_and_no_tls_at_all(secure: WebServer) -> None:
    """Both are refused, with nothing sent."""
    detour = Detour(secure, secure_example=[PUBLIC])
    assert "self-signed certificate" in refusal("https://secure.example/", detour.network())
    assert secure.asked == []

    def answer_plainly() -> None:
        connection, _ = plain.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.recv(4096)

    with socket.create_server(("127.0.0.1", 0)) as plain:
        threading.Thread(target=answer_plainly, daemon=True).start()
        assert "no secure connection" in refusal(f"https://127.0.0.1:{plain.getsockname()[1]}/")


# what people read


def test_every_refusal_says_what_to_do_in_both_languages() -> None:
    """And that nothing was added."""
    shown = "https://example.org/a"
    errors = [
        refusals.malformed(),
        refusals.scheme("ftp"),
        refusals.credentials(),
        refusals.no_such_host("example.org"),
        refusals.not_public("example.org"),
        refusals.unreachable(shown, "reset"),
        refusals.timed_out(shown),
        refusals.not_secure(shown, "expired"),
        refusals.broken(shown),
        refusals.loop(shown),
        refusals.too_many_redirects(shown, 10),
        refusals.too_big(shown, 20_000_000),
        refusals.no_document(shown, "image/png"),
        refusals.robots(shown),
        refusals.no_robots("https://example.org"),
        *(refusals.status(shown, code) for code in (404, 403, 503, 418)),
    ]
    for error in errors:
        assert "Nothing was added. " in error.en
        assert "未添加任何内容。" in error.zh
        assert error.en.rpartition("Next")[2].count("wuzhen add") == 1
        assert error.zh.rpartition("下一步")[2].count("wuzhen add") == 1
    assert len({error.en for error in errors}) == len(errors)
