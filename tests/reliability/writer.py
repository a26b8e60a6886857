"""A process that carries out its share of the errands on the application: `python -m tests.reliability.writer`.

Reads the errands from the file named first; the others say which of how many processes it is, and how many errands
it carries out at a time. DATABASE_URL names the database. Says READY, begins when a line comes in, and writes what it
was told as JSON.
"""

import asyncio
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import httpx2
import orjson

from server.app import create_app
from server.door.trust import FreeQueries
from server.settings import Settings
from tests.reliability.clients import Answer, Clients, Outcome
from tests.reliability.errands import Errands, share_of

READY = b"READY\n"


async def carry_out(work: Errands, writer: int, writers: int, at_once: int) -> Outcome:
    """Carry out one process's share on an application of its own."""
    app = create_app(Settings(free_queries=FreeQueries.DEVELOPMENT))
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client,
    ):
        sys.stdout.buffer.write(READY)
        sys.stdout.buffer.flush()
        await asyncio.to_thread(sys.stdin.readline)
        return await Clients([client], work).carry_out(share_of(work.errands, writer, writers), at_once=at_once)


def read_outcome(text: bytes) -> Outcome:
    """Read what a process wrote."""
    read = orjson.loads(text)
    answers = [Answer(**one) for one in read.pop("answers")]
    return Outcome(**{**read, "answers": answers, "failures": Counter(read["failures"])})


def main() -> None:
    """Do it."""
    file, writer, writers, at_once = sys.argv[1:]
    work = Errands.from_json(Path(file).read_bytes())
    outcome = asyncio.run(carry_out(work, int(writer), int(writers), int(at_once)))
    sys.stdout.buffer.write(orjson.dumps(asdict(outcome)))


if __name__ == "__main__":
    main()
