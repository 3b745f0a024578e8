"""What ``wuzhen eval`` says to people."""

from __future__ import annotations

from bot.words import Phrase

TITLE = Phrase(
    "{asked} → {passages}: {questions} questions ({question_set}), {size} passages ({passage_set})",
    "{asked} → {passages}：{questions} 个问题（{question_set}），{size} 段（{passage_set}）",
)
NOTE = Phrase(
    "After each figure its 95 % interval, from {resamples} bootstrap resamples. A tie counts against the right passage.",
    "每个数值之后是 95% 置信区间（对问题做 {resamples} 次自助重采样）。得分相同时，正确段落排在后面。",
)
RATE = Phrase("{rate}/s", "每秒 {rate}")
LANGUAGES = {"en": Phrase("en", "英"), "zh": Phrase("zh", "中")}
MEASURES = {
    "recall@1": Phrase("recall@1", "召回率@1"),
    "recall@5": Phrase("recall@5", "召回率@5"),
    "MRR": Phrase("MRR", "MRR"),
    "nDCG@10": Phrase("nDCG@10", "nDCG@10"),
}
WHOLE = Phrase("all", "全部")
ALONE = Phrase("each alone", "单独使用")
LEFT_OUT = Phrase("left out", "去掉其一")
PARTS = {
    "paragraph": Phrase("paragraph", "整段"),
    "sentence": Phrase("sentence", "单句"),
    "window": Phrase("window", "两句窗口"),
    "words": Phrase("words", "词语"),
    "translated": Phrase("translated", "译词"),
    "gloss": Phrase("gloss", "逐词翻译"),
    "kind": Phrase("kind", "问题类型"),
    "merging": Phrase("merging", "两种语言合并"),
}
