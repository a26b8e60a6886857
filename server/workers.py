"""Several processes that serve one address: each is a copy of this one, and one that dies is replaced at once.

What is read at the start is read once, so that a new process serves after a fraction of a second. Whoever answers is
decided by the operating system; a request that a dying process had taken is lost to its sender, who asks again with
the same Idempotency-Key.
"""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from server.ending import SIGNALS

WAITING_CONNECTIONS = 2048
LIVES_AT_LEAST_SECONDS = 1.0
"""A process that dies sooner than this after its start is replaced only when so much time has passed."""
Serve = Callable[[socket.socket], None]


class Workers:
    """The processes that serve a socket."""

    def __init__(self, count: int, serve: Serve) -> None:
        self._count = count
        self._serve = serve
        self._begun: dict[int, float] = {}
        self._is_ending = False

    def run(self, host: str, port: int) -> None:
        """Serve an address until a signal comes, then wait for all processes to end."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.create_server((host, port), family=family, backlog=WAITING_CONNECTIONS) as listening:
            before = {each: signal.signal(each, self._end) for each in SIGNALS}
            try:
                self._keep(listening)
            finally:
                for each, handler in before.items():
                    signal.signal(each, handler)

    def _keep(self, listening: socket.socket) -> None:
        while self._begun or not self._is_ending:
            while len(self._begun) < self._count and not self._is_ending:
                self._begin(listening)
            pid, _ = os.wait()
            lived = time.monotonic() - self._begun.pop(pid, 0.0)
            if lived < LIVES_AT_LEAST_SECONDS and not self._is_ending:
                time.sleep(LIVES_AT_LEAST_SECONDS - lived)

    def _begin(self, listening: socket.socket) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            self._work(listening)
        self._begun[pid] = time.monotonic()
        if self._is_ending:  # The signal came between the fork and the line above.
            os.kill(pid, signal.SIGTERM)

    def _work(self, listening: socket.socket) -> NoReturn:
        """Serve, in a process of its own, and never come back."""
        code = 1
        try:
            for each in SIGNALS:
                signal.signal(each, signal.SIG_DFL)
            self._serve(listening)
            code = 0
        except SystemExit as ending:
            code = ending.code if isinstance(ending.code, int) else 1
        except BaseException:  # noqa: BLE001 - whatever it was, this copy of the process must not go on as the first
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _end(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the shape of a signal's handler
        self._is_ending = True
        for pid in self._begun:
            os.kill(pid, signal.SIGTERM)
