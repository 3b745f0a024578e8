"""The loss of cross-lingual distillation: the frozen base's own sense of what answers what, asked for across languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

TEMPERATURE = 0.02
"""Of both distributions; the base was trained at .01, which leaves little but the best passage to learn from."""
HOLD = 1000.0
"""Weight of keeping the base's similarities within each language: a change of .01 costs what the divergence comes down to."""

Features = Mapping[str, Tensor]


class AcrossLanguages(nn.Module):
    """Questions and passages in both languages; every passage of both languages of the batch is a candidate for each question.

    Target: the frozen base's distribution over passages, the mean of both languages', half of it for each language's copy.
    Kullback–Leibler divergence from it (Hinton et al. 2015), and the squared change of similarities within each language.
    """

    def __init__(self, student: SentenceTransformer, base: SentenceTransformer) -> None:
        super().__init__()
        self.student = student
        self.base = base.eval().requires_grad_(False)

    def forward(self, sentence_features: Iterable[Features], labels: Tensor | None = None) -> Tensor:  # noqa: ARG002
        """The loss of one batch; columns question_en, question_zh, passage_en, passage_zh."""
        columns = list(sentence_features)
        with torch.no_grad():
            kept = [self.base(dict(features))["sentence_embedding"].float() for features in columns]
        made = [self.student(dict(features))["sentence_embedding"].float() for features in columns]
        return across(made, kept)


def across(made: list[Tensor], kept: list[Tensor]) -> Tensor:
    """The loss of unit vectors, each list question_en, question_zh, passage_en, passage_zh of shape (batch, dimension)."""
    english, chinese = kept[0] @ kept[2].T, kept[1] @ kept[3].T
    target = functional.softmax((english + chinese) / 2 / TEMPERATURE, dim=1)
    both = torch.cat([target, target], dim=1) / 2
    candidates = torch.cat([made[2], made[3]])
    asked = torch.cat([made[0], made[1]])
    found = functional.log_softmax(asked @ candidates.T / TEMPERATURE, dim=1)
    divergence = functional.kl_div(found, torch.cat([both, both]), reduction="batchmean")
    change = (made[0] @ made[2].T - english).square().mean() + (made[1] @ made[3].T - chinese).square().mean()
    return divergence + HOLD * change
