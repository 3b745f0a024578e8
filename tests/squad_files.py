"""Small files in SQuAD format, an English and a Chinese one that are parallel."""

from __future__ import annotations

import json
from pathlib import Path

ENGLISH = {
    "The old bridge was built in 1863 by Thomas Brassey. It crosses the river Wye near Hay.": ["Who built the bridge?"],
    "Silkworms eat mulberry leaves. Their cocoons are boiled before the thread is wound.": [
        "What do silkworms eat?",
        "What happens to the cocoons before winding?",
    ],
    "Tea leaves are picked in spring. The youngest leaves make the best tea.": ["When is tea picked?"],
}
CHINESE = {
    "这座老桥由托马斯·布拉西于1863年建成。它在海镇附近跨过瓦伊河。": ["这座桥是谁建造的？"],
    "蚕吃桑叶。缫丝之前要先把蚕茧煮过。": ["蚕吃什么？", "缫丝之前要把蚕茧怎么样？"],
    "茶叶在春天采摘。最嫩的叶子做出最好的茶。": ["茶叶什么时候采摘？"],
}


def squad_file(path: Path, paragraphs: dict[str, list[str]]) -> Path:
    """Write ``paragraphs`` with their questions to ``path``."""
    made = [{"context": text, "qas": [{"question": q, "id": q} for q in asked]} for text, asked in paragraphs.items()]
    path.write_text(json.dumps({"version": "1.1", "data": [{"title": "t", "paragraphs": made}]}), encoding="utf-8")
    return path


def parallel_files(folder: Path) -> tuple[Path, Path]:
    """The English file and the Chinese one."""
    return squad_file(folder / "small-en.json", ENGLISH), squad_file(folder / "small-zh.json", CHINESE)
