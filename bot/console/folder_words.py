"""What the console says of folders."""

from __future__ import annotations

from bot.words import Phrase

# how far it is
FILES = Phrase("{done}/{files} files", "{done}/{files} 个文件")
PASSAGES = Phrase("{count} passages", "{count} 段")

# one line a file
MOVED = Phrase("Moved: now {name}.", "已移动：现为 {name}。")
FAILED = Phrase("Not added: {name}", "未加入：{name}")

# what was done
SUMMARY = Phrase("Done: {parts}.", "完成：{parts}。")
NOTHING_TO_DO = Phrase("All in step: {count} files.", "已全部同步：{count} 个文件。")
ADDED = Phrase("{count} added", "新增 {count}")
REPLACED = Phrase("{count} replaced", "更新 {count}")
MOVED_COUNT = Phrase("{count} moved", "移动 {count}")
REMOVED = Phrase("{count} removed", "删除 {count}")
UNCHANGED = Phrase("{count} unchanged", "未变 {count}")
JOINT = Phrase(", ", "，")
LEFT_OUT = Phrase(
    "{count} files left out: ignored, hidden, or of another format.", "略过 {count} 个文件：被忽略、隐藏或格式不符。"
)
TROUBLES = Phrase("{count} files did not go in:", "{count} 个文件未能加入：")
FAILING = Phrase(
    "{count} files could not be read before and are unchanged. Next: wuzhen add FOLDER",
    "{count} 个文件之前无法读取，且没有变化。下一步：wuzhen add 文件夹",
)
KEPT = Phrase(
    "{count} documents stay though their files are gone. Next: wuzhen sync --yes",
    "{count} 篇文档的文件已不在，文档仍保留。下一步：wuzhen sync --yes",
)
STOPPED = Phrase(
    "Stopped: {done} of {files} files are in, each of them whole. Next: {next}",
    "已停止：{files} 个文件中已完成 {done} 个，每个都是完整的。下一步：{next}",
)

# asking
GONE = Phrase("The files of {count} documents are gone:", "{count} 篇文档的文件已不在：")
MORE = Phrase("… and {count} more", "……另有 {count} 篇")
REMOVE_THEM = Phrase("Remove these documents? [y/N] ", "删除这些文档吗？[y/N] ")
REMOVE_FROM_NOW_ON = Phrase(
    "Remove these documents, and from now on without asking? [y/N] ", "删除这些文档，并且以后不再询问吗？[y/N] "
)

# watching
WATCHING = Phrase(
    "Watching {folders}. Ctrl-C ends it; what is in stays.", "正在监视 {folders}。按 Ctrl-C 结束；已加入的会保留。"
)
POLLING = Phrase(
    "The system does not announce changes here ({reason}); looking every few seconds instead.",
    "系统在此不通知变更（{reason}），改为每隔几秒检查一次。",
)
WATCHED = Phrase("Stopped watching.", "已停止监视。")

# chat
MAY_FOLDER = Phrase("[FOLDER]", "[文件夹]")
HELP_SYNC = Phrase(
    "bring a folder, or all that were added, in step with its files", "使文件夹（或所有已加入的文件夹）与其文件同步"
)
