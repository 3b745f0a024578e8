"""The same files through trafilatura alone and markitdown alone.

Both write one text, so each is read in its favour: headings are taken out of what it found, emphasis and links lose their
signs, and paragraphs are its lines or its blocks between blank lines, whichever gives the higher recall.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.extraction_marks import Mark, line_of, mark
from benchmarks.extraction_set import Sample
from index.normalise import HAN

_PROGRAM = """
import json, sys
from pathlib import Path
from markitdown import MarkItDown
converter, found = MarkItDown(), {}
for name in sys.argv[2:]:
    try:
        found[name] = converter.convert(Path(sys.argv[1], name)).text_content
    except Exception as error:
        found[name] = ""
        print(name, type(error).__name__, str(error)[:120].replace(chr(10), " "), file=sys.stderr)
Path(sys.argv[1], "markitdown.json").write_text(json.dumps(found))
"""
_RULE = re.compile(r"^\s*\|?[\s:|-]*-{3}[\s:|-]*$")
_HAN = re.compile(f"[{HAN}]")
_HEADING = re.compile(r"#{1,6} ")


def by_trafilatura(made: Sequence[Sample]) -> Mapping[str, str]:
    """Its text of each page of HTML, with tables; no other format is its work."""
    from trafilatura import extract

    pages = [one for one in made if one.name.endswith(".html")]
    return {one.name: extract(one.data, include_tables=True, include_comments=False) or "" for one in pages}


def by_markitdown(python: Path, folder: Path, names: Sequence[str]) -> Mapping[str, str]:
    """Its Markdown of each file, made in an environment of its own; "" for what it cannot read."""
    command: list[str | Path] = [python, "-c", _PROGRAM, folder, *names]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    written = folder / "markitdown.json"
    if not written.exists():
        print(f"left out: markitdown: {ended.stderr.strip().splitlines()[-1:]}")
        return {}
    print(
        "".join(f"markitdown: {line}\n" for line in ended.stderr.splitlines() if line.startswith(tuple(names))), end=""
    )
    found: dict[str, str] = json.loads(written.read_text())
    written.unlink()
    return found


def peer_mark(text: str, sample: Sample) -> Mark:
    """The marks of a peer's text, paragraphs divided in the way that suits it better."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("**", "").replace("\\", "")
    lines = [line for line in text.splitlines() if not _RULE.match(line) and not _is_heading(line, sample)]
    blocks = re.split(r"\n\s*\n", "\n".join(lines))
    ways = [mark(lines, sample), mark(blocks, sample), mark([_joined(block) for block in blocks], sample)]
    return max(ways, key=lambda one: (one.recall, one.precision))


def _joined(block: str) -> str:
    """The lines of a block as one, English by spaces."""
    return ("" if _HAN.search(block) else " ").join(line.strip() for line in block.splitlines())


def _is_heading(line: str, sample: Sample) -> bool:
    return bool(_HEADING.match(line)) or line_of(line) in sample.headings
