"""A bell that is rung when something was written, so that readers of the event table need not wait out their pause."""

import asyncio


class Bell:
    """Wakes everybody who waits, in this process."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake everybody who waits now."""
        rung, self._rung = self._rung, asyncio.Event()
        rung.set()

    def next_ring(self) -> asyncio.Event:
        """Return the event of the next ring; whoever takes it before reading misses no ring while reading."""
        return self._rung

    async def wait(self, seconds: float, rung: asyncio.Event | None = None) -> None:
        """Return when the bell rings, or after `seconds`; at once if a ring taken before has come already."""
        rung = rung or self._rung
        try:
            async with asyncio.timeout(seconds):
                await rung.wait()
        except TimeoutError:
            return
