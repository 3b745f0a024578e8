"""The SentencePiece unigram model of XLM-R as a ``tokenizers`` file, for whatever part of its vocabulary is kept."""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from training.vocabulary import SPACE, SPECIAL

LONGEST = 512
"""Tokens of one text: the positions the encoder was trained with."""

_SPACES = r"[\t\n\r\f\u1680\u200b-\u200f\u2028\u2029\ufeff\ufffd]"
_CONTROLS = r"[\x00-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"


def build(vocabulary: Iterable[tuple[str, float]]) -> Tokenizer:
    """A tokenizer over ``vocabulary`` (pieces with log probabilities); the first four are the special pieces.

    SentencePiece's ``nmt_nfkc`` table is spelled out: odd spaces become spaces, control characters go, then NFKC.
    """
    tokenizer = Tokenizer(Unigram(list(vocabulary), unk_id=SPECIAL.index("<unk>"), byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.Replace(Regex(_CONTROLS), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement=SPACE, prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    tokenizer.enable_truncation(LONGEST)
    return tokenizer
