"""Sending all dispatches of a plan at once, or none of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from resolvers.access import readable_dispatches, require_signed_in
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.decisions import Shown, ShownCandidate, stamp_ranking
from resolvers.life.moves import MATCHED_NEEDS
from resolvers.life.sending import Ask, send_dispatch
from resolvers.plans.assumed import Assumed
from resolvers.plans.open_parts import asked_now, open_quantity
from resolvers.refusals import (
    AlreadyThere,
    CandidateBarred,
    FieldFault,
    InvalidInput,
    MoveNotPossible,
    NotFound,
    NothingLeft,
    PlanOutdated,
)
from storage.codes import ResourceStatus
from storage.tables import DispatchRow, NeedPartRow, NeedRow, ResourceRow

MOST_LINES = 1_000
CHANGED = (AlreadyThere, CandidateBarred, MoveNotPossible, NotFound, NothingLeft)
"""What sending refuses when something is not as the plan took it to be."""


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A line as staff leave it: whom to ask for how much; the time is the plan's unless they name one."""

    part_id: UUID
    resource_id: UUID
    quantity: Decimal
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    message: str = ""


async def apply_plan(change: Change, stamp: str, lines: Sequence[GivenLine]) -> DispatchRow:
    """Send the dispatch of every line and return that of the first line.

    `stamp` is that of the preview. Refuses all of it with `PlanOutdated`, naming the lines, when a need, a resource
    or its room has changed since. What each line was chosen from is logged as what was shown.
    """
    require_signed_in(change.viewer)
    assumed = Assumed.read(change.context, stamp)
    _refuse_lines(assumed, lines)
    outdated = await _changed_since(change, assumed, lines)
    sent: dict[int, DispatchRow] = {}
    for index in _in_the_order_of_locks(lines):
        if index in outdated:
            continue
        try:
            # What a refused line has taken already is given back, so that it is not missing to the lines after it.
            async with change.session.begin_nested():
                sent[index] = await _send(change, assumed, lines[index])
        except InvalidInput as refused:
            faults = [replace(one, field=f"lines[{index}].{one.field}") for one in refused.faults]
            raise InvalidInput(faults) from refused
        except CHANGED:
            outdated.add(index)
    if outdated:
        raise PlanOutdated(sorted(index + 1 for index in outdated))
    return sent[0]


async def dispatches_sent_with(context: Context, first: DispatchRow) -> list[DispatchRow]:
    """Return all dispatches that were sent by the same person in the same moment as `first`, in their order."""
    async with context.database.read() as session:
        found = await session.scalars(
            select(DispatchRow)
            .where(
                DispatchRow.sent_by == first.sent_by,
                DispatchRow.created_at == first.created_at,
                readable_dispatches(context.viewer),
            )
            .order_by(DispatchRow.id),
        )
        return list(found)


def _refuse_lines(assumed: Assumed, lines: Sequence[GivenLine]) -> None:
    """Refuse lines that are none, too many, twice there, or not of the plan."""
    if not lines:
        raise InvalidInput.at("lines", "EMPTY")
    if len(lines) > MOST_LINES:
        raise InvalidInput.at("lines", "TOO_LARGE", MOST_LINES)
    faults, seen = [], set[tuple[UUID, UUID]]()
    for index, line in enumerate(lines):
        part = assumed.parts.get(line.part_id)
        if part is None or line.resource_id not in part.candidates:
            faults.append(FieldFault(f"lines[{index}]", "NOT_IN_PLAN"))
        elif (line.part_id, line.resource_id) in seen:
            faults.append(FieldFault(f"lines[{index}]", "TWICE"))
        seen.add((line.part_id, line.resource_id))
    if faults:
        raise InvalidInput(faults)


async def _changed_since(change: Change, assumed: Assumed, lines: Sequence[GivenLine]) -> set[int]:
    """Return the indices of lines whose need or resource is not as it was; the needs are locked, in order."""
    parts = await _parts_of_locked_needs(change, {line.part_id for line in lines})
    _, waiting = await asked_now(change.session, parts)
    resources = {
        row.id: row
        for row in await change.session.scalars(
            select(ResourceRow).where(ResourceRow.id.in_({line.resource_id for line in lines})),
        )
    }
    changed = set()
    for index, line in enumerate(lines):
        part, need = parts[line.part_id]
        resource, then = resources[line.resource_id], assumed.parts[line.part_id]
        is_as_it_was = (
            need.version == then.need_version
            and need.status in MATCHED_NEEDS
            and open_quantity(part, waiting) == then.open_quantity
            and resource.version == assumed.resource_versions[line.resource_id]
            and resource.status is ResourceStatus.ACTIVE
        )
        if not is_as_it_was:
            changed.add(index)
    return changed


async def _parts_of_locked_needs(change: Change, part_ids: Collection[UUID]) -> dict[UUID, tuple[NeedPartRow, NeedRow]]:
    """Return the parts with their needs, locked in the order of their keys so that no two plans block each other."""
    of_parts = select(NeedPartRow.need_id).where(NeedPartRow.id.in_(part_ids))
    locked = select(NeedRow).where(NeedRow.id.in_(of_parts)).order_by(NeedRow.id).with_for_update()
    needs = {need.id: need for need in await change.session.scalars(locked)}
    parts = await change.session.scalars(select(NeedPartRow).where(NeedPartRow.id.in_(part_ids)))
    return {part.id: (part, needs[part.need_id]) for part in parts}


def _in_the_order_of_locks(lines: Sequence[GivenLine]) -> list[int]:
    """Return the indices in the order of resources, whose slots are locked while their dispatches are sent."""
    return sorted(range(len(lines)), key=lambda index: (lines[index].resource_id, index))


async def _send(change: Change, assumed: Assumed, line: GivenLine) -> DispatchRow:
    part = assumed.parts[line.part_id]
    has_time = line.starts_at is not None or line.ends_at is not None
    ranking = stamp_ranking(
        change.context, line.part_id, part.model_version, assumed.planned_at, position=assumed.position
    )
    candidates = tuple(ShownCandidate(key, position) for position, key in enumerate(part.candidates, start=1))
    ask = Ask(
        part_id=line.part_id,
        resource_id=line.resource_id,
        quantity=line.quantity,
        starts_at=line.starts_at if has_time else part.starts_at,
        ends_at=line.ends_at if has_time else part.ends_at,
        message=line.message,
    )
    return await send_dispatch(change, ask, shown=Shown(ranking, candidates, by_plan=True))
