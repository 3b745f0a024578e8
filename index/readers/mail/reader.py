"""Mail: what its writer wrote, without quoted replies and signature, and the documents that came with it."""

from __future__ import annotations

import io
import itertools
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime

from index.errors import DocumentError
from index.language import language_of
from index.readers.file import File
from index.readers.json.text import under
from index.readers.mail import html as mail_html
from index.readers.mail.quotes import blocks, own_html, own_words
from index.readers.mail.text import decoded, header, lines_of, text_of, words
from index.types import Paragraph, Reading

LONGEST = 64 << 20
"""Bytes of the longest message: it is held in memory, its attachments with it."""
_DEEP = 20
"""Levels of parts within parts; what lies deeper is left out."""
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|转发|轉寄|轉發)\s*[:：]", re.IGNORECASE)
_NO_DOCUMENT = re.compile(
    r"(?:image|audio|video|font)/.*|text/(?:calendar|x?-?vcard)|application/(?:pgp|pkcs|x-pkcs|ms-tnef).*"
)
_log = logging.getLogger(__name__)


def read(file: File) -> Reading:
    """Called by its subject, written by its sender, published on its date; raises nothing but ``DocumentError``."""
    with _taking_apart(file.name):
        message = _parsed(file)
        subject = words(header(message, "subject"))
        found = _paragraphs(message, file)
        first = list(itertools.islice(found, 20))
        language = language_of("\n".join(one.text for one in first) or subject)
        return Reading(subject or file.stem, language, itertools.chain(first, found), _author(message), _date(message))


def _parsed(file: File) -> Message:
    data = file.stream.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise DocumentError(
            f"{file.name} is a message of over {LONGEST >> 20} MB. Nothing was added. Next: wuzhen add ITS_ATTACHMENT",
            f"{file.name} 是超过 {LONGEST >> 20} MB 的邮件，未添加任何内容。下一步：wuzhen add 邮件中的附件",
        )
    # compat32 keeps headers as they stand: the newer policies decode each word alone and GB2312 as no more than that
    return BytesParser(policy=compat32).parsebytes(data)


def _paragraphs(message: Message, file: File) -> Iterator[Paragraph]:
    with _taking_apart(file.name):
        yield from _message(message, file, "")


@contextmanager
def _taking_apart(name: str) -> Iterator[None]:
    """The standard library fails on some broken messages with whatever error comes first: logged, and said."""
    try:
        yield
    except DocumentError:
        raise
    except Exception as error:
        _log.exception("%s cannot be taken apart", name)
        raise DocumentError(
            f"{name} is a damaged message. Nothing was added. Next: wuzhen add ANOTHER_FILE",
            f"{name} 是损坏的邮件，未添加任何内容。下一步：wuzhen add 另一个文件",
        ) from error


def _author(message: Message) -> str:
    raw = " ".join(header(message, "from").split())
    name, address = parseaddr(raw)
    return words(name) or (address if "@" in address else "")


def _date(message: Message) -> str:
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(header(message, "date")).date().isoformat()
    return ""


def _message(message: Message, file: File, heading: str, depth: int = 0) -> Iterator[Paragraph]:
    forwarded = bool(_FORWARDED.match(words(header(message, "subject"))))
    for number, part in enumerate(_leaves(message, file, depth), 1):
        kind = part.get_content_type()
        if part.is_multipart():
            inner = part.get_payload(0)
            if isinstance(inner, Message):
                subject = words(header(inner, "subject"))
                yield from _message(inner, file, under(heading, subject), depth + 1)
        elif part.get_content_disposition() == "attachment" or _name(part):
            yield from _attached(part, number, file, heading)
        elif kind == "text/html":
            yield from _page(text_of(part), file, heading, forwarded=forwarded)
        elif kind.startswith(("text/", "multipart/")) and not _NO_DOCUMENT.fullmatch(kind):
            yield from _written(lines_of(part), file, heading, forwarded=forwarded)
        else:
            file.drop(number, kind, "attachment")


def _leaves(part: Message, file: File, depth: int) -> Iterator[Message]:
    """The parts that hold something, in order, one of each set of alternatives; enclosed messages as they are."""
    if not part.is_multipart() or part.get_content_type() == "message/rfc822":
        yield part
    elif depth > _DEEP:
        file.drop(1, part.get_content_type(), "nested too deeply")
    else:
        children = [one for one in part.get_payload() if isinstance(one, Message)]
        chosen = [_preferred(children)] if part.get_content_type() == "multipart/alternative" and children else children
        for child in chosen:
            yield from _leaves(child, file, depth + 1)


def _preferred(children: list[Message]) -> Message:
    plain = (one for one in children if one.get_content_type() == "text/plain" and text_of(one).strip())
    page = (one for one in children if one.get_content_type() in {"text/html", "multipart/related", "multipart/mixed"})
    return next(plain, None) or next(page, None) or children[-1]


def _written(lines: list[str], file: File, heading: str, *, forwarded: bool) -> Iterator[Paragraph]:
    kept, dropped = own_words(lines, forwarded=forwarded)
    for one in dropped:
        file.drop(one.line, one.text, one.reason)
    yield from (Paragraph(block, heading) for block in blocks(kept))


def _page(page: str, file: File, heading: str, *, forwarded: bool) -> Iterator[Paragraph]:
    """A message that is a page, through the reader of pages; without its tags where that finds no text in it."""
    from index.readers import read as read_any

    own, answered = (page, "") if forwarded else own_html(page)
    if answered:
        file.drop(1, "\n".join(filter(None, mail_html.lines_of(answered))), "quoted reply")
    # what the page says of its encoding was true of the bytes in the message
    labelled = re.sub(r"(<meta\b[^>]{0,200}charset\s*=\s*[\"']?)[\w-]+", r"\1utf-8", own, flags=re.IGNORECASE)
    found: list[Paragraph] = []
    with suppress(DocumentError):
        found = list(
            read_any(replace(file, stream=io.BytesIO(labelled.encode("utf-8-sig")), name="mail.html")).paragraphs
        )
    if found:
        yield from (replace(one, heading=under(heading, one.heading)) for one in found)
    else:
        yield from _written(mail_html.lines_of(own), file, heading, forwarded=forwarded)


def _attached(part: Message, number: int, file: File, heading: str) -> Iterator[Paragraph]:
    """The paragraphs of an attached document under its name; what is none is told."""
    from index.readers import read as read_any

    name, data = _name(part) or "attachment", part.get_payload(decode=True)
    if not isinstance(data, bytes) or _NO_DOCUMENT.fullmatch(part.get_content_type()):
        file.drop(number, name, "attachment")
        return
    try:
        for one in read_any(replace(file, stream=io.BytesIO(data), name=name)).paragraphs:
            yield replace(one, heading=under(under(heading, name), one.heading))
    except DocumentError:
        file.drop(number, name, "attachment")


def _name(part: Message) -> str:
    name = part.get_filename()
    if not name:
        return ""
    return re.sub(r"[/\\\s]+", " ", words(decoded(name.encode("utf-8", "surrogateescape"), ""))).strip()[:200]
