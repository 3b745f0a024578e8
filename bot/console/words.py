"""What the console says to people."""

from __future__ import annotations

from bot.words import Phrase

# answers
REFUSED = Phrase("My documents don't say.", "我的文档里没有答案。")
NEAREST = Phrase("The nearest passages:", "最接近的段落：")
ALSO = Phrase("See also:", "另见：")
PLACE = Phrase("paragraph {position} of {count}", "第 {position} 段，共 {count} 段")
CONFIDENCE = Phrase("{percent}% sure", "把握 {percent}%")

# documents
NO_DOCUMENTS = Phrase("There are no documents yet. Next: {next}", "还没有文档。下一步：{next}")
NUMBER = Phrase("#", "#")
NAME = Phrase("name", "名称")
TITLE = Phrase("title", "标题")
LANGUAGE = Phrase("language", "语言")
AUTHOR = Phrase("author", "作者")
PUBLISHED = Phrase("published", "发表日期")
PARAGRAPHS = Phrase("paragraphs", "段落数")
LEFT_OUT = Phrase("left out", "略去")
PASSAGES = Phrase("passages", "段落数")
ADDED_ON = Phrase("added", "加入日期")
SOURCE = Phrase("source", "来源")
HEADING = Phrase("heading", "小标题")
POSITION = Phrase("position", "位置")
ENGLISH = Phrase("English", "英文")
CHINESE = Phrase("Chinese", "中文")

# glossaries
GLOSSARY = Phrase("glossary", "术语表")
TERMS = Phrase("terms", "术语数")
GLOSSARY_ADDED = Phrase("Added glossary {name}: {count} terms.", "已加入术语表 {name}：{count} 条术语。")
NO_GLOSSARY_LINKS = Phrase(
    "A glossary is added from a file, not from an address. Next: wuzhen add --glossary FILE",
    "术语表要从文件添加，不能从网址添加。下一步：wuzhen add --glossary 文件",
)

# long work
FINISHED = Phrase("{name}: {total} passages in {time}", "{name}：{total} 段，用时{time}")
RATE = Phrase("{rate}/s", "每秒 {rate} 段")
PAGE_RATE = Phrase("{rate} pages/s", "每秒 {rate} 页")
LEFT = Phrase("{time} left", "还需{time}")
SECONDS = Phrase("{seconds} s", " {seconds} 秒")
MINUTES = Phrase("{minutes} min", " {minutes} 分钟")
HOURS = Phrase("{hours} h {minutes} min", " {hours} 小时 {minutes} 分钟")

# chat
PROMPT = Phrase("ask> ", "问> ")
WELCOME = Phrase(
    "Ask anything about your documents. /help shows the commands, Ctrl-D leaves.",
    "请就您的文档提问。输入 /help 查看命令，按 Ctrl-D 离开。",
)
LEAVING = Phrase("To leave, press Ctrl-D or type /quit.", "要离开，请按 Ctrl-D 或输入 /quit。")
STOPPED = Phrase("Stopped.", "已停止。")
STOPPED_UNCHANGED = Phrase("Stopped. The library is as it was.", "已停止。文档库保持原样。")
UNKNOWN = Phrase("There is no command {name}. Next: {next}", "没有命令 {name}。下一步：{next}")
USAGE = Phrase("Something is missing. Next: {usage}", "缺少内容。下一步：{usage}")
BIG = Phrase("{count} passages, which takes about {time}. Go on? [y/N] ", "共 {count} 段，约需{time}。继续吗？[y/N] ")
ADDED = Phrase("Added {name}: {count} passages.", "已加入 {name}：{count} 段。")
REPLACED = Phrase(
    "Replaced {name}: {kept} passages kept, {new} new, {gone} gone.",
    "已更新 {name}：保留 {kept} 段，新增 {new} 段，删去 {gone} 段。",
)
UNCHANGED = Phrase("{name} is already here, unchanged.", "{name} 已在库中，没有变化。")
CHANGES = {"added": ADDED, "replaced": REPLACED, "unchanged": UNCHANGED}
"""What adding one document did."""
REMOVED = Phrase("Removed {name}.", "已删除 {name}。")
REBUILT = Phrase("Rebuilt: {count} passages.", "已重建：{count} 段。")
KEPT_AS_READ = Phrase(
    "{name} keeps the passages it had: it is encrypted, was read by OCR, or cannot be read any more. "
    "To read it again: wuzhen remove, then wuzhen add --password or --ocr",
    "{name} 保留原有段落：文件已加密、曾用 OCR 读取，或无法再读取。"
    "要重新读取：先 wuzhen remove，再 wuzhen add --password 或 --ocr",
)
PASSWORD = Phrase("Password: ", "密码：")
MORE_LEFT_OUT = Phrase("… and {count} more", "……另有 {count} 处")
NOTHING_ADDED = Phrase("Nothing was added.", "未添加任何内容。")
NOTHING_SHOWN = Phrase("Nothing is on show yet. Next: ask a question", "还没有显示任何段落。下一步：提一个问题")
NO_MORE = Phrase("That was the last passage of this answer.", "这个答案没有更多段落了。")
AT_START = Phrase("That was the first paragraph of {name}.", "这已经是 {name} 的第一段。")
AT_END = Phrase("That was the last paragraph of {name}.", "这已经是 {name} 的最后一段。")
GONE = Phrase("That paragraph is no longer there. Next: /documents", "那一段已经不在了。下一步：/documents")
LANG_EN = Phrase("From now on in English.", "From now on in English.")
LANG_ZH = Phrase("以下使用中文。", "以下使用中文。")
LANG_AUTO = Phrase("Answers follow the language of the question.", "回答使用提问的语言。")

# commands, as /help tells them
FILE = Phrase("FILE", "文件")
FILE_OR_LINK = Phrase("FILE|URL", "文件|网址")
WHICH = Phrase("NAME", "名称")
MAY_WHICH = Phrase("[NAME]", "[名称]")
HELP_HELP = Phrase("these commands", "显示这些命令")
HELP_ADD = Phrase("add a file, a folder or a web page to the documents", "把文件、文件夹或网页加入文档库")
HELP_GLOSSARY = Phrase(
    "add a glossary: a line an entry, English TAB Chinese, or TBX", "加入术语表：每行一条，英文 TAB 中文，或 TBX"
)
HELP_REMOVE = Phrase("remove a document, by name or number, or a glossary", "按名称或编号删除文档，或按名称删除术语表")
HELP_DOCUMENTS = Phrase("list the documents and glossaries", "列出文档和术语表")
HELP_REBUILD = Phrase("make the index anew", "重建索引")
HELP_MORE = Phrase("the next passage of the last answer", "显示上一个答案的下一处段落")
HELP_NEXT = Phrase("the paragraph after the one on show", "显示当前段落的后一段")
HELP_PREVIOUS = Phrase("the paragraph before the one on show", "显示当前段落的前一段")
HELP_SOURCE = Phrase("where the passage on show, or a document, comes from", "显示当前段落或某个文档的来源")
HELP_LANG = Phrase("language of the answers", "回答所用的语言")
HELP_QUIT = Phrase("leave (or Ctrl-D)", "离开（或按 Ctrl-D）")
HELP_ELSE = Phrase("Anything else is a question.", "其他输入都是提问。")
