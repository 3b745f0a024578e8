"""``/add FOLDER`` and ``/sync`` in the chat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.console import folder_words, words
from bot.console.answerer import Answerer
from bot.console.asking import YES
from bot.console.commands import typed_here
from bot.console.folder_progress import FilesLine
from bot.console.folder_summary import removal_question, summary, troubles
from bot.console.lines import Lines
from bot.console.progress import duration
from bot.console.voice import Voice
from index.folder_types import Synced


class FolderActs:
    """Work on folders: what is stopped half-way keeps the files that are whole, and says how many."""

    def __init__(self, assistant: Answerer, voice: Voice, lines: Lines) -> None:
        self.assistant = assistant
        self.voice = voice
        self.lines = lines

    def add(self, path: Path) -> None:
        """Add a folder."""
        self._run(f"/add {path}", lambda line: self.assistant.add_folder(path, on_step=line, confirm=self._large(line)))

    def sync(self, path: Path | None) -> None:
        """Bring one folder in step, or all."""

        def work(line: FilesLine) -> Synced:
            def removal(names: Sequence[str]) -> bool:
                line.close()
                return self._agreed(removal_question(names, self.voice.spoken))

            paths = [path] if path else []
            return self.assistant.sync(paths, on_step=line, confirm=self._large(line), confirm_removal=removal)

        self._run(f"/sync {path}" if path else "/sync", work)

    def _run(self, again: str, work: Callable[[FilesLine], Synced]) -> None:
        spoken = self.voice.spoken
        with FilesLine(spoken) as line:
            try:
                synced = work(line)
            except KeyboardInterrupt:
                if not self.lines.terminal:
                    raise
                line.close()
                done, files = (line.last.done, line.last.files) if line.last else (0, 0)
                print()
                self.voice.tell(folder_words.STOPPED, done=done, files=files, next=again)
                return
        print("\n".join(summary(synced, spoken)))
        if complaints := troubles(synced, spoken):
            self.voice.complain("\n".join(typed_here(text) for text in complaints))

    def _large(self, line: FilesLine) -> Callable[[int, float], bool]:
        def ask(count: int, seconds: float) -> bool:
            line.close()
            spoken = self.voice.spoken
            return self._agreed(words.BIG.say(spoken, count=count, time=duration(seconds, spoken)))

        return ask

    def _agreed(self, question: str) -> bool:
        """Where nobody can answer, the answer is no."""
        *lines, last = question.split("\n")
        if lines:
            print("\n".join(lines))
        try:
            return self.lines.ask(last).strip().lower() in YES
        except EOFError:
            print()
            return False
