"""The end of a process, told to the lines that would stay open, so that they end before it does."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


class Closing:
    """Whether the process ends, and how many lines are still open."""

    def __init__(self) -> None:
        self._begun = asyncio.Event()
        self._lines = 0
        self._none_open = asyncio.Event()
        self._none_open.set()

    @contextmanager
    def line(self) -> Iterator[None]:
        """Count a line as open while the block runs."""
        self._lines += 1
        self._none_open.clear()
        try:
            yield
        finally:
            self._lines -= 1
            if not self._lines:
                self._none_open.set()

    async def begin(self, patience_seconds: float) -> None:
        """Tell all lines that the process ends, and return when they have ended, or after `patience_seconds`."""
        self._begun.set()
        try:
            async with asyncio.timeout(patience_seconds):
                await self._none_open.wait()
        except TimeoutError:
            return

    async def wait(self) -> None:
        """Return when the process ends."""
        await self._begun.wait()

    async def unless(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what `work` returns; when the process ends before it, cancel it and raise `EndedError`."""
        coming, ending = asyncio.ensure_future(work), asyncio.ensure_future(self.wait())
        try:
            await asyncio.wait({coming, ending}, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                raise EndedError
            return coming.result()
        finally:
            ending.cancel()
            coming.cancel()


class EndedError(Exception):
    """The process ends."""
