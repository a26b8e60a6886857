"""How needs, dispatches and slots ought to behave, written a second time and as plainly as can be.

The model keeps the state and version of every need, dispatch and slot. A step either changes the model and returns the
events it leaves, or raises `Refused` and changes nothing.
"""

from collections import Counter
from dataclasses import dataclass, field

from storage.codes import DispatchStatus as D
from storage.codes import NeedStatus as N

NEED_MOVES: dict[N, set[N]] = {
    N.RAISED: {N.ACCEPTED, N.DECLINED, N.WITHDRAWN, N.ON_HOLD},
    N.ACCEPTED: {N.DISPATCHED, N.TAKEN, N.UNDER_WAY, N.DONE, N.DECLINED, N.WITHDRAWN, N.ON_HOLD},
    N.DISPATCHED: {N.ACCEPTED, N.TAKEN, N.UNDER_WAY, N.DONE, N.DECLINED, N.WITHDRAWN, N.ON_HOLD, N.REOPENED},
    N.TAKEN: {N.ACCEPTED, N.DISPATCHED, N.UNDER_WAY, N.DONE, N.DECLINED, N.WITHDRAWN, N.ON_HOLD, N.REOPENED},
    N.UNDER_WAY: {N.ACCEPTED, N.DISPATCHED, N.TAKEN, N.DONE, N.DECLINED, N.WITHDRAWN, N.ON_HOLD, N.REOPENED},
    N.DONE: {N.CLOSED, N.REOPENED},
    N.CLOSED: {N.REOPENED},
    N.DECLINED: {N.REOPENED},
    N.WITHDRAWN: {N.REOPENED},
    N.ON_HOLD: {N.RAISED, N.ACCEPTED, N.DISPATCHED, N.TAKEN, N.UNDER_WAY, N.DONE, N.REOPENED, N.DECLINED, N.WITHDRAWN},
    N.REOPENED: {N.ACCEPTED, N.DISPATCHED, N.TAKEN, N.UNDER_WAY, N.DONE, N.DECLINED, N.WITHDRAWN, N.ON_HOLD},
}
"""Where the status of a need may be seen to go in one step, in the part of its life that the machine walks."""

DISPATCH_MOVES: dict[D, set[D]] = {
    D.SENT: {D.TAKEN, D.PROPOSED, D.RETURNED, D.EXPIRED, D.RECALLED},
    D.PROPOSED: {D.TAKEN, D.RETURNED, D.RECALLED},
    D.TAKEN: {D.UNDER_WAY, D.DONE, D.RETURNED, D.RECALLED},
    D.UNDER_WAY: {D.DONE, D.FAILED},
}
"""Where a dispatch may be seen to go in one step: work that nobody reported as begun begins and ends at once."""

UNANSWERED = {D.SENT, D.PROPOSED}
PROMISED = {D.TAKEN, D.UNDER_WAY}
OPEN = UNANSWERED | PROMISED
MATCHED = {N.ACCEPTED, N.REOPENED, N.DISPATCHED, N.TAKEN, N.UNDER_WAY}
STANDS_FOR = {D.SENT: N.DISPATCHED, D.PROPOSED: N.DISPATCHED, D.TAKEN: N.TAKEN, D.UNDER_WAY: N.UNDER_WAY}
FAR = [N.ACCEPTED, N.DISPATCHED, N.TAKEN, N.UNDER_WAY, N.DONE]

Slot = tuple[str, int | None]
"""A resource by its name, and the half hour, counted from the first one used; None for goods."""
Events = Counter[tuple[str, str]]
"""How many events of a noun and a move."""


class Refused(Exception):  # noqa: N818 - the word of the domain
    """The step is refused, with a fact of this name."""


@dataclass
class Part:
    """What is wanted, promised and delivered."""

    quantity: int
    promised: int = 0
    delivered: int = 0


@dataclass
class Need:
    """A need with its parts."""

    parts: list[Part]
    status: N = N.RAISED
    version: int = 1
    round: int = 1
    held_status: N | None = None
    has_project: bool = False


@dataclass
class Dispatch:
    """A dispatch, what it holds of slots, and what was proposed instead."""

    need: Need
    part: Part
    resource: str
    quantity: int
    times: tuple[int, ...]
    status: D = D.SENT
    version: int = 1
    held: dict[Slot, int] = field(default_factory=dict)
    proposed_quantity: int | None = None
    proposed_times: tuple[int, ...] = ()


@dataclass
class Model:
    """All of it; `capacity` is that of one slot of each resource, `is_timed` says which have half hours."""

    capacity: dict[str, int]
    is_timed: dict[str, bool]
    needs: list[Need] = field(default_factory=list)
    dispatches: list[Dispatch] = field(default_factory=list)
    taken: Counter[Slot] = field(default_factory=Counter)

    def post(self, quantities: list[int]) -> Events:
        """Raise a need with parts of these quantities."""
        self.needs.append(Need([Part(quantity) for quantity in quantities]))
        return Events({("need", "RAISED"): 1})

    def accept(self, need: Need, seen: int) -> Events:
        """Accept a need that was seen at a version."""
        _refuse_if(seen != need.version, "StaleVersion")
        _refuse_if(need.status not in {N.RAISED, N.REOPENED}, "MoveNotPossible")
        need.status = N.ACCEPTED
        return self._noted(need, "ACCEPTED")

    def edit(self, need: Need, seen: int) -> Events:
        """Edit the summary of a need that was seen at a version."""
        _refuse_if(seen != need.version, "StaleVersion")
        self._follow(need)
        return self._noted(need, "EDITED")

    def hold(self, need: Need) -> Events:
        """Stop the clock of a need."""
        _refuse_if(need.status not in MATCHED | {N.RAISED}, "MoveNotPossible")
        need.held_status, need.status = need.status, N.ON_HOLD
        return self._noted(need, "HELD")

    def end(self, need: Need, to: N) -> Events:
        """Decline or withdraw a need: its dispatches end with it."""
        _refuse_if(need.status not in MATCHED | {N.RAISED, N.ON_HOLD}, "MoveNotPossible")
        need.status = to
        events = Events()
        for one in self._open(need):
            is_under_way = one.status is D.UNDER_WAY
            events += self._ended(one, D.FAILED if is_under_way else D.RECALLED)
        return events + self._noted(need, to.value)

    def reopen(self, need: Need) -> Events:
        """Open a need again, or let it go on."""
        if need.status is N.ON_HOLD and need.held_status is not None:
            need.status, need.held_status = need.held_status, None
            self._follow(need)
            return self._noted(need, "RESUMED")
        _refuse_if(need.status not in {N.DONE, N.CLOSED, N.DECLINED, N.WITHDRAWN}, "MoveNotPossible")
        self._begin_round(need)
        return self._noted(need, "REOPENED")

    def evaluate(self, need: Need, *, is_solved: bool) -> Events:
        """Say whether it is solved."""
        _refuse_if(need.status is not N.DONE, "MoveNotPossible")
        if is_solved:
            need.status = N.CLOSED
        else:
            self._begin_round(need)
        return self._noted(need, "EVALUATED")

    def send(self, need: Need, part: Part, resource: str, quantity: int, times: tuple[int, ...]) -> Events:
        """Ask a resource for a quantity, at times if it has any."""
        _refuse_if(need.status not in MATCHED, "MoveNotPossible")
        again = any(one.part is part and one.resource == resource for one in self._open(need))
        _refuse_if(again, "AlreadyThere")
        _refuse_if(quantity > part.quantity - part.promised, "NothingLeft")
        dispatch = Dispatch(need, part, resource, quantity, times if self.is_timed.get(resource) else ())
        self._hold(dispatch)
        self.dispatches.append(dispatch)
        self._follow(need)
        is_once = resource not in self.capacity
        return Events({("dispatch", "SENT"): 1}) + Events({("resource", "OFFERED_ONCE"): int(is_once)})

    def take(self, dispatch: Dispatch) -> Events:
        """Take what was asked."""
        _refuse_if(dispatch.status is not D.SENT, "MoveNotPossible")
        events = self._promise(dispatch)
        self._follow(dispatch.need)
        return events

    def propose(self, dispatch: Dispatch, quantity: int, times: tuple[int, ...]) -> Events:
        """Offer fewer, or another time, instead."""
        _refuse_if(quantity > dispatch.quantity, "InvalidInput")
        _refuse_if(dispatch.status is not D.SENT, "MoveNotPossible")
        dispatch.status, dispatch.proposed_quantity, dispatch.proposed_times = D.PROPOSED, quantity, times
        self._follow(dispatch.need)
        return self._noted_dispatch(dispatch, "PROPOSED")

    def confirm(self, dispatch: Dispatch) -> Events:
        """Agree to what was proposed."""
        _refuse_if(dispatch.status is not D.PROPOSED, "MoveNotPossible")
        self._release(dispatch)
        dispatch.quantity = dispatch.proposed_quantity or dispatch.quantity
        dispatch.times = dispatch.proposed_times or dispatch.times
        self._hold(dispatch)
        events = self._promise(dispatch)
        self._follow(dispatch.need)
        return events

    def give_back(self, dispatch: Dispatch, to: D) -> Events:
        """Return, recall or fail a dispatch."""
        _refuse_if(to not in DISPATCH_MOVES.get(dispatch.status, set()), "MoveNotPossible")
        events = self._ended(dispatch, to)
        self._follow(dispatch.need)
        return events

    def start(self, dispatch: Dispatch) -> Events:
        """Begin the work."""
        _refuse_if(dispatch.status is not D.TAKEN, "MoveNotPossible")
        dispatch.status = D.UNDER_WAY
        self._follow(dispatch.need)
        return self._noted_dispatch(dispatch, "STARTED")

    def finish(self, dispatch: Dispatch, given: int) -> Events:
        """Finish the work with what was given; the slots stay taken."""
        _refuse_if(given > dispatch.quantity, "InvalidInput")
        _refuse_if(dispatch.status not in PROMISED, "MoveNotPossible")
        events = Events()
        if dispatch.status is D.TAKEN:
            events += self._noted_dispatch(dispatch, "STARTED")
        dispatch.status = D.DONE
        dispatch.part.delivered += given
        dispatch.part.promised -= dispatch.quantity - given
        events += self._noted_dispatch(dispatch, "DONE")
        self._follow(dispatch.need)
        return events

    def wait_long(self) -> Events:
        """Let so much time pass that nobody may answer any more, and no verdict is waited for."""
        done = [need for need in self.needs if need.status is N.DONE]
        events = Events()
        for one in self.dispatches:
            if one.status is D.SENT and one.need.status is not N.ON_HOLD:
                events += self._ended(one, D.EXPIRED)
                self._follow(one.need)
        for need in done:
            need.status = N.CLOSED
            events += self._noted(need, "CLOSED_UNEVALUATED")
        return events

    def _open(self, need: Need) -> list[Dispatch]:
        return [one for one in self.dispatches if one.need is need and one.status in OPEN]

    def _noted(self, need: Need, move: str) -> Events:
        need.version += 1
        return Events({("need", move): 1})

    def _noted_dispatch(self, dispatch: Dispatch, move: str) -> Events:
        dispatch.version += 1
        return Events({("dispatch", move): 1})

    def _hold(self, dispatch: Dispatch) -> None:
        if dispatch.resource not in self.capacity:
            return  # A partner asked by itself has a resource for this once, which is its own slot.
        wanted: dict[Slot, int]
        if self.is_timed[dispatch.resource]:
            wanted = {(dispatch.resource, time): 1 for time in dispatch.times}
        else:
            wanted = {(dispatch.resource, None): dispatch.quantity}
        room = self.capacity[dispatch.resource]
        _refuse_if(any(self.taken[slot] + quantity > room for slot, quantity in wanted.items()), "NothingLeft")
        dispatch.held = wanted
        self.taken.update(dispatch.held)

    def _release(self, dispatch: Dispatch) -> None:
        self.taken.subtract(dispatch.held)
        dispatch.held = {}

    def _promise(self, dispatch: Dispatch) -> Events:
        part, need = dispatch.part, dispatch.need
        _refuse_if(part.promised + dispatch.quantity > part.quantity, "NothingLeft")
        part.promised += dispatch.quantity
        dispatch.status = D.TAKEN
        events = self._noted_dispatch(dispatch, "TAKEN")
        if part.promised == part.quantity:
            for one in self._open(need):
                if one.part is part and one.status in UNANSWERED:
                    events += self._ended(one, D.RECALLED)
        if not need.has_project:
            need.has_project = True
            events += Events({("project", "BEGUN"): 1})
        return events

    def _ended(self, dispatch: Dispatch, to: D) -> Events:
        if dispatch.status in PROMISED:
            dispatch.part.promised -= dispatch.quantity
        dispatch.status = to
        self._release(dispatch)
        return self._noted_dispatch(dispatch, to.value)

    def _begin_round(self, need: Need) -> None:
        need.status = N.REOPENED
        need.round += 1
        for part in need.parts:
            part.promised = part.delivered = 0

    def _follow(self, need: Need) -> None:
        if need.status not in MATCHED | {N.DONE}:
            return
        states = [
            (part.quantity, part.delivered, [one.status for one in self._open(need) if one.part is part])
            for part in need.parts
        ]
        reached = least_advanced(states, need.round)
        # Staff who accepted it again need not do so once more, as long as nothing was asked of anybody.
        need.status = N.ACCEPTED if (need.status, reached) == (N.ACCEPTED, N.REOPENED) else reached


def least_advanced(parts: list[tuple[int, int, list[D]]], turn: int) -> N:
    """Return how far a need is: parts are what is wanted, what is delivered and the open dispatches' states."""
    reached = []
    for quantity, delivered, dispatches in parts:
        nothing_open = N.DONE if delivered >= quantity else N.ACCEPTED
        reached.append(min((STANDS_FOR[one] for one in dispatches), key=FAR.index, default=nothing_open))
    least = min(reached, key=FAR.index)
    return N.REOPENED if least is N.ACCEPTED and turn > 1 else least


def _refuse_if(condition: bool, fact: str) -> None:
    if condition:
        raise Refused(fact)
