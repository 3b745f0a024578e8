"""Blocking work in threads of its own, each with its own assistant, opened and closed where it is used."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from bot.assistant import Assistant, OnProgress
from index.types import Progress

T = TypeVar("T")
Job = Callable[[], None]


class Stopped(BaseException):
    """The program is ending; raised out of a progress callback, so that work stops where it can be undone."""


class Worker:
    """One thread that does one job after another with an assistant that only it touches.

    The thread starts with the first job, which also opens the assistant. It is a daemon: a job that never reports
    progress can't keep the process alive.
    """

    def __init__(self, name: str, open_assistant: Callable[[], Assistant], stopping: threading.Event) -> None:
        self._open = open_assistant
        self._stopping = stopping
        self._assistant: Assistant | None = None
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def end(self) -> None:
        """Let the thread end after the jobs it has."""
        self._jobs.put(None)

    def join(self, seconds: float) -> bool:
        """Wait for the thread; False where it still works after ``seconds``."""
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    async def run(self, job: Callable[[Assistant], T]) -> T:
        """The result of ``job`` in this worker's thread; what it raises is raised here."""
        future: Future[T] = Future()

        def settle() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(job(self._opened()))
                except BaseException as error:
                    future.set_exception(error)

        if not self._thread.is_alive():
            self._thread.start()
        self._jobs.put(settle)
        return await asyncio.wrap_future(future)

    def reporting(self, report: OnProgress | None = None) -> OnProgress:
        """A progress callback that passes on to ``report`` and raises ``Stopped`` once the program is ending."""

        def on_progress(progress: Progress) -> None:
            if self._stopping.is_set():
                raise Stopped
            if report is not None:
                report(progress)

        return on_progress

    def _opened(self) -> Assistant:
        if self._assistant is None:
            self._assistant = self._open()
        return self._assistant

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
        if self._assistant is not None:
            self._assistant.close()
