"""Whatever is sent is answered, by no fault of ours, with no word from inside: a short run of tests/proofs."""

from collections.abc import Callable

from starlette.applications import Starlette

from server.door.trust import FreeQueries
from tests.databases import on_sqlite_only
from tests.door.bodies import Bodies
from tests.door.fuzzing import Findings, send_in_process

SEED = 11
REQUESTS = 2_000


@on_sqlite_only
async def test_odd_requests_are_answered_by_no_fault_of_ours(open_app: Callable[[FreeQueries], Starlette]) -> None:
    app, bodies, findings = open_app(FreeQueries.DEVELOPMENT), Bodies(SEED), Findings()
    for _ in range(REQUESTS):
        await send_in_process(app, bodies.next(), findings)
    assert findings.faults == 0, findings.statuses
    assert findings.leaks == []
    assert {200, 400, 413, 415} <= findings.statuses.keys()
    assert findings.slowest_seconds < 1
