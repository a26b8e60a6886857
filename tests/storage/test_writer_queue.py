"""The queue of writers: one at a time, nobody twice while others wait, and nobody who went keeps it locked."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from itertools import pairwise
from pathlib import Path

import pytest

from storage.writer_queue import WriterQueue

QUEUES = 4
TURNS = 30
OTHERS_BETWEEN = 60
"""How many turns others may have between two of one who waits: 3 in strict order, which a lock does not promise.

Whoever starves waits for most of the 210 turns of the others.
"""
HOLDER = """
import sys, fcntl
file = open(sys.argv[1], "ab")
fcntl.flock(file, fcntl.LOCK_EX)
print("locked", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "community.db"


async def test_processes_take_turns_one_at_a_time(file: Path) -> None:
    turns: list[int] = []
    writing = 0

    async def writer(queue: WriterQueue, number: int) -> None:
        nonlocal writing
        for _ in range(TURNS):
            async with queue:
                writing += 1
                await asyncio.sleep(0.002)
                assert writing == 1
                writing -= 1
            turns.append(number)

    # Queues that were made apart lock their files apart, as those of processes do; each has two writers.
    queues = [WriterQueue(file) for _ in range(QUEUES)]
    await asyncio.gather(*(writer(queue, number) for number, queue in enumerate(queues) for _ in range(2)))
    at = [[place for place, one in enumerate(turns) if one == number] for number in range(QUEUES)]
    assert max(later - earlier - 1 for places in at for earlier, later in pairwise(places)) <= OTHERS_BETWEEN
    for queue in queues:
        queue.close()


async def test_whoever_is_cancelled_while_waiting_keeps_nobody_waiting(file: Path) -> None:
    first, second = WriterQueue(file), WriterQueue(file)
    async with first:
        waiting = asyncio.ensure_future(second.__aenter__())
        await asyncio.sleep(0.05)
        waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with asyncio.timeout(5), second:
        pass
    async with asyncio.timeout(5), first:
        pass
    first.close()
    second.close()


async def test_a_process_that_is_killed_gives_its_turn_on(file: Path) -> None:
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, str(file.with_name("community.db-turn")), stdin=PIPE, stdout=PIPE
    )
    assert holder.stdout is not None
    assert await holder.stdout.readline() == b"locked\n"
    queue = WriterQueue(file)
    waiting = asyncio.ensure_future(queue.__aenter__())
    await asyncio.sleep(0.05)
    assert not waiting.done()
    holder.kill()
    async with asyncio.timeout(5):
        await waiting
    await queue.__aexit__(None, None, None)
    await holder.communicate()
    queue.close()
