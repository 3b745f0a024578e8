"""The answers given lately, by the message that holds each; the oldest are forgotten first."""

from __future__ import annotations

from collections import OrderedDict

from retrieval.types import Answer

MessageKey = tuple[int, int]
"""Chat id and message id."""
KEPT = 512
"""How many answers are kept: a few megabytes at most, since each holds a handful of passages."""


class Recent:
    """A bounded memory of answers; what it forgot is asked again from the original question."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._answers: OrderedDict[MessageKey, Answer] = OrderedDict()

    def keep(self, key: MessageKey, answer: Answer) -> None:
        """Remember ``answer`` as the newest."""
        self._answers[key] = answer
        self._answers.move_to_end(key)
        while len(self._answers) > self._kept:
            self._answers.popitem(last=False)

    def get(self, key: MessageKey) -> Answer | None:
        """The answer that the message holds, if it is still remembered; it counts as used now."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer
