"""The built-in encoder: what it says of itself, that sentence-transformers agrees, and that it understands both languages."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from index.encoder import BUILT_IN, MODEL, open_encoder
from index.errors import EncoderError
from index.onnx_encoder import OnnxEncoder

TEXTS = [
    "when did WIC become an international organization?",
    "2022年7月12日，世界互联网大会正式宣告成为国际组织。",
    "The town of Wuzhen lies in the north of Zhejiang province; its canals are older than most of its houses.",
    "乌镇",
    "x",
    "数字经济 " * 400,
]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    opened = open_encoder(BUILT_IN)
    assert isinstance(opened, OnnxEncoder)
    return opened


def test_files_are_those_the_card_names() -> None:
    """Hashes in encoder.json, and in the model card, are those of the files."""
    card = json.loads((MODEL / "encoder.json").read_text(encoding="utf-8"))
    readme = (MODEL / "README.md").read_text(encoding="utf-8")
    for name, digest in card["sha256"].items():
        assert hashlib.sha256((MODEL / name).read_bytes()).hexdigest() == digest
        assert digest in readme


def test_vectors_have_unit_length(encoder: OnnxEncoder) -> None:
    """Also a text of one character and one longer than the encoder reads."""
    for vectors in (encoder.encode_passages(TEXTS), encoder.encode_questions(TEXTS)):
        assert vectors.shape == (len(TEXTS), encoder.dimension)
        assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_company(encoder: OnnxEncoder) -> None:
    """Encoded alone or padded in a batch: the same up to what int8 activations round (cosine over .99)."""
    together = encoder.encode_passages(TEXTS)
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    assert (together * alone).sum(axis=1).min() > 0.99


def test_translations_are_nearer_than_other_texts(encoder: OnnxEncoder) -> None:
    """A sentence finds its translation among others of both languages."""
    english = ["The cat sleeps on the sofa.", "Tickets cost twelve euros.", "It rained all night in the mountains."]
    chinese = ["猫睡在沙发上。", "门票十二欧元。", "山里下了一整夜的雨。"]
    scores = encoder.encode_questions(english) @ encoder.encode_passages(chinese).T
    assert scores.argmax(axis=1).tolist() == [0, 1, 2]


def test_no_text_gives_no_vectors(encoder: OnnxEncoder) -> None:
    """An empty list is not an error."""
    assert encoder.encode_passages([]).shape == (0, encoder.dimension)


def test_a_missing_model_is_said_to_people(tmp_path: Path) -> None:
    """A folder without files names what to type next."""
    with pytest.raises(EncoderError, match="Next: pip install"):
        OnnxEncoder.load(tmp_path)


def test_sentence_transformers_opens_the_folder_and_agrees(encoder: OnnxEncoder) -> None:
    """The folder is a genuine one of that library: prompts, pooling and vectors (cosine at least .999) are the same."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(MODEL), device="cpu", trust_remote_code=True)
    questions, passages = encoder.encode_questions(TEXTS), encoder.encode_passages(TEXTS)
    assert (model.encode_query(TEXTS, batch_size=1) * encoder_alone(encoder, questions=True)).sum(axis=1).min() >= 0.999
    assert (model.encode_document(TEXTS, batch_size=1) * encoder_alone(encoder, questions=False)).sum(
        axis=1
    ).min() >= 0.999
    assert model.get_embedding_dimension() == questions.shape[1] == passages.shape[1]


def encoder_alone(encoder: OnnxEncoder, *, questions: bool) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Vectors encoded one by one: padding moves an int8 vector by more than the comparison allows."""
    encode = encoder.encode_questions if questions else encoder.encode_passages
    return np.concatenate([encode([text]) for text in TEXTS])


def test_any_sentence_transformers_model_can_be_the_encoder() -> None:
    """Chosen by its path, the same folder gives the same vectors, by way of torch, under another identity."""
    chosen = open_encoder(str(MODEL))
    built_in = open_encoder(BUILT_IN)
    assert chosen.identity != built_in.identity
    assert (chosen.encode_questions(TEXTS[:1]) * built_in.encode_questions(TEXTS[:1])).sum() > 0.999


def test_a_model_that_is_not_here_is_not_fetched() -> None:
    """The message says so and names the next command."""
    with pytest.raises(EncoderError, match="not downloaded.*Next: wuzhen"):
        open_encoder("no-such/model")
