"""The asker's verdict: solved and satisfied are two answers, and only the first moves the need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from resolvers.access import concerned_needs, require_staff
from resolvers.changes import Change, OnBehalf
from resolvers.life.accepting import begin_round
from resolvers.life.finding_needs import find_need, note_move, parts_of
from resolvers.life.moves import NEED_MOVES, move_need
from resolvers.refusals import AlreadyThere, InvalidInput, MoveNotPossible, NotAllowed
from resolvers.speaking_for import refuse_misuse
from resolvers.upserts import insert_missing
from storage.codes import Channel, NeedStatus, Satisfied, Solved
from storage.tables import DispatchRow, EndorsementRow, EvaluationLineRow, EvaluationRow, NeedRow
from storage.vocabulary_records import ReasonList

_LISTS = (ReasonList.NOT_SOLVED, ReasonList.NOT_SATISFIED, ReasonList.SATISFIED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an asker says of a need that was done; `open_parts` are those a partly solved need still lacks."""

    solved: Solved
    satisfied: Satisfied | None = None
    reasons: Sequence[str] = ()
    text: str = ""
    lines: Mapping[UUID, Satisfied | None] = field(default_factory=dict)
    open_parts: frozenset[UUID] = frozenset()


async def evaluate_need(
    change: Change, need_id: UUID, verdict: Verdict, *, on_behalf: OnBehalf | None = None
) -> NeedRow:
    """Record a verdict, once a person and round.

    Solved closes the need, partly solved opens the parts still lacking, not solved opens all of it again. A
    neighbour who needed it too is heard, but only the asker's verdict moves the need.
    """
    need = await find_need(change, need_id)
    person_id, is_asker = await _judge(change, need, on_behalf)
    if need.status is not NeedStatus.DONE:
        raise MoveNotPossible("need", need.status, sorted(NEED_MOVES[need.status]))
    _refuse_unknown_reasons(change, verdict)
    evaluation = await _record(change, need, verdict, person_id, on_behalf)
    await _record_lines(change, need, evaluation, verdict)
    if is_asker:
        await _follow_verdict(change, need, verdict)
    note_move(change, need, "EVALUATED", on_behalf=on_behalf)
    return need


async def _judge(change: Change, need: NeedRow, on_behalf: OnBehalf | None) -> tuple[UUID, bool]:
    """Return whose verdict it is and whether that person asked for the need."""
    viewer, person_id = change.viewer, change.person_id
    if on_behalf is not None:
        require_staff(viewer, need.region_path)
        await refuse_misuse(change, on_behalf, need.region_path)
        is_neighbour = need.for_person_id and on_behalf.person_id not in (None, need.for_person_id, need.raised_by)
        return on_behalf.person_id or need.for_person_id or need.raised_by, not is_neighbour
    concerned = select(NeedRow.id).where(NeedRow.id == need.id, concerned_needs(viewer))
    if await change.session.scalar(concerned) is not None:
        return person_id, True
    also = await change.session.get(EndorsementRow, (need.id, person_id))
    if also is None or not also.also_needs:
        raise NotAllowed("ASKER")
    return person_id, False


def _refuse_unknown_reasons(change: Change, verdict: Verdict) -> None:
    known = {code for one in _LISTS for code in change.context.vocabulary.reasons[one]}
    unknown = [code for code in verdict.reasons if code not in known]
    if unknown:
        raise InvalidInput.at("reasons", "UNKNOWN_REASON", unknown[0])


async def _record(change: Change, need: NeedRow, verdict: Verdict, person_id: UUID, on_behalf: OnBehalf | None) -> UUID:
    key = change.key()
    row = {
        "id": key,
        "need_id": need.id,
        "person_id": person_id,
        "round": need.round,
        "solved": verdict.solved,
        "satisfied": verdict.satisfied,
        "reasons": list(verdict.reasons),
        "text": verdict.text.strip(),
        "recorded_by": change.viewer.person_id if on_behalf else None,
        "channel": on_behalf.channel if on_behalf else Channel.WEB,
        "created_at": change.now,
    }
    if not await insert_missing(change.session, EvaluationRow, [row]):
        raise AlreadyThere("evaluation")
    return key


async def _record_lines(change: Change, need: NeedRow, evaluation_id: UUID, verdict: Verdict) -> None:
    own = set(await change.session.scalars(select(DispatchRow.id).where(DispatchRow.need_id == need.id)))
    if not set(verdict.lines) <= own:
        raise InvalidInput.at("lines", "OTHER_DISPATCH")
    if not verdict.open_parts <= {part.id for part in await parts_of(change, need)}:
        raise InvalidInput.at("openParts", "OTHER_PART")
    change.session.add_all(
        EvaluationLineRow(evaluation_id=evaluation_id, dispatch_id=dispatch_id, satisfied=satisfied)
        for dispatch_id, satisfied in verdict.lines.items()
    )


async def _follow_verdict(change: Change, need: NeedRow, verdict: Verdict) -> None:
    if verdict.solved is Solved.YES:
        move_need(need, NeedStatus.CLOSED)
        need.closed_at = change.now
    else:
        await begin_round(change, need, verdict.open_parts if verdict.solved is Solved.PARTLY else None)
