"""Start-up: from an empty process to an application that answers."""

import subprocess
import sys
import time

OURS = "from server.app import create_app; from server.settings import Settings; create_app(Settings())"
PLAIN = (
    "import benchmarks.plain; from strawberry.asgi import GraphQL; "
    "from starlette.applications import Starlette; "
    "Starlette().mount('/graphql', GraphQL(benchmarks.plain.plain_schema))"
)


def seconds(code: str, runs: int = 3) -> float:
    """Return the shortest of some runs of a process that runs `code`."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own interpreter and text
        taken.append(time.perf_counter() - began)
    return min(taken)
