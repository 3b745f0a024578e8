"""Any sentence-transformers model as an encoder, with its own prompts. Imports torch: seconds, not milliseconds."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoder import Vectors
from index.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 16


class TransformerEncoder:
    """A model of sentence-transformers; questions and passages get the prompts ``query`` and ``document`` where it has them."""

    def __init__(self, model: SentenceTransformer, name: str, identity: str) -> None:
        self._model = model
        self.name = name
        self.identity = identity
        self.dimension = int(model.get_embedding_dimension() or 0)

    @classmethod
    def load(cls, name: str) -> TransformerEncoder:
        """The model in folder ``name``, or the one called so in the local Hugging Face cache; nothing is downloaded.

        Raises ``EncoderError`` where it is not on this machine or cannot be opened.
        """
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # must be set before the hub library is imported
        from sentence_transformers import SentenceTransformer

        try:
            model = SentenceTransformer(
                name, device="cpu", local_files_only=True, trust_remote_code=_only_own_code(Path(name))
            )
        except Exception as error:  # the library raises whatever its parts raise
            raise EncoderError(
                f"No sentence-transformers model can be opened as '{name}': {_first_line(error)} "
                "Models are not downloaded at run time. Next: wuzhen --encoder built-in list, or put the model's folder on "
                "this machine and name its path: wuzhen --encoder PATH rebuild",
                f"无法以“{name}”打开 sentence-transformers 模型：{_first_line(error)} 运行时不会下载模型。"
                "下一步：wuzhen --encoder built-in list，或把模型文件夹放到本机后使用其路径：wuzhen --encoder 路径 rebuild",
            ) from error
        return cls(model, name, _identity(name, model))

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions, shape (len(texts), dimension)."""
        return _unit(self._model.encode_query(list(texts), batch_size=BATCH, show_progress_bar=False))

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, shape (len(texts), dimension)."""
        return _unit(self._model.encode_document(list(texts), batch_size=BATCH, show_progress_bar=False))


def _only_own_code(folder: Path) -> bool:
    """Whether the one class outside the library that the folder asks for is wuzhen's own: no other code is run."""
    modules = folder / "modules.json"
    if not modules.is_file():
        return False
    types = {module["type"] for module in json.loads(modules.read_text(encoding="utf-8"))}
    foreign = {name for name in types if not name.startswith("sentence_transformers.")}
    return foreign == {"index.sentence_module.OnnxTransformer"}


def _identity(name: str, model: SentenceTransformer) -> str:
    """Name, dimension, prompts and a vector of fixed words: a model changed in place is another model."""
    probe = np.round(_unit(model.encode(["wuzhen 乌镇"], show_progress_bar=False)), 3)
    facts = json.dumps([model.prompts, probe.tolist()], sort_keys=True)
    path = Path(name)
    shown = str(path.resolve()) if path.exists() else name
    return f"{shown}#{hashlib.sha256(facts.encode()).hexdigest()[:12]}"


def _unit(vectors: object) -> Vectors:
    rows = np.asarray(vectors, np.float32)
    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return unit


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
