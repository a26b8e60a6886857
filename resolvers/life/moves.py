"""The legal moves of needs and dispatches, and the one place where a need's status is set.

Everything that is not in these two tables is refused, with the states that can be reached now.
"""

from collections.abc import Iterable, Sequence

from resolvers.refusals import MoveNotPossible
from storage.codes import DispatchStatus as D
from storage.codes import Nature
from storage.codes import NeedStatus as N
from storage.tables import DispatchRow, NeedPartRow, NeedRow

_OPEN_ENDS = frozenset({N.DECLINED, N.TRANSFERRED, N.MERGED, N.WITHDRAWN, N.ON_HOLD})
_WORK = frozenset({N.DISPATCHED, N.TAKEN, N.UNDER_WAY, N.DONE})

NEED_MOVES: dict[N, frozenset[N]] = {
    N.RAISED: frozenset({N.ACCEPTED}) | _OPEN_ENDS,
    N.ACCEPTED: _WORK | _OPEN_ENDS | {N.DISCUSSING, N.CLOSED},
    N.DISCUSSING: frozenset({N.DECIDED}) | _OPEN_ENDS,
    N.DECIDED: _WORK | _OPEN_ENDS,
    N.DISPATCHED: _WORK | _OPEN_ENDS | {N.ACCEPTED, N.REOPENED},
    N.TAKEN: _WORK | _OPEN_ENDS | {N.ACCEPTED, N.REOPENED},
    N.UNDER_WAY: _WORK | _OPEN_ENDS | {N.ACCEPTED, N.REOPENED},
    N.DONE: frozenset({N.CLOSED, N.REOPENED, N.ACCEPTED, N.DISPATCHED}),
    N.CLOSED: frozenset({N.REOPENED}),
    N.DECLINED: frozenset({N.REOPENED}),
    N.TRANSFERRED: frozenset({N.REOPENED}),
    N.MERGED: frozenset(),
    N.WITHDRAWN: frozenset({N.REOPENED}),
    N.ON_HOLD: frozenset({N.RAISED, N.ACCEPTED, N.REOPENED}) | _WORK | (_OPEN_ENDS - {N.ON_HOLD}),
    N.REOPENED: _WORK | _OPEN_ENDS | {N.CLOSED, N.ACCEPTED},
}

DISPATCH_MOVES: dict[D, frozenset[D]] = {
    D.SENT: frozenset({D.TAKEN, D.PROPOSED, D.RETURNED, D.EXPIRED, D.RECALLED}),
    D.PROPOSED: frozenset({D.TAKEN, D.RECALLED, D.RETURNED}),
    D.CLAIMED: frozenset({D.TAKEN, D.RECALLED, D.RETURNED}),
    D.TAKEN: frozenset({D.UNDER_WAY, D.RETURNED, D.RECALLED}),
    D.UNDER_WAY: frozenset({D.DONE, D.FAILED}),
    D.DONE: frozenset(),
    D.FAILED: frozenset(),
    D.RETURNED: frozenset(),
    D.EXPIRED: frozenset(),
    D.RECALLED: frozenset(),
}

OPEN_DISPATCHES = frozenset({D.SENT, D.PROPOSED, D.CLAIMED, D.TAKEN, D.UNDER_WAY})
PROMISED_DISPATCHES = frozenset({D.TAKEN, D.UNDER_WAY, D.DONE})
UNANSWERED_DISPATCHES = frozenset({D.SENT, D.PROPOSED, D.CLAIMED})
MATCHED_NEEDS = frozenset({N.ACCEPTED, N.DECIDED, N.REOPENED, N.DISPATCHED, N.TAKEN, N.UNDER_WAY})
ACCEPTABLE = frozenset({N.RAISED, N.REOPENED})
REOPENED_BY_PEOPLE = frozenset({N.DONE, N.CLOSED, N.DECLINED, N.TRANSFERRED, N.WITHDRAWN})
MATCHED_NATURES = frozenset({Nature.HELP, Nature.SUGGESTION})
OPEN_NEEDS = MATCHED_NEEDS | {N.RAISED, N.DISCUSSING, N.ON_HOLD, N.DONE}
UNFINISHED_NEEDS = OPEN_NEEDS - {N.DONE}

_ADVANCE = {
    D.SENT: N.DISPATCHED,
    D.PROPOSED: N.DISPATCHED,
    D.CLAIMED: N.DISPATCHED,
    D.TAKEN: N.TAKEN,
    D.UNDER_WAY: N.UNDER_WAY,
}
_ORDER = [N.ACCEPTED, N.DISPATCHED, N.TAKEN, N.UNDER_WAY, N.DONE]


def move_need(need: NeedRow, to: N) -> None:
    """Set a need's status, or refuse naming what is possible."""
    if to not in NEED_MOVES[need.status]:
        raise MoveNotPossible("need", need.status, sorted(NEED_MOVES[need.status]))
    need.status = to


def move_dispatch(dispatch: DispatchRow, to: D) -> None:
    """Set a dispatch's status, or refuse naming what is possible."""
    if to not in DISPATCH_MOVES[dispatch.status]:
        raise MoveNotPossible("dispatch", dispatch.status, sorted(DISPATCH_MOVES[dispatch.status]))
    dispatch.status = to


def part_status(part: NeedPartRow, dispatches: Iterable[DispatchRow]) -> N:
    """Return how far a part has come: as its least advanced open dispatch, else done or not begun."""
    advances = [_ADVANCE[dispatch.status] for dispatch in dispatches if dispatch.status in OPEN_DISPATCHES]
    if advances:
        return min(advances, key=_ORDER.index)
    return N.DONE if part.delivered >= part.quantity else N.ACCEPTED


def follow_parts(need: NeedRow, parts: Sequence[NeedPartRow], dispatches: Sequence[DispatchRow]) -> None:
    """Set a need's status to that of its least advanced part.

    A need in its second round that has nothing dispatched is REOPENED until staff accept it again; a need that is on
    hold, ended or not yet accepted does not follow its parts.
    """
    if need.status not in MATCHED_NEEDS | {N.DONE}:
        return
    reached = min(
        (part_status(part, [one for one in dispatches if one.part_id == part.id]) for part in parts),
        key=_ORDER.index,
    )
    if reached is N.ACCEPTED and need.round > 1 and need.status is not N.ACCEPTED:
        reached = N.REOPENED
    if reached is not need.status:
        move_need(need, reached)
