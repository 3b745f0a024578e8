"""PDFs made for tests and benchmarks, each with the paragraphs that are in it: our own texts, set by a few lines of our own."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

CHINESE = (
    "河边的小镇每逢清晨就有雾气升起，船夫们撑着长篙从石桥下经过，岸上的人家已经开始生火做饭。",
    "镇上的图书馆建于1987年，最初只有两间平房和三千多册书。后来几位退休教师捐出自己的藏书，又请木匠做了书架，"
    "读者才慢慢多了起来。如今馆里每天接待二百多人，周末还有孩子们的读书会。",
    "冬天的时候，河面很少结冰，但是风从北面的山口吹来，总带着一股松木的气味。老人说，那是山里烧炭的人家还没有熄火。",
    "织布的手艺在这里传了十几代。一台木制的织机要用一百二十多个零件，装好以后，熟练的人一天能织出四米粗布，"
    "颜色多用靛蓝，花样取自水草、游鱼和屋檐下的燕子。近年来有几家作坊把样品寄到外地，订单竟然排到了来年春天。",
    "“你若不急，就坐下喝杯茶。”店主把炉子往里挪了挪，又添了一块炭。",
    "桥头的钟楼高二十六米，钟是道光年间铸的，重约八百公斤。每天正午敲十二下，声音能传到三里以外的田里，"
    "插秧的人听见钟声，便知道该回家吃饭了。",
    "二十世纪六十年代修水库的时候，下游的三个村子搬到了镇东。人们带来了自己的方言和酱菜的做法，"
    "也带来了一种用竹片拼成的风筝。每年三月，几百只风筝同时升起，站在堤上看去，像一条流动的河。",
    "雨季一般从六月中旬开始，大约持续二十五天。",
    "学校后面的试验田里种着七种水稻，学生们按照老师的要求，每隔三天量一次株高，把数字记在表格里。"
    "到了秋天，他们要用这些数字画出曲线，并且说明哪一种最适合山坡上的薄土。",
    "镇上没有火车站，最近的车站在四十公里以外。不过从前年起，每天有六班公共汽车开往县城，最早的一班是清晨五点四十分。"
    "赶早市的菜农常常坐这班车，车厢里堆满了青菜和竹筐。",
    "陈医生在卫生院工作了三十一年，接生过一千九百多个孩子。她说自己记不住所有人的名字，却记得每一个大雪的夜晚。",
    "到了晚上，灯光落在水面上，桨声越来越远，整个镇子像是慢慢沉进了水里。",
)
ENGLISH = (
    "The ferry crosses the estuary eleven times a day, and in winter it carries more letters than passengers. Its captain "
    "has kept a notebook since the first crossing, in which he records the wind, the tide and anything unusual that he sees.",
    "Behind the harbour stands a warehouse built of yellow brick. It was used for storing grain until the railway arrived, "
    "then for timber, and later for nothing at all. Three years ago a group of carpenters rented the ground floor and repaired "
    "the roof, and now the smell of fresh pine reaches as far as the fish market.",
    "Nobody remembers who planted the walnut trees along the coastal road.",
    "The lighthouse was automated in 1984, although the keeper continued to live there for another seven years. He grew "
    "potatoes in the walled garden, repaired the fences after every storm, and wrote long letters to the newspaper about the "
    "decline of the herring. Some of these letters were printed, usually on the last page, and a few of them started arguments "
    "that lasted for months.",
    "A good rope has to be kept dry, and it has to be used. The rope maker explains this to every customer, whether they ask or "
    "not, and then shows them the difference between a splice that will hold and a splice that merely looks tidy.",
    "In the spring of 2011 the council measured the height of the sea wall and found that it had settled by nine centimetres "
    "since the previous survey. The engineers recommended a second row of stones, but the money was needed elsewhere, and the "
    "work was postponed until the following autumn.",
    "Children learn to swim in the tidal pool, which is cold even in August.",
    "The museum owns forty model ships, most of them made by sailors during long voyages. The oldest is carved from whalebone "
    "and has lost two of its masts. Visitors often overlook it because it stands in a corner, half hidden by a painting of "
    "a naval battle that probably never happened.",
    "Every household used to smoke its own fish. The ovens were small, the wood had to be gathered in the hills, and each "
    "family guarded its mixture of alder and juniper. When the cooperative opened a shared smokehouse, it took considerable "
    "patience to agree on a single recipe, and there are still people who complain about it.",
    "On clear evenings you can see the mountains on the other side of the water, and the lights of the villages below them.",
)
WIDTH, HEIGHT = 595.0, 842.0
_CLOSERS = "，。、；：？！）》”’」"
_OPENERS = "（《“‘「"
SONG, SANS = "STSong-Light", "Helvetica"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))


@dataclass(frozen=True)
class Made:
    """A PDF and the paragraphs in it, in order."""

    data: bytes
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """A line as it is drawn; ``stretch`` is added to each space."""

    text: str
    font: str
    size: float
    indent: float = 0.0
    stretch: float = 0.0
    above: float = 0.0


@dataclass(frozen=True)
class Layout:
    """Where lines go: columns with their left edges and width in points, lines from ``top`` down to ``bottom``."""

    lefts: tuple[float, ...] = (85.0,)
    width: float = 425.0
    top: float = 770.0
    bottom: float = 70.0
    pitch: float = 18.0
    by_rows: bool = False
    head: str = ""
    foot: str = ""
    numbered: bool = False
    about: dict[str, str] = field(default_factory=dict)


def chinese_lines(
    text: str, width: float, size: float = 11.0, indent: int = 2, above: float = 0.0
) -> Iterator[Printed]:
    """Chinese cut into lines of so many characters; no line begins with a closing mark or ends with an opening one."""
    row, begins, space = "", True, width
    for c in text:
        inset = indent * size if begins else 0.0
        wide = pdfmetrics.stringWidth(row + c, SONG, size) > space - inset + 0.01
        if wide and c not in _CLOSERS:
            held = row[-1] if row[-1] in _OPENERS else ""
            yield Printed(row.removesuffix(held), SONG, size, inset, above=above if begins else 0.0)
            row, begins = held, False
        row += c
    yield Printed(row, SONG, size, indent * size if begins else 0.0, above=above if begins else 0.0)


def english_lines(
    text: str, width: float, size: float = 10.0, indent: float = 14.0, above: float = 0.0, *, justify: bool = True
) -> Iterator[Printed]:
    """English justified to the width, long words cut with a hyphen where they do not fit."""
    row: list[str] = []
    begins = True
    words = text.split(" ")
    while words:
        space = width - (indent if begins else 0.0)
        word = words.pop(0)
        if _width([*row, word], size) <= space:
            row.append(word)
            continue
        cut = _cut(row, word, space, size)
        if cut:
            row.append(word[:cut] + "-")
            word = word[cut:]
        stretch = (space - _width(row, size)) / max(1, len(row) - 1) if justify else 0.0
        yield Printed(" ".join(row), SANS, size, indent if begins else 0.0, stretch, above if begins else 0.0)
        row, begins = [], False
        words.insert(0, word)
    yield Printed(" ".join(row), SANS, size, indent if begins else 0.0, above=above if begins else 0.0)


def _width(words: Sequence[str], size: float) -> float:
    return float(pdfmetrics.stringWidth(" ".join(words), SANS, size))


def _cut(row: Sequence[str], word: str, space: float, size: float) -> int:
    """After how many letters a word is cut: as many as fit, three or more on each side, before a consonant."""
    for at in range(len(word) - 3, 2, -1):
        fits = _width([*row, word[:at] + "-"], size) <= space
        if fits and word.isalpha() and word[at - 1] in "aeiou" and word[at] not in "aeiou":
            return at
    return 0


def pdf(lines: Iterable[Printed], layout: Layout, encryption: StandardEncryption | None = None) -> bytes:
    """The lines set in columns over as many pages as they need."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (WIDTH, HEIGHT), encrypt=encryption, invariant=True)
    for key, value in layout.about.items():
        getattr(canvas, f"set{key}")(value)
    pages = list(_pages(lines, layout))
    for number, page in enumerate(pages, 1):
        _paint(canvas, page, layout)
        _furnish(canvas, layout, number)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


Placed = tuple[Printed, float, float]


def _pages(lines: Iterable[Printed], layout: Layout) -> Iterator[list[list[Placed]]]:
    """For each page its columns, for each column its lines with their places."""
    columns: list[list[Placed]] = [[]]
    y = layout.top
    for line in lines:
        y -= line.above if columns[-1] else 0.0
        if y < layout.bottom:
            y = layout.top
            if len(columns) == len(layout.lefts):
                yield columns
                columns = []
            columns.append([])
        columns[-1].append((line, layout.lefts[len(columns) - 1] + line.indent, y))
        y -= layout.pitch
    yield columns


def _paint(canvas: Canvas, columns: list[list[Placed]], layout: Layout) -> None:
    rows = zip_longest(*columns) if layout.by_rows else columns
    for placed in (one for row in rows for one in row if one is not None):
        line, x, y = placed
        text = canvas.beginText(x, y)
        text.setFont(line.font, line.size)
        text.setWordSpace(line.stretch)
        text.textOut(line.text)
        canvas.drawText(text)


def _furnish(canvas: Canvas, layout: Layout, number: int) -> None:
    canvas.setFont(SONG, 9)
    if layout.head:
        canvas.drawString(layout.lefts[0], 806, layout.head)
    if layout.foot:
        canvas.drawCentredString(WIDTH / 2, 42, layout.foot)
    if layout.numbered:
        canvas.drawCentredString(WIDTH / 2, 28, str(number))


def repeated(texts: Sequence[str], times: int) -> tuple[str, ...]:
    """The texts so often, numbered at their beginning, each time from another one on."""
    if times == 1:
        return tuple(texts)
    turns = [(turn, text) for turn in range(1, times + 1) for text in [*texts[turn % 7 :], *texts[: turn % 7]]]
    return tuple(f"第{turn}次，{text}" if text[-2] > "\u2e7f" else f"Round {turn}: {text}" for turn, text in turns)


def chinese(layout: Layout | None = None, times: int = 3, *, indent: int = 2, above: float = 0.0) -> Made:
    """Chinese in one column or more, its paragraphs indented by two characters, or parted by ``above`` points."""
    layout = layout or Layout()
    texts = repeated(CHINESE, times)
    lines = (line for text in texts for line in chinese_lines(text, layout.width, indent=indent, above=above))
    return Made(pdf(lines, layout), texts)


def english(
    layout: Layout | None = None, times: int = 3, *, indent: float = 14.0, above: float = 0.0, justify: bool = True
) -> Made:
    """English, justified and hyphenated unless ``justify`` is off."""
    layout = layout or Layout(pitch=13.0)
    texts = repeated(ENGLISH, times)
    lines = (
        line
        for text in texts
        for line in english_lines(text, layout.width, indent=indent, above=above, justify=justify)
    )
    return Made(pdf(lines, layout), texts)


COLUMNS = Layout(
    lefts=(60.0, 312.0), width=223.0, pitch=14.0, head="河边小镇志 第三卷", foot="镇志编写组", numbered=True
)
"""Two columns with a running head, a running foot and page numbers."""


def two_columns(language: str, *, by_rows: bool = False, times: int = 3) -> Made:
    """Two columns a page; ``by_rows`` paints a line of the left one, then a line of the right one."""
    layout = replace(COLUMNS, by_rows=by_rows)
    return chinese(layout, times) if language == "zh" else english(layout, times)


HEADED = (
    (20.0, "河边小镇志"),
    (11.0, CHINESE[0]),
    (15.0, "第一部分 人与水"),
    (12.5, "渡船"),
    (11.0, CHINESE[1]),
    (11.0, CHINESE[2]),
    (12.5, "水库"),
    (11.0, CHINESE[6]),
    (15.0, "第二部分 手艺"),
    (11.0, CHINESE[3]),
    (11.0, CHINESE[8]),
)
"""Sizes and texts of a document with a title, two parts and two headings in the first of them."""


def headed(about: dict[str, str] | None = None) -> bytes:
    """The headed document, its title as the largest text, maybe with something in its metadata."""
    lines = (
        replace(line, above=9.0 if size > 11 else 0.0)
        for size, text in HEADED
        for line in chinese_lines(text, 425.0, size, indent=0 if size > 11 else 2)
    )
    return pdf(lines, Layout(pitch=20.0, about=about or {}))


def drawn(*pages: Sequence[tuple[float, float, float, str]]) -> bytes:
    """Pages of texts at their places: x, y, size, text; Chinese in its own font."""
    stream = io.BytesIO()
    canvas = Canvas(stream, (WIDTH, HEIGHT), invariant=True)
    for page in pages:
        for x, y, size, text in page:
            canvas.setFont(SANS if text.isascii() else SONG, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def locked(user: str, owner: str) -> bytes:
    """One page that asks for a password to be opened, or where ``user`` is "" only to be changed."""
    encryption = StandardEncryption(user, ownerPassword=owner, strength=128)
    return pdf(chinese_lines(CHINESE[0], 425.0), Layout(), encryption)


def scan(data: bytes, dots: int = 150) -> bytes:
    """The same pages as pictures, with no text in the file."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    stream = io.BytesIO()
    canvas = Canvas(stream, (WIDTH, HEIGHT), invariant=True)
    for page in document:
        image = page.render(scale=dots / 72).to_pil()
        canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    document.close()
    return stream.getvalue()


def bare(content: bytes, font: Sequence[bytes]) -> bytes:
    """One page written by hand: its content, and the objects from number 5 on that make up its font ``/F``."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        *font,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        out,
        count,
        table,
        count,
        len(out),
    )


def meaningless(text: str = "Nobody can say what these letters are. " * 8) -> bytes:
    """A page whose font says that each of its letters is one of private use."""
    mapping = b"\n".join(b"<%02X> <%04X>" % (code, 0xE000 + code) for code in range(33, 127))
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> "
        b"endcodespacerange 94 beginbfchar\n%s\nendbfchar endcmap end end" % mapping
    )
    font = [
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap),
    ]
    rows = b"".join(b"(%s)' " % text[at : at + 60].encode() for at in range(0, len(text), 60))
    return bare(b"BT /F 12 Tf 14 TL 72 700 Td %s ET" % rows, font)


def vertical(texts: Sequence[str] = CHINESE[:3], size: int = 12) -> bytes:
    """Chinese written from top to bottom, lines from right to left, paragraphs indented by two characters."""
    font = [
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-V/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 0>>/FontDescriptor 7 0 R/DW 1000>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>",
    ]
    content, x = b"", 520
    for text in texts:
        begins, rest = True, text
        while rest:
            room = 38 if begins else 40
            top = 760 - (40 - room) * size
            content += b"BT /F %d Tf %d %d Td <%s> Tj ET\n" % (
                size,
                x,
                top,
                rest[:room].encode("utf-16-be").hex().encode(),
            )
            rest, begins, x = rest[room:], False, x - 20
    return bare(content, font)


def by_chromium(html: str) -> bytes | None:
    """The page as Chromium prints it; None where there is no Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        command = [program, *options, f"--print-to-pdf={printed}", page.as_uri()]
        subprocess.run(command, capture_output=True, check=False, timeout=120)
        return printed.read_bytes() if printed.exists() else None


def article(texts: Sequence[str], css: str = "", title: str = "小镇") -> str:
    """A page of HTML: a title, the texts in three parts with headings over them, a list and a table at the end."""
    third = len(texts) // 3
    parts = [texts[:third], texts[third : 2 * third], texts[2 * third :]]
    body = "".join(
        f"<h2>{name}</h2>" + "".join(f"<p>{text}</p>" for text in part)
        for name, part in zip(("One 一", "Two 二", "Three 三"), parts, strict=True)
    )
    return (
        f"<html><head><meta charset=utf-8><title>{title}</title><style>body{{line-height:1.6}}{css}</style></head>"
        f"<body><h1>{title}</h1><main>{body}</main></body></html>"
    )
