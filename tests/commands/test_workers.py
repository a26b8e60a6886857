"""Several processes serve one address: one that is killed is replaced, and a signal ends them all well."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process

import pytest

from tests.conftest import ROOT

PROGRAM = """
import os, socket, sys
from server.workers import Workers

def serve(listening):
    os.write(1, b"%d\\n" % os.getpid())
    while True:
        connection, _ = listening.accept()
        with connection:
            connection.sendall(str(os.getpid()).encode())

Workers(2, serve).run("127.0.0.1", int(sys.argv[1]))
"""
PATIENCE_SECONDS = 20


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


async def begun(process: Process) -> int:
    """Return the process that tells that it serves."""
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_SECONDS):
        return int(await process.stdout.readline())


async def answering(port: int) -> int:
    """Return the process that answers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    async with asyncio.timeout(PATIENCE_SECONDS):
        answer = await reader.read()
    writer.close()
    return int(answer)


async def test_a_process_that_is_killed_is_replaced_and_a_signal_ends_them_all() -> None:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM, str(port)), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    first, second = await begun(process), await begun(process)
    assert len({first, second, process.pid}) == 3
    os.kill(first, signal.SIGKILL)
    third = await begun(process)
    assert await answering(port) in {second, third}
    process.terminate()
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await process.wait() == 0
    for ended in (second, third):
        with pytest.raises(ProcessLookupError):
            os.kill(ended, 0)
    with pytest.raises(ConnectionRefusedError):
        await answering(port)
