"""Glossaries: what a file of terms is read as, what is refused and how, and how the library keeps them."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from index.adding import add_file, remove
from index.errors import GlossaryError, LibraryError
from index.glossary import LARGEST, MOST, Term, read_glossary
from index.glossary_keeping import add_glossary, remove_glossary
from index.library import LocalLibrary
from index.rebuilding import make_first, rebuild
from index.types import Progress

WIC = Term("World Internet Conference", "世界互联网大会")
TOWN = Term("Wuzhen", "乌镇")
TSV = f"{WIC.english}\t{WIC.chinese}\n{TOWN.english}\t{TOWN.chinese}\n"
MARTIF = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
  <termEntry id="1">
    <descrip type="definition">a <hi>meeting</hi></descrip>
    <langSet xml:lang="en-US"><tig><term>World Internet
      Conference</term></tig><ntig><termGrp><term>WIC</term></termGrp></ntig></langSet>
    <langSet xml:lang="de"><tig><term>Weltinternetkonferenz</term></tig></langSet>
    <langSet xml:lang="zh-Hans"><tig><term>世界<hi>互联网</hi>大会</term></tig></langSet>
  </termEntry>
  <termEntry id="2"><langSet xml:lang="en"><tig><term>untranslated</term></tig></langSet></termEntry>
</body></text></martif>
"""
TBX = """<tbx style="dca" type="TBX-Basic" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
  <conceptEntry id="1">
    <langSec xml:lang="zh-CN"><termSec><term>银行</term></termSec></langSec>
    <langSec xml:lang="en"><termSec><term>bank</term></termSec></langSec>
  </conceptEntry>
  <conceptEntry id="2">
    <langSec xml:lang="en"><termSec><term>bank</term></termSec></langSec>
    <langSec xml:lang="zh"><termSec><term>河岸</term></termSec></langSec>
  </conceptEntry>
</body></text></tbx>
"""

english = st.from_regex(r"[A-Za-z]{1,8}( [a-z]{1,8})?", fullmatch=True).filter(
    lambda word: word.casefold() not in {"en", "eng", "english", "term", "terms", "source", "english term"}
)
chinese = st.text("乌镇世界互联网大会银行河岸", min_size=1, max_size=6)


def read(text: str, name: str = "terms.tsv") -> tuple[Term, ...]:
    return read_glossary(text.encode(), name)


def refusal(text: str | bytes, name: str = "terms.tsv") -> GlossaryError:
    """The error, which must name the file and end with the next thing to type in both languages."""
    with pytest.raises(GlossaryError) as caught:
        read_glossary(text.encode() if isinstance(text, str) else text, name)
    error = caught.value
    assert name in error.en
    assert name in error.zh
    assert error.en.endswith("Next: wuzhen add --glossary FILE")
    assert error.zh.endswith("下一步：wuzhen add --glossary 文件")
    return error


def test_lines_in_either_order_become_terms() -> None:
    """The side with Han characters is the Chinese one; spaces are put in order; comments and columns beyond are not read."""
    text = (
        "# our names\n\n  World  Internet\u00a0Conference\t世界互联网大会\tconference\t2014\r\n乌镇\tWuzhen\r\n\t\r\n"
    )
    assert read(text) == (WIC, TOWN)


def test_several_translations_in_one_cell() -> None:
    """Separated by either semicolon, on either side; a translation may be without Han characters where another has some."""
    assert read("TCP; Transmission Control Protocol\t传输控制协议；TCP ;\n") == (
        Term("TCP", "传输控制协议"),
        Term("TCP", "TCP"),
        Term("Transmission Control Protocol", "传输控制协议"),
        Term("Transmission Control Protocol", "TCP"),
    )


@pytest.mark.parametrize(
    "heading", ["en\tzh", "English\tChinese", "英文\t中文", "ZH-CN\ten_GB\tnote", "English\t中文", "术语\t译文"]
)
def test_a_line_of_headings_is_no_entry(heading: str) -> None:
    """Only as the first line that says anything; comments may stand before it."""
    assert read(f"# mine\n{heading}\n{TSV}") == (WIC, TOWN)


def test_the_names_of_languages_may_be_entries() -> None:
    """A word and its translation are no headings, though headings are made of such words."""
    assert read("English\t英语\nChinese\t中文\n") == (Term("English", "英语"), Term("Chinese", "中文"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_encodings_are_those_of_documents(encoding: str) -> None:
    """Decided by the bytes."""
    assert read_glossary("computer network\t電腦網路的\nthe country\t國家\n".encode(encoding), "a.txt") == (
        Term("computer network", "電腦網路的"),
        Term("the country", "國家"),
    )


def test_one_rare_word_is_read_in_chinese_encodings() -> None:
    """A glossary has few of the words that tell encodings of documents apart."""
    for word in ("鼋鼍", "蟾蜍", "船"):
        assert read_glossary(f"some long English term\t{word}\n".encode("gb18030"), "a.txt")[0].chinese == word


def test_tbx_of_2008() -> None:
    """Concepts of a martif file: synonyms each with the translation, other languages and lone terms left out."""
    assert read(MARTIF, "terms.txt") == (WIC, Term("WIC", "世界互联网大会"))
    assert read_glossary(codecs.BOM_UTF16_LE + MARTIF.encode("utf-16-le"), "terms.tbx") == read(MARTIF)


def test_tbx_of_2019() -> None:
    """Concepts of a tbx file; two concepts may share a word."""
    assert read(TBX) == (Term("bank", "银行"), Term("bank", "河岸"))


def test_the_same_entry_twice_is_taken_once() -> None:
    """Also where only capitals and spaces differ."""
    assert read(TSV + "world internet  conference\t世界互联网大会\n") == (WIC, TOWN)


def test_broken_lines_are_named_with_what_is_wrong() -> None:
    """The first five, and how many more; one such line is enough for nothing to be taken."""
    error = refusal(f"{TSV}Wuzhen 乌镇\n\t乌镇\nboat\tship\n乌镇\t浙江\n{'x' * 201}\t长\n;\t乌镇\nno tab\n")
    assert error.en == (
        "terms.tsv cannot be read as a glossary: line 3: no tab between English and Chinese; line 4: one side is empty; "
        "line 5: neither side is Chinese; line 6: both sides are Chinese; line 7: a term is longer than 200 characters; "
        "and 2 more. Nothing was added. Next: wuzhen add --glossary FILE"
    )
    assert "第 3 行：英文和中文之间没有制表符；第 4 行：有一边是空的" in error.zh


def test_contradicting_lines_are_named_with_the_way_out() -> None:
    """The same English, other Chinese: both lines, and that they can be one."""
    error = refusal("bank\t银行\nboat\t船\nBank \t河岸\n")
    assert "line 3: “Bank” has another translation than in line 1, put both on one line, separated by “;”" in error.en
    assert "第 3 行：“Bank”的译法与第 1 行不同，请把两种译法写在同一行，用“;”隔开" in error.zh
    assert read("bank\t银行;河岸\nBANK\t河岸；银行\n") == (Term("bank", "银行"), Term("bank", "河岸"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"# nothing yet\nen\tzh\n", "holds no English term with a Chinese one"),
        (b"PK\x03\x04" + bytes(40), "is a ZIP"),
        (bytes(range(256)) * 20, "is binary"),
        ("船\tboat\n".encode() * 50 + b"\xff\xfa\n" + "船\tboat\n".encode() * 50, "not utf-8, in line 51"),
        (b"a\tb\n" * (LARGEST // 4) + b"c", "is larger than 10 MB"),
        ("".join(f"word{n}\t词\n" for n in range(MOST + 1)).encode(), "has more than 100,000 terms"),
        ((";".join("abcdefgh" * 50) + "\t" + ";".join("乌" * 300)).encode(), "has more than 100,000 terms"),
        (b"<html><body>no</body></html>", "is XML, but no TBX: it begins with <html>"),
        (b"<tbx><text>", "is broken XML, line 1: no element found"),
        (b"<tbx/>", "holds no English term with a Chinese one"),
    ],
)
def test_what_is_no_glossary_is_refused(data: bytes, reason: str) -> None:
    """With its reason, in one line."""
    assert reason in refusal(data).en


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x "x"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;',
    ],
)
def test_entities_are_refused(declared: str) -> None:
    """Whatever they would bring: a flood, a file, another machine's text."""
    text = TBX.replace("bank", "&x;" if "%" not in declared else "bank", 1)
    assert "uses XML entities" in refusal(f"<!DOCTYPE tbx [{declared}]>{text}").en
    assert "uses XML entities" in refusal(MARTIF.replace("WIC", "&x;")).en  # declared in a DTD that is not fetched


def test_terms_of_tbx_that_cannot_be_any_are_named() -> None:
    """By the line they end in."""
    assert "line 8: one side is empty" in refusal(TBX.replace("河岸", " ")).en
    assert "line 3: a term is longer" in refusal(TBX.replace("银行", "银" * 201)).en


@given(st.binary(max_size=200) | st.text("a;；\t\n\r#乌镇<>&\"' \x00\x85\u2028", max_size=40).map(str.encode))
def test_any_bytes_are_terms_or_an_error_for_people(data: bytes) -> None:
    """Never another exception."""
    try:
        terms = read_glossary(data, "any")
    except GlossaryError:
        return
    assert all(term.english.strip() and term.chinese.strip() for term in terms)


MARKS = ["<tbx>", "</tbx>", "<conceptEntry>", "</conceptEntry>", '<langSec xml:lang="en">', '<langSec xml:lang="zh">']
MARKS += ["</langSec>", "<term>", "</term>", "boat", "船", "&x;", "<!DOCTYPE tbx>", "<termEntry>", "&#0;", "<a:term>"]


@given(st.lists(st.sampled_from(MARKS), max_size=12))
def test_any_marks_are_terms_or_an_error_for_people(marks: list[str]) -> None:
    """Elements out of place, unclosed, unknown."""
    try:
        read_glossary(("<tbx>" + "".join(marks)).encode(), "any")
        read_glossary(("<tbx>" + "".join(marks) + "</tbx>").encode(), "any")
    except GlossaryError:
        return


@given(st.dictionaries(english.map(str.casefold), st.lists(chinese, min_size=1, max_size=3, unique=True), min_size=1))
def test_what_is_written_is_read(entries: dict[str, list[str]]) -> None:
    """A line for each English term with all its translations comes back as it was."""
    text = "".join(f"{word}\t{'；'.join(translations)}\n" for word, translations in entries.items())
    assert read(text) == tuple(Term(word, each) for word, translations in entries.items() for each in translations)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def terms(library: LocalLibrary) -> tuple[Term, ...]:
    with library.reading():
        return library.terms()


def names(library: LocalLibrary) -> list[tuple[str, int]]:
    with library.reading():
        return [(glossary.name, glossary.count) for glossary in library.glossaries()]


def test_a_library_without_glossaries_has_no_terms(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Neither a new one nor one that was made before there were any: its record has no table of them."""
    assert (terms(library), names(library)) == ((), [])
    add_file(library, encoder, written(tmp_path, "fruit.txt", "An apple."))
    tables = {row[0] for row in library.connection.execute("SELECT name FROM sqlite_master")}
    assert not tables & {"glossaries", "terms"}
    assert (terms(library), names(library)) == ((), [])
    add_glossary(library, written(tmp_path, "terms.tsv", TSV))
    assert terms(LocalLibrary.open(library.folder)) == (WIC, TOWN)


def test_what_is_added_is_there_for_everybody_at_once(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path
) -> None:
    """In another process's view too, in the order of the glossaries, each term once, with a new generation."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", "An apple."))
    other = LocalLibrary.open(library.folder)
    assert terms(other) == ()
    with other.reading() as before:
        pass
    glossary = add_glossary(library, written(tmp_path, "terms.tsv", TSV))
    add_glossary(library, written(tmp_path, "more.tsv", "Wuzhen\t乌镇\nboat\t船\n"), name="boats")
    assert (glossary.name, glossary.count, glossary.added[:2]) == ("terms.tsv", 2, "20")
    assert terms(other) == (WIC, TOWN, Term("boat", "船"))
    assert names(other) == [("terms.tsv", 2), ("boats", 2)]
    with other.reading() as after:
        assert after == before + 2
        assert library.terms() is library.terms()
    assert encoder.calls == 1  # the passage's: nothing was embedded for glossaries


def test_a_glossary_of_the_same_name_is_replaced(library: LocalLibrary, tmp_path: Path) -> None:
    """Nothing of the old one is left; one that is broken leaves the old one as it was."""
    path = written(tmp_path, "terms.tsv", TSV)
    add_glossary(library, path)
    add_glossary(library, written(tmp_path, "terms.tsv", "boat\t船\n"))
    with pytest.raises(GlossaryError):
        add_glossary(library, written(tmp_path, "terms.tsv", "boat\n"))
    assert terms(library) == (Term("boat", "船"),)
    assert names(library) == [("terms.tsv", 1)]
    assert library.connection.execute("SELECT count(*) FROM terms").fetchone() == (1,)


def test_a_removed_glossary_is_gone(library: LocalLibrary, tmp_path: Path) -> None:
    """With its terms and no others."""
    glossary = add_glossary(library, written(tmp_path, "terms.tsv", TSV))
    add_glossary(library, written(tmp_path, "boats.tsv", "boat\t船\n"))
    remove_glossary(library, glossary)
    assert terms(library) == (Term("boat", "船"),)
    assert names(library) == [("boats.tsv", 1)]


def test_a_glossary_alone_leaves_the_library_new(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Nothing can be found in it, rebuilding has nothing to do, and the first articles come in beside it."""
    add_glossary(library, written(tmp_path, "terms.tsv", TSV))
    assert library.is_new()
    library.sync_vectors()
    with library.reading() as before:
        assert library.nearest(encoder.encode_questions(["apple"])[0], 10) == []
        assert library.matching(["appl"], 10) == []
    with pytest.raises(LibraryError, match="empty"):
        rebuild(library, encoder)
    draft = LocalLibrary.draft(library.folder)
    add_file(draft, encoder, written(tmp_path, "fruit.txt", "An apple."))
    assert make_first(library, draft)
    assert not library.is_new()
    assert terms(library) == (WIC, TOWN)
    with library.reading() as after:
        assert [document.name for document in library.documents()] == ["fruit.txt"]
    assert after > before
    assert not make_first(library, LocalLibrary.draft(library.folder))


def test_a_document_after_a_glossary_is_found(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """Also by a process that looked for it while there were only terms."""
    add_glossary(library, written(tmp_path, "terms.tsv", TSV))
    vector = encoder.encode_questions(["apple"])[0]
    with library.reading():
        assert library.nearest(vector, 10) == []
    add_file(library, encoder, written(tmp_path, "fruit.txt", "An apple."))
    with library.reading():
        assert [passage for passage, _ in library.nearest(vector, 10)] == [1]


def test_rebuild_keeps_glossaries(library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path) -> None:
    """All of them, in their order."""
    add_file(library, encoder, written(tmp_path, "fruit.txt", "An apple."))
    add_glossary(library, written(tmp_path, "terms.tsv", TSV))
    add_glossary(library, written(tmp_path, "boats.tsv", "boat\t船\n"))
    with library.reading():
        before = library.glossaries()
    rebuild(library, encoder)
    with library.reading():
        assert library.glossaries() == before
    assert terms(library) == (WIC, TOWN, Term("boat", "船"))


@pytest.mark.parametrize("change", ["added", "replaced", "removed"])
def test_glossaries_changed_during_a_rebuild_are_taken_over(
    library: LocalLibrary, encoder: FakeEncoder, tmp_path: Path, change: str
) -> None:
    """The swap takes what others did meanwhile."""
    document = add_file(library, encoder, written(tmp_path, "fruit.txt", "An apple.")).document
    add_file(library, encoder, written(tmp_path, "boat.txt", "A boat."))
    if change != "added":
        glossary = add_glossary(library, written(tmp_path, "terms.tsv", TSV))
    written(tmp_path, "terms.tsv", "boat\t船\n")
    done: list[str] = []

    def meanwhile(_: Progress) -> None:
        if not done:
            done.append("once")
            other = LocalLibrary.open(library.folder)
            remove(other, document)
            if change == "removed":
                remove_glossary(other, glossary)
            else:
                add_glossary(other, tmp_path / "terms.tsv")

    rebuild(library, encoder, progress=meanwhile)
    expected = [] if change == "removed" else [("terms.tsv", 1)]
    assert names(library) == expected
    assert terms(library) == (() if change == "removed" else (Term("boat", "船"),))


def test_files_that_cannot_be_read_are_told(library: LocalLibrary, tmp_path: Path) -> None:
    """Missing, or a folder; no library is begun for them."""
    with pytest.raises(GlossaryError, match="no file.*Next: ls"):
        add_glossary(library, tmp_path / "nowhere.tsv")
    with pytest.raises(GlossaryError, match="is a folder.*Next: wuzhen add --glossary"):
        add_glossary(library, tmp_path)
    assert not library.folder.exists()
