"""The queue of those who write to one SQLite file, in this process and in others.

SQLite lets whoever finds the file locked look again after a pause that grows to a tenth of a second, in no order: with
several busy processes somebody waits for seconds. Here the processes stand in a queue of two places, each a lock of
the operating system, which is given on at once and ends with its holder: one has its turn, one stands ahead of the
rest, and whoever had its turn comes last.
"""

import asyncio
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from pathlib import Path
from types import TracebackType
from typing import IO


class WriterQueue:
    """Gives one writer after the other its turn: `async with queue`."""

    def __init__(self, file: Path) -> None:
        """Make the queue of a database file; its own files stand beside it when somebody writes."""
        self._own = asyncio.Lock()
        self._names = file.with_name(f"{file.name}-ahead"), file.with_name(f"{file.name}-turn")
        self._files: list[IO[bytes]] = []

    async def __aenter__(self) -> None:
        """Wait for a turn: behind the others of this process, then behind other processes."""
        await self._own.acquire()
        try:
            if not self._files:
                self._files = [name.open("ab") for name in self._names]
            ahead, turn = self._files
            await _lock(ahead)
            try:
                await _lock(turn)
            finally:
                flock(ahead, LOCK_UN)
        except BaseException:
            self._own.release()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the next have its turn."""
        flock(self._files[1], LOCK_UN)
        self._own.release()

    def close(self) -> None:
        """Close the files of the queue."""
        while self._files:
            self._files.pop().close()


async def _lock(file: IO[bytes]) -> None:
    """Lock a file, at once if nobody has it and else in a thread; whoever is cancelled meanwhile leaves it unlocked."""
    try:
        flock(file, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        waiting = asyncio.ensure_future(asyncio.to_thread(flock, file, LOCK_EX))
        try:
            await asyncio.shield(waiting)
        except asyncio.CancelledError:
            await waiting
            flock(file, LOCK_UN)
            raise
