"""What a site repeats from page to page answers no question; what pages are about does, however many copies there are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from index import adding
from index.library import LocalLibrary
from index.repeated import PAGES, site_of
from retrieval.question import understand
from retrieval.retriever import Retriever

APPEAL = "If you liked this story, tell a friend about our newsletter."
SITE = "https://example.org/"


@pytest.fixture
def add(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> Adding:
    return Adding(library, encoder, tmp_path)


class Adding:
    """Adds a document of the given paragraphs, from the given source."""

    def __init__(self, library: LocalLibrary, encoder: FakeEncoder, folder: Path) -> None:
        self.library = library
        self.encoder = encoder
        self.file = folder / "page.txt"

    def __call__(self, source: str, *paragraphs: str) -> None:
        self.file.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
        adding.add_file(self.library, self.encoder, self.file, name=source.rpartition("/")[2], source=source)

    def pages(self, count: int, site: str = SITE, last: str = APPEAL) -> None:
        """So many pages of a site that end alike."""
        for number in range(count):
            self(f"{site}page-{number}.html", *story(number), last)


def story(number: int) -> list[str]:
    """Three paragraphs that no other page has."""
    name = ("Azure", "Birch", "Cedar", "Drift", "Ember", "Frost", "Grain", "Heron")[number % 8] + str(number // 8)
    return [f"The {name} bridge was built of {part} by the people of {name}." for part in ("stone", "timber", "brick")]


def found(library: LocalLibrary, encoder: FakeEncoder, question: str) -> Sequence[str]:
    with library.reading():
        ranked = Retriever(library).rank(understand(question), encoder.encode_questions([question])[0])
    return [one.passage.text for one in ranked]


def test_what_stands_on_every_page_answers_nothing(library: LocalLibrary, encoder: FakeEncoder, add: Adding) -> None:
    """The fourth page tells; the first page's paragraph is the same and is no answer either."""
    add.pages(PAGES - 1)
    assert APPEAL in found(library, encoder, "Who likes our newsletter?")
    add(f"{SITE}page-9.html", *story(9), APPEAL)
    assert APPEAL not in found(library, encoder, "Who likes our newsletter?")
    assert story(9)[0] in found(library, encoder, "Of what was the Birch1 bridge built?")


def test_a_library_without_documents_has_no_answer(library: LocalLibrary, encoder: FakeEncoder) -> None:
    """There is no record yet in which copies could be looked for."""
    assert found(library, encoder, "Who likes our newsletter?") == []


def test_a_page_that_is_removed_is_no_evidence(library: LocalLibrary, encoder: FakeEncoder, add: Adding) -> None:
    """Judged by what is there when the question is asked."""
    add.pages(PAGES)
    adding.remove(library, library.documents()[0])
    assert APPEAL in found(library, encoder, "Who likes our newsletter?")


def test_the_same_on_another_site_is_an_answer(library: LocalLibrary, encoder: FakeEncoder, add: Adding) -> None:
    """One document that is about the newsletter, beside a site that only says so below its pages."""
    add.pages(PAGES)
    add("https://letters.example/about", "The newsletter comes on Fridays.", APPEAL)
    assert APPEAL in found(library, encoder, "Who likes our newsletter?")


@pytest.mark.parametrize("place", ["/home/me/notes/{}.txt", "https://{}.example/page"])
def test_notes_and_sites_apart_repeat_what_they_like(
    library: LocalLibrary, encoder: FakeEncoder, add: Adding, place: str
) -> None:
    """Nothing is left out of plain text, nor of pages that have no site in common."""
    for number in range(2 * PAGES):
        add(place.format(number), *story(number), APPEAL)
    assert found(library, encoder, "Who likes our newsletter?").count(APPEAL) == 1


def test_states_of_one_page_are_no_evidence(library: LocalLibrary, encoder: FakeEncoder, add: Adding) -> None:
    """Saved over and over, a page shares all its text with itself."""
    for number in range(2 * PAGES):
        add(f"{SITE}state-{number}.html", *story(1), f"Saved for the {number}th time, with a line of its own.")
    assert story(1)[0] in found(library, encoder, "Of what was the Birch0 bridge built?")


def test_on_a_large_site_a_few_quotes_are_quotes(library: LocalLibrary, encoder: FakeEncoder, add: Adding) -> None:
    """A sentence on four pages of thirty-two is content; on thirty-two of them it would be none."""
    add.pages(PAGES)
    for number in range(PAGES, 8 * PAGES):
        add(f"{SITE}page-{number}.html", *story(number))
    assert APPEAL in found(library, encoder, "Who likes our newsletter?")


@pytest.mark.parametrize(
    ("source", "site"),
    [
        ("https://example.org/a/b?c=/d", "https://example.org/"),
        ("http://example.org:8080", "http://example.org:8080/"),
        ("/home/me/saved/page.HTML", "/home/me/saved/"),
        ("page.html", ""),
        ("/home/me/notes.txt", ""),
        ("", ""),
    ],
)
def test_a_site_is_a_host_or_a_folder_of_pages(source: str, site: str) -> None:
    """Files sent through the chat have no folder and are of no site."""
    assert site_of(source) == site
