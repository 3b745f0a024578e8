"""Sets of questions with their paragraphs, as the fitting programs read them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a gzipped JSON-lines file: ``q`` a question, ``p`` its paragraph."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]
