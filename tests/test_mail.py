"""Mail: what its writer wrote and sent along; nothing quoted, no signature, and nothing broken gets through as an error."""

from __future__ import annotations

import base64
from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_files import found_in

from index.errors import DocumentError
from index.readers.mail.quotes import blocks, own_words
from index.types import Paragraph

BODY = """Hi Anna,

The mill stood still for years and nobody in the whole valley
knew why, since the river was full.

> Why did it
>
> stand still?

It rained, they say.

Best,
Bob
--\x20
Bob Miller
The Mill Ltd
"""


def message(body: str = BODY, subject: str = "The mill", **headers: str) -> EmailMessage:
    """A plain message with a subject, a sender and a date."""
    made = EmailMessage()
    made["Subject"] = subject
    made["From"] = "王小明 <wang@example.org>"
    made["Date"] = "Tue, 05 Mar 2024 23:30:00 +0800"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(body)
    return made


def raw(headers: str, body: bytes) -> bytes:
    """A message written by hand."""
    return headers.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


def test_a_message_is_its_writers_words() -> None:
    """Subject, sender and date say what it is; replies and signature are told as dropped; greetings are no paragraphs."""
    found = found_in(message().as_bytes(), "a.eml")
    assert (found.reading.title, found.reading.author, found.reading.published) == ("The mill", "王小明", "2024-03-05")
    assert found.texts == [
        "Hi Anna,\nThe mill stood still for years and nobody in the whole valley knew why, since the river was full.",
        "It rained, they say.\nBest,\nBob",
    ]
    assert found.headings == ["", ""]
    assert [(one.line, one.reason) for one in found.dropped] == [(6, "quoted reply"), (14, "signature")]
    assert found.dropped[1].text.endswith("The Mill Ltd")


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a"])
def test_a_message_is_told_by_its_headers(name: str) -> None:
    """Whatever the file is called; a line of a mailbox before it does no harm."""
    assert found_in(b"From bob Tue Mar 5\n" + message().as_bytes(), name).reading.title == "The mill"


@pytest.mark.parametrize("text", ["Note: x\nSubject: y\n\nIt rained.\n", "Date: today\nSubject: rain\n\nIt rained.\n"])
def test_notes_with_a_colon_are_no_mail(text: str) -> None:
    """Nothing in them comes from a mail program."""
    assert found_in(text, "a.txt").reading.title != "rain"


@pytest.mark.parametrize(
    "lines",
    [
        ["On Tue, 5 Mar 2024 at 10:00, Bob <bob@example.org> wrote:", "> text"],
        ["On Tue, 5 Mar 2024 at 10:00, Bob Miller", "<bob@example.org> wrote:", "", "> text"],
        ["在 2024-03-05 10:00:00，“小王” <w@example.org> 写道：", "", "没有标记的引文。"],
        ["2024年3月5日 10:00，小王 <w@example.org> 写道：", "> 引文"],
        ["-----Original Message-----", "From: Bob", "text"],
        ["------------------ 原始邮件 ------------------", "发件人: 小王", "text"],
        ["发件人: 小王", "发送时间: 2024年3月5日", "主题: 水车", "text"],
        ["From: Bob", "Sent: Tuesday", "To: Anna", "text"],
    ],
)
def test_what_is_answered_is_left_out(lines: list[str]) -> None:
    """With the line that says who wrote it."""
    kept, dropped = own_words(["My own words.", "", *lines])
    assert [line for line in kept if line] == ["My own words."]
    assert [(one.line, one.reason) for one in dropped] == [(3, "quoted reply")]


@pytest.mark.parametrize(
    "line",
    [
        "On Monday the teacher wrote:",
        "On 5 March we met, and he wrote: come.",
        "在乌镇的书里写道：",
        "From: here on it rains.",
    ],
)
def test_sentences_that_look_like_replies_stay(line: str) -> None:
    """No date and no address, or no end after it."""
    assert own_words([line, "Then text."])[0] == [line, "Then text."]


def test_answers_under_each_quotation_stay() -> None:
    """Text after the quoted lines is the writer's."""
    kept, _ = own_words(["On 5 March Bob wrote:", "> Why?", "It rained.", "> When?", "At night."])
    assert kept == ["It rained.", "At night."]


def test_a_bare_forward_is_read_with_what_it_forwards() -> None:
    """Where nothing else would be left, and where the subject says so."""
    assert found_in(message("> It rained.\n> All night.\n").as_bytes(), "a.eml").texts == ["It rained.\nAll night."]
    forwarded = message(
        "See this.\n\n-----Original Message-----\nFrom: Bob\nSent: Tuesday\nTo: Anna\n\nIt rained.\n", "Fwd: rain"
    )
    assert found_in(forwarded.as_bytes(), "a.eml").texts[-1] == "It rained."


def test_lists_keep_their_lines_and_wrapped_lines_are_joined() -> None:
    """Chinese without a space."""
    long = "这里的人们世代以养蚕和织布为生，他们住在河边的木屋里，那里"
    assert blocks([long, "常常下雨。", "", "我们要买的东西：", "", "- milk", "- bread"]) == [
        f"{long}常常下雨。",
        "我们要买的东西：\n- milk\n- bread",
    ]


def test_flowing_text_is_joined_as_it_says() -> None:
    """A space at the end of a line goes on in the next; with ``delsp`` it goes away itself."""
    start = "From: a@b.c\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8; format=flowed"
    body = b"It rained all \nnight.\n From here.\n> quoted \n> reply\n"
    assert found_in(raw(start, body), "a.eml").texts == ["It rained all night.\nFrom here."]
    assert found_in(raw(start + "; delsp=yes", "昨天下 \n雨。\n".encode()), "a.eml").texts == ["昨天下雨。"]


def test_gb2312_is_read_as_gb18030() -> None:
    """朱镕基's second character is not in GB2312; encoded words may part a character in two."""
    subject = "朱镕基谈乌镇".encode("gb18030")
    one, other, name = (base64.b64encode(part).decode() for part in (subject[:5], subject[5:], "镕".encode("gb18030")))
    headers = (
        f'Subject: =?gb2312?B?{one}?=\n =?gb2312?B?{other}?=\nFrom: "=?gb2312?B?{name}?=" <a@b.c>\n'
        "Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit"
    )
    found = found_in(raw(headers, "朱镕基在乌镇讲话。".encode("gb18030")), "a.eml")
    assert (found.reading.title, found.reading.author, found.texts) == ("朱镕基谈乌镇", "镕", ["朱镕基在乌镇讲话。"])


@pytest.mark.parametrize(
    ("label", "encoding"), [("gb2312", "utf-8"), ("us-ascii", "gb18030"), ("nonsense", "utf-8"), ("rot13", "utf-8")]
)
def test_a_wrong_label_is_not_believed(label: str, encoding: str) -> None:
    """The bytes decide; so do those of a header that was never encoded."""
    text = "乌镇是一座水乡古镇，这里的人们世代以养蚕为生。"
    headers = f"From: a@b.c\nContent-Type: text/plain; charset={label}\nContent-Transfer-Encoding: 8bit"
    assert found_in(raw(headers, text.encode(encoding)), "a.eml").texts == [text]
    assert (
        found_in(b"From: a@b.c\r\nSubject: " + "乌镇".encode(encoding) + b"\r\n\r\nx.", "a.eml").reading.title == "乌镇"
    )


def test_a_broken_encoded_word_stays_as_it_is() -> None:
    """The message is read all the same."""
    found = found_in(b"From: a@b.c\nSubject: =?utf-8?B?a?= rain\n\nIt rained.\n", "a.eml")
    assert (found.reading.title, found.texts) == ("=?utf-8?B?a?= rain", ["It rained."])


def test_a_signature_may_be_long_after_its_space() -> None:
    """Two dashes without the space begin none of more than a few lines."""
    long = [f"Line {number}." for number in range(30)]
    assert own_words(["Text.", "-- ", *long])[0] == ["Text."]
    assert own_words(["Text.", "--", *long])[0] == ["Text.", "--", *long]


def test_plain_text_is_preferred_to_a_page() -> None:
    """Of two forms of the same; a page alone is read without its tags and quotation."""
    made = message("It rained.\n")
    made.add_alternative("<p>It <b>poured</b>.</p>", subtype="html")
    assert found_in(made.as_bytes(), "a.eml").texts == ["It rained."]
    page = (
        '<html><head><meta charset="gb2312"><style>p{}</style></head><body><p>昨天夜里下了一场大雨，河水涨了。</p>'
        '<p>今天早上天晴了，水车又转了。</p><div class="gmail_quote">On Monday<blockquote>Did it rain?</blockquote></div>'
        "</body></html>"
    )
    alone = EmailMessage()
    alone["From"] = "a@b.c"
    alone.set_content(page, subtype="html")
    found = found_in(alone.as_bytes(), "a.eml")
    assert "".join("".join(found.texts).split()) == "昨天夜里下了一场大雨，河水涨了。今天早上天晴了，水车又转了。"
    assert found.reasons == ["quoted reply"]


def test_attached_documents_are_read_under_their_names() -> None:
    """What is no document is told as dropped."""
    made = message("See the plan.\n")
    made.add_attachment("# Plan\n\n## Noon\n\nWe meet.\n", subtype="markdown", filename="计划.md")
    made.add_attachment(
        b"town,rank\nWuzhen,first\n", maintype="application", subtype="octet-stream", filename="towns.csv"
    )
    made.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="a.png")
    made.add_attachment(bytes(range(32)) * 9, maintype="application", subtype="octet-stream", filename="a.bin")
    found = found_in(made.as_bytes(), "a.eml")
    assert list(zip(found.headings, found.texts, strict=True)) == [
        ("", "See the plan."),
        ("计划.md › Noon", "We meet."),
        ("towns.csv", "town: Wuzhen; rank: first"),
    ]
    assert [(one.text, one.reason) for one in found.dropped] == [("a.png", "attachment"), ("a.bin", "attachment")]


def test_an_enclosed_message_is_read_under_its_subject() -> None:
    """With its own quotations and signature left out."""
    made = message("See below.\n", "Fwd")
    made.add_attachment(message())
    found = found_in(made.as_bytes(), "a.eml")
    assert found.paragraphs[0] == Paragraph("See below.")
    assert set(found.headings[1:]) == {"The mill"}
    assert found.reasons == ["quoted reply", "signature"]


@pytest.mark.parametrize("kind", ["multipart/mixed; boundary=b", "message/rfc822"])
def test_parts_nested_without_end_are_left_out(kind: str) -> None:
    """Two thousand in one another: refused or read, never a RecursionError."""
    with suppress(DocumentError):
        found_in(f"From: a@b.c\nContent-Type: {kind}\n\n" + f"--b\nContent-Type: {kind}\n\n" * 2000 + "text", "a.eml")


@pytest.mark.parametrize("mark", ["<![ ", "<!--", "<div ", "&a"])
def test_marks_of_pages_take_time_in_proportion(mark: str) -> None:
    """200,000 that nothing closes."""
    found_in(f"From: a@b.c\nContent-Type: text/html\n\nIt rained. {mark * 200_000}", "a.eml")


@pytest.mark.parametrize("line", ["On 5 ", "From: x", "> ", "a", "-- x"])
def test_lines_of_messages_take_time_in_proportion(line: str) -> None:
    """200,000 without a blank one."""
    found_in("From: a@b.c\nSubject: x\n\nIt rained.\n" + f"{line}\n" * 200_000, "a.eml")


SEED = message()
SEED.add_alternative("<p>Hi</p><blockquote type=cite>x</blockquote>", subtype="html")
SEED.add_attachment("# Plan\n\nWe meet.\n", subtype="markdown", filename="计划.md")
TRICKS = st.sampled_from(
    [
        *(b'boundary=""', b"charset*=x''y", b"filename*0*=", b"Content-Transfer-Encoding: base64\n", b"=?gb2312?B?a?="),
        *(
            b"=?utf-8?Q?=FF?=",
            b"Content-Type: message/rfc822\n\n",
            b"\n\n",
            b"\0",
            b"\xff",
            b"<![",
            b"format=flowed",
            b"charset=hex",
        ),
    ]
)


@given(st.lists(st.tuples(st.integers(0, len(SEED.as_bytes())), TRICKS | st.binary(max_size=6)), max_size=12))
@settings(max_examples=300, deadline=None)
def test_broken_messages_are_read_or_refused(edits: list[tuple[int, bytes]]) -> None:
    """Anything put anywhere into a message: nothing but a DocumentError, and every paragraph can be written."""
    data = SEED.as_bytes()
    for at, what in edits:
        data = data[:at] + what + data[at:]
    with suppress(DocumentError):
        for one in found_in(data, "a.eml").paragraphs:
            assert (one.text + one.heading).encode() is not None
