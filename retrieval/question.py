"""A person's text becomes a question: cleaned, refused where there is nothing to ask, with its language and kind."""

from __future__ import annotations

import re
import unicodedata

from index.errors import QuestionError
from index.language import language_of
from retrieval.question_kinds import kind_of
from retrieval.types import Question

LONGEST = 2000
"""Characters a question may have; the encoder reads some hundred words, and nobody asks more at once."""

_WIDE = str.maketrans({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()})
_SPACE = re.compile(r"\s+")


def understand(text: str) -> Question:
    """The question in ``text``; raises ``QuestionError`` where it is blank or longer than ``LONGEST``."""
    cleaned = clean(text)
    if not any(character.isalnum() for character in cleaned):
        raise QuestionError(
            'There are no words in this question. Next: wuzhen ask "when did WIC become an international organization?"',
            '问题里没有文字。下一步：wuzhen ask "世界互联网大会什么时候成为国际组织？"',
        )
    if len(cleaned) > LONGEST:
        raise QuestionError(
            f"This question has {len(cleaned):,} characters, and {LONGEST:,} is the most. To put a text into the library: "
            "save it as a file. Next: wuzhen add FILE",
            f"问题有 {len(cleaned)} 个字符，最多 {LONGEST} 个。若要把文字加入文档库，请先存为文件。下一步：wuzhen add 文件",
        )
    return Question(cleaned, language_of(cleaned), kind_of(cleaned))


def clean(text: str) -> str:
    """``text`` as people see it: composed characters, narrow digits and letters, single spaces, nothing invisible.

    Full NFKC would also turn ½ into 1⁄2 and the Chinese comma into the English one; those stay.
    """
    composed = unicodedata.normalize("NFC", text).translate(_WIDE)
    return _SPACE.sub(" ", "".join(filter(_stays, composed))).strip()


def _stays(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
