"""What becomes of odd requests: counted, timed, and looked through for what is nobody's business."""

import gc
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from tests.door.bodies import Request

LEAKS = (b"Traceback", b"sqlite3", b"sqlalchemy", b"asyncpg", b'File "', b"/site-packages/")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1_000_000


@dataclass
class Findings:
    """What was seen so far."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest_seconds: float = 0.0
    longest_wait_seconds: float = 0.0
    leaks: list[bytes] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def note(self, status: int, body: bytes, seconds: float) -> None:
        """Take one answer into account."""
        self.statuses[status] += 1
        self.slowest_seconds = max(self.slowest_seconds, seconds)
        if any(leak in body for leak in LEAKS):
            self.leaks.append(body[:500])

    def note_memory(self) -> None:
        """Read how much memory the process holds now."""
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        self.megabytes.append(pages * PAGE_BYTES / MEGABYTE)

    @property
    def faults(self) -> int:
        """How many answers said that it was our fault."""
        return sum(count for status, count in self.statuses.items() if status >= 500)


async def send_in_process(app: ASGIApp, request: Request, findings: Findings) -> None:
    """Send one request straight into the application; its time is this process's work on it."""
    told: list[Any] = []
    asked = iter([{"type": "http.request", "body": request.body, "more_body": False}])

    async def receive() -> Any:
        return next(asked, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        told.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "method": request.method,
        "path": "/graphql",
        "query_string": request.query,
        "headers": request.headers,
    }
    begun = time.process_time()
    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in told[1:])
    findings.note(told[0]["status"], body, time.process_time() - begun)
