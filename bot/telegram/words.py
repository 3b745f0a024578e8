"""What the Telegram bot says, in English and Chinese. Texts are plain; whoever sends them as HTML escapes them."""

from __future__ import annotations

from bot.words import Phrase

START = Phrase(
    "Ask me anything about the documents I hold, in English or Chinese, for example:\n"
    "when did WIC become an international organization?\n\n/documents shows what I hold, /help all I can do.",
    "请直接提问，中文英文都可以，我从收录的文档里找答案，例如：\n"
    "世界互联网大会什么时候成为国际组织？\n\n/documents 看收录了哪些文档，/help 看全部用法。",
)
HELP = Phrase(
    "Write a question: the answer comes with the passage that holds it, the best sentence underlined, "
    "the words of your question bold, translated or not.\n"
    "Next passage: the passage that fits second best, then third.\n"
    "◀ and ▶: the paragraphs before and after it in the document.\n\n"
    "/documents: the documents I hold\n"
    "/add: add a document or a page (admins)\n"
    "/add https://…: add a web page (admins)\n"
    "/glossary: add your own terms and names (admins)\n"
    "/rebuild: make the index anew (admins)\n"
    "In a group, mention me or reply to me.",
    "写下问题即可：答案附有原文段落，最相关的一句加了下划线，与问题对应的词语（包括译词）用粗体。\n"
    "“下一条结果”：第二、第三相关的段落。\n"
    "◀ 和 ▶：文档里的前一段、后一段。\n\n"
    "/documents：收录的文档\n"
    "/add：添加文档或网页（管理员）\n"
    "/add https://…：添加网页（管理员）\n"
    "/glossary：添加自己的术语和名称（管理员）\n"
    "/rebuild：重建索引（管理员）\n"
    "在群里请 @我 或回复我的消息。",
)
COMMANDS = {
    "start": Phrase("What this bot does", "这个机器人做什么"),
    "help": Phrase("How to ask and turn pages", "怎样提问和翻页"),
    "documents": Phrase("The documents I hold", "收录的文档"),
    "add": Phrase("Add a document or a page (admins)", "添加文档或网页（管理员）"),
    "glossary": Phrase("Add your own terms and names (admins)", "添加自己的术语和名称（管理员）"),
    "rebuild": Phrase("Make the index anew (admins)", "重建索引（管理员）"),
}
TEXT_ONLY = Phrase(
    "I read text: write a question, or send a document (text, Markdown, PDF, Word, EPUB, HTML …).\nNext: /help",
    "我只看文字：请写下问题，或发送文档（文本、Markdown、PDF、Word、EPUB、HTML 等）。\n下一步：/help",
)

UNKNOWN_COMMAND = Phrase("I don't know that command. Next: /help", "没有这个命令。下一步：/help")

# answers
NOT_HELD = Phrase("My documents don't hold the answer. The nearest passage:", "收录的文档里没有答案。最接近的段落：")
NOTHING_HELD = Phrase("I hold no documents yet.\nNext: /add", "还没有收录任何文档。\n下一步：/add")
NEXT_PASSAGE = Phrase("Next passage", "下一条结果")
PREVIOUS_PARAGRAPH = Phrase("◀ Previous paragraph", "◀ 上一段")
NEXT_PARAGRAPH = Phrase("Next paragraph ▶", "下一段 ▶")

# toasts: 200 units at most
NO_MORE = Phrase("That was the last passage. Ask again in other words.", "没有更多段落了。可以换个说法再问。")
GONE = Phrase("That paragraph is no longer in my documents. Ask again.", "这一段已不在收录的文档里了。请重新提问。")
QUESTION_GONE = Phrase(
    "I no longer know the question of this message. Ask it again.", "已经不知道这条消息对应的问题了。请重新提问。"
)
TOO_OLD = Phrase("This message is too old for its buttons. Ask again.", "这条消息太旧，按钮已失效。请重新提问。")

# documents
DOCUMENTS = Phrase("Documents: {count}", "文档：{count} 篇")
DOCUMENT = Phrase("{number}. {title} ({name}), passages: {count}", "{number}. {title}（{name}），{count} 段")
MORE_DOCUMENTS = Phrase("… and {count} more", "……还有 {count} 篇")
GLOSSARIES = Phrase("Glossaries: {count} ({names})", "术语表：{count} 个（{names}）")

# keeping the library
ADMINS_ONLY = Phrase(
    "Only admins can do that. Your number is {id}.\n"
    "Whoever runs this bot makes you one. Next: WUZHEN_ADMINS={id} wuzhen telegram",
    "只有管理员可以这样做。你的编号是 {id}。\n"
    "运行机器人的人可以把你设为管理员。下一步：WUZHEN_ADMINS={id} wuzhen telegram",
)
HOW_TO_ADD = Phrase(
    "Send a document (text, Markdown, PDF, Word, EPUB, HTML …), up to 20 MB, and I index it.\n"
    "A web page: /add https://…\n"
    "Larger ones are added where I run: wuzhen add FILE",
    "请发送文档（文本、Markdown、PDF、Word、EPUB、HTML 等），不超过 20 MB，我会编入索引。\n"
    "网页：/add https://…\n"
    "更大的文件在我运行的机器上添加：wuzhen add 文件",
)
HOW_TO_GLOSSARY = Phrase(
    "Send a file with the caption /glossary, or reply /glossary to one: a line an entry, English, a tab, Chinese, "
    "several translations separated by “;”; or a TBX file. Up to 10 MB.",
    "请发送文件并附上说明 /glossary，或用 /glossary 回复一个文件：每行一条，英文、制表符、中文，"
    "多个译法用“；”隔开；也可以是 TBX 文件。不超过 10 MB。",
)
GLOSSARY_TOO_BIG = Phrase(
    "“{name}” is larger than the 10 MB that a glossary may have. Next: /glossary with a smaller file",
    "“{name}”超过了术语表的上限 10 MB。下一步：用较小的文件 /glossary",
)
GLOSSARY_ADDED = Phrase(
    "Added glossary “{name}”, terms: {count}. It counts from the next question on.",
    "已添加术语表“{name}”，{count} 条术语。从下一个问题起生效。",
)
TOO_BIG = Phrase(
    "“{name}” is larger than the 20 MB that Telegram gives to bots. Next, where I run: wuzhen add FILE",
    "“{name}”超过了 Telegram 允许机器人下载的 20 MB。下一步，在我运行的机器上：wuzhen add 文件",
)
NOT_FETCHED = Phrase(
    "“{name}” could not be fetched from Telegram. Next: send it again.",
    "没能从 Telegram 取得“{name}”。下一步：请重新发送。",
)
TOO_LONG = Phrase(
    "“{name}” has {passages} passages, about {minutes} minutes of work: too long to do from here. "
    "Next, where I run: wuzhen add FILE",
    "“{name}”有 {passages} 段，约需 {minutes} 分钟，不宜在这里添加。下一步，在我运行的机器上：wuzhen add 文件",
)
QUEUED = Phrase("Waiting for the work before this…", "前面还有任务，请稍候……")
READING = Phrase("Reading “{name}”…", "正在读取“{name}”……")
REBUILDING = Phrase("Making the index anew…", "正在重建索引……")
PROGRESS = Phrase("“{name}”: {done} of {total} passages", "“{name}”：第 {done} 段，共 {total} 段")
PROGRESS_PAGES = Phrase("“{name}”: {done} of {total} pages read", "“{name}”：已读 {done} 页，共 {total} 页")
PROGRESS_OPEN = Phrase("“{name}”: {done} passages", "“{name}”：已处理 {done} 段")
ADDED = Phrase("Added “{title}”, passages: {count}. Ask about it now.", "已添加“{title}”，{count} 段。现在就可以提问。")
REPLACED = Phrase(
    "Replaced “{title}” by its new text, passages: {kept} kept, {new} new, {gone} gone.",
    "已用新内容替换“{title}”：保留 {kept} 段，新增 {new} 段，删去 {gone} 段。",
)
UNCHANGED = Phrase(
    "“{title}” was there already, word for word, passages: {count}.", "“{title}”已经收录，内容相同，{count} 段。"
)
KEPT_AS_READ = Phrase(
    "“{name}” keeps the passages it had: its file is encrypted, was read by OCR, or cannot be read any more.",
    "“{name}”保留原有段落：文件已加密、曾用 OCR 读取，或无法再读取。",
)
REBUILT = Phrase("The index is new, passages: {count}.", "索引已重建，{count} 段。")
STOPPED = Phrase(
    "The bot is being stopped; the library is as it was. Try again when it is back.",
    "机器人正在停止；文档库保持原样。等它恢复后再试。",
)

# trouble
AWAY = Phrase("I am being stopped. Ask again when I am back.", "机器人正在停止。等它恢复后请再问一次。")
TROUBLE = Phrase(
    "Something went wrong here, and it has been logged. Next: /help", "这里出了点问题，已记入日志。下一步：/help"
)
CLOSED = Phrase(
    "I can't read my documents just now. Please tell whoever runs this bot.", "现在读不了文档库。请告诉运行机器人的人。"
)

# console
RUNNING = Phrase("@{name} answers in Telegram. Ctrl-C stops it.", "@{name} 已在 Telegram 上线。按 Ctrl-C 停止。")
UNREACHABLE = Phrase(
    "Telegram ({api}) can't be reached; trying again until it can.", "连不上 Telegram（{api}）；会一直重试。"
)
REACHABLE = Phrase("Telegram is there again.", "已重新连上 Telegram。")
RIVAL = Phrase(
    "Another bot runs on this token; trying for {seconds:g} seconds more.",
    "另有程序在用同一个令牌；再尝试 {seconds:g} 秒。",
)
RIVAL_GONE = Phrase("The other bot is gone; this one goes on.", "另一个程序已停止；本机器人继续运行。")
