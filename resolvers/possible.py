"""What a viewer could do now with a need or a dispatch, by the names of the moves a screen offers.

The rules are those of the moves themselves; a test carries out what is offered here and sees it taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import STAFF, readable_needs
from resolvers.context import Context
from resolvers.life.moves import (
    ACCEPTABLE,
    DISPATCH_MOVES,
    MATCHED_NEEDS,
    NEED_MOVES,
    OPEN_DISPATCHES,
    OPEN_NEEDS,
    REOPENED_BY_PEOPLE,
    UNFINISHED_NEEDS,
)
from resolvers.numbers import LOCAL
from resolvers.viewer import Viewer
from storage.codes import DispatchStatus, Nature, NeedStatus, PartnerStatus
from storage.tables import (
    DispatchRow,
    EndorsementRow,
    EvaluationRow,
    NeedConflictRow,
    NeedPartRow,
    NeedRow,
    NeedUrgeRow,
    PartnerRow,
)
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import PublicRule


class NeedMove(StrEnum):
    """What can be done with a need."""

    ACCEPT = "ACCEPT"
    EDIT = "EDIT"
    PUBLISH = "PUBLISH"
    HAND_OVER = "HAND_OVER"
    DECLINE = "DECLINE"
    HOLD = "HOLD"
    TRANSFER = "TRANSFER"
    WITHDRAW = "WITHDRAW"
    MERGE = "MERGE"
    REOPEN = "REOPEN"
    DISPATCH = "DISPATCH"
    EVALUATE = "EVALUATE"
    ENDORSE = "ENDORSE"
    COMMENT = "COMMENT"
    NOTE = "NOTE"
    CLAIM = "CLAIM"
    RECORD_FOLLOW_UP = "RECORD_FOLLOW_UP"
    URGE = "URGE"


class DispatchMove(StrEnum):
    """What can be done with a dispatch."""

    TAKE = "TAKE"
    RETURN = "RETURN"
    START = "START"
    FINISH = "FINISH"
    FAIL = "FAIL"
    RECALL = "RECALL"
    CONFIRM = "CONFIRM"


_STAFF_MOVES = {
    NeedMove.DECLINE: NeedStatus.DECLINED,
    NeedMove.HOLD: NeedStatus.ON_HOLD,
    NeedMove.TRANSFER: NeedStatus.TRANSFERRED,
    NeedMove.MERGE: NeedStatus.MERGED,
}
_MATCHED_NATURES = frozenset({Nature.HELP, Nature.SUGGESTION})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a viewer stands to a need: what was loaded for it, and nothing that would need another look."""

    viewer: Viewer
    need: NeedRow
    parts: Sequence[NeedPartRow] = ()
    is_never_public: bool = False
    endorsement: EndorsementRow | None = None
    has_judged: bool = False
    was_urged_today: bool = False
    claiming_partners: frozenset[UUID] = frozenset()
    """Confirmed partners of the viewer that neither stand aside from the need nor are asked already."""

    @property
    def is_staff(self) -> bool:
        """Whether the need is in the viewer's charge."""
        return self.viewer.reaches(self.need.region_path, *STAFF)

    @property
    def is_asker(self) -> bool:
        """Whether the viewer raised the need, or it is for the viewer or one of the viewer's partners."""
        need, viewer = self.need, self.viewer
        return viewer.person_id in (need.raised_by, need.for_person_id) or need.for_partner_id in viewer.partner_ids

    @property
    def is_matched(self) -> bool:
        """Whether somebody could still be asked for a part of the need."""
        lacks_something = any(part.promised < part.quantity for part in self.parts)
        return self.need.status in MATCHED_NEEDS and self.need.nature in _MATCHED_NATURES and lacks_something

    @property
    def may_judge(self) -> bool:
        """Whether the viewer's verdict is asked for: the asker's, a neighbour's who needs it too, or staff for them."""
        also_needs = self.endorsement is not None and self.endorsement.also_needs
        heard = self.is_staff or ((self.is_asker or also_needs) and not self.has_judged)
        return self.need.status is NeedStatus.DONE and heard


def moves_of(standing: Standing) -> tuple[NeedMove, ...]:
    """Return what the viewer could do now, in the order of the moves; pure."""
    if not standing.viewer.is_signed_in:
        return ()
    possible = {*_staff_moves(standing), *_asker_moves(standing), *_neighbour_moves(standing), NeedMove.COMMENT}
    return tuple(move for move in NeedMove if move in possible)


def _staff_moves(standing: Standing) -> Iterable[NeedMove]:
    need = standing.need
    if not standing.is_staff:
        return
    yield from (NeedMove.EDIT, NeedMove.NOTE, NeedMove.RECORD_FOLLOW_UP)
    yield from (move for move, status in _STAFF_MOVES.items() if status in NEED_MOVES[need.status])
    if need.status in ACCEPTABLE:
        yield NeedMove.ACCEPT
    if need.status in OPEN_NEEDS:
        yield NeedMove.HAND_OVER
    if need.status in MATCHED_NEEDS and need.nature is not Nature.COMPLAINT and not standing.is_never_public:
        yield NeedMove.PUBLISH
    if standing.is_matched:
        yield NeedMove.DISPATCH


def _asker_moves(standing: Standing) -> Iterable[NeedMove]:
    need = standing.need
    if standing.may_judge:
        yield NeedMove.EVALUATE
    if need.raised_by == standing.viewer.person_id and need.status is NeedStatus.RAISED:
        yield NeedMove.EDIT
    if not standing.is_staff and not standing.is_asker:
        return
    if need.status in UNFINISHED_NEEDS and not standing.was_urged_today:
        yield NeedMove.URGE
    if NeedStatus.WITHDRAWN in NEED_MOVES[need.status]:
        yield NeedMove.WITHDRAW
    if need.status in REOPENED_BY_PEOPLE | {NeedStatus.ON_HOLD}:
        yield NeedMove.REOPEN


def _neighbour_moves(standing: Standing) -> Iterable[NeedMove]:
    need = standing.need
    if need.published_at is None:
        return
    is_own = standing.viewer.person_id in (need.raised_by, need.for_person_id)
    if need.status in OPEN_NEEDS and not is_own and standing.endorsement is None:
        yield NeedMove.ENDORSE
    if standing.is_matched and standing.claiming_partners and not standing.is_never_public:
        yield NeedMove.CLAIM


async def need_moves(context: Context, need_ids: Sequence[UUID]) -> list[tuple[NeedMove, ...]]:
    """Return for each need what the viewer could do now; nothing for one the viewer may not read.

    Six statements however many needs there are, and none for somebody who has not signed in.
    """
    if not context.viewer.is_signed_in:
        return [()] * len(need_ids)
    async with context.database.read() as session:
        standings = await _standings(session, context, need_ids)
    return [moves_of(standings[key]) if key in standings else () for key in need_ids]


async def _standings(session: AsyncSession, context: Context, need_ids: Sequence[UUID]) -> dict[UUID, Standing]:
    viewer = context.viewer
    needs = await session.scalars(select(NeedRow).where(NeedRow.id.in_(need_ids), readable_needs(viewer)))
    parts: dict[UUID, list[NeedPartRow]] = defaultdict(list)
    for part in await session.scalars(select(NeedPartRow).where(NeedPartRow.need_id.in_(need_ids))):
        parts[part.need_id].append(part)
    endorsed = await session.scalars(
        select(EndorsementRow).where(
            EndorsementRow.need_id.in_(need_ids), EndorsementRow.person_id == viewer.person_id
        ),
    )
    endorsements = {one.need_id: one for one in endorsed}
    judged = await session.execute(
        select(EvaluationRow.need_id, EvaluationRow.round).where(
            EvaluationRow.need_id.in_(need_ids), EvaluationRow.person_id == viewer.person_id
        ),
    )
    rounds = {(row.need_id, row.round) for row in judged}
    today = context.now().astimezone(LOCAL).date()
    urged = set(
        await session.scalars(
            select(NeedUrgeRow.need_id).where(NeedUrgeRow.need_id.in_(need_ids), NeedUrgeRow.day == today)
        )
    )
    claiming = await _claiming(session, viewer, need_ids)
    return {
        need.id: Standing(
            viewer=viewer,
            need=need,
            parts=parts[need.id],
            is_never_public=_is_never_public(context.vocabulary, parts[need.id]),
            endorsement=endorsements.get(need.id),
            was_urged_today=need.id in urged,
            has_judged=(need.id, need.round) in rounds,
            claiming_partners=claiming[need.id],
        )
        for need in needs
    }


def _is_never_public(vocabulary: Vocabulary, parts: Iterable[NeedPartRow]) -> bool:
    codes = {code for part in parts for code in (part.category, part.second_category)}
    return any(vocabulary.rule_of(code).public is PublicRule.N for code in codes)


async def _claiming(
    session: AsyncSession, viewer: Viewer, need_ids: Sequence[UUID]
) -> defaultdict[UUID, frozenset[UUID]]:
    """Return for each need the viewer's confirmed partners that are free to claim it."""
    if not viewer.partner_ids:
        return defaultdict(frozenset)
    confirmed = frozenset(
        await session.scalars(
            select(PartnerRow.id).where(
                PartnerRow.id.in_(viewer.partner_ids), PartnerRow.status == PartnerStatus.CONFIRMED
            ),
        ),
    )
    asked = select(DispatchRow.need_id, DispatchRow.partner_id).where(
        DispatchRow.need_id.in_(need_ids),
        DispatchRow.partner_id.in_(confirmed),
        DispatchRow.status.in_(OPEN_DISPATCHES),
    )
    aside = select(NeedConflictRow.need_id, NeedConflictRow.partner_id).where(
        NeedConflictRow.need_id.in_(need_ids), NeedConflictRow.partner_id.in_(confirmed)
    )
    found: defaultdict[UUID, frozenset[UUID]] = defaultdict(lambda: confirmed)
    for need_id, partner_id in await session.execute(union_all(asked, aside)):
        found[need_id] -= {partner_id}
    return found


def dispatch_moves(viewer: Viewer, dispatch: DispatchRow) -> tuple[DispatchMove, ...]:
    """Return what the viewer could do now with a dispatch, staff also on behalf of the partner; pure."""
    is_staff = viewer.reaches(dispatch.region_path, *STAFF)
    possible: set[DispatchMove] = set()
    if is_staff or dispatch.partner_id in viewer.partner_ids:
        possible |= {move for move, statuses in _BY_PARTNER.items() if dispatch.status in statuses}
    if is_staff:
        possible |= {move for move, statuses in _BY_STAFF.items() if dispatch.status in statuses}
    return tuple(move for move in DispatchMove if move in possible)


def _from(to: DispatchStatus) -> frozenset[DispatchStatus]:
    return frozenset(status for status, reached in DISPATCH_MOVES.items() if to in reached)


_BY_PARTNER = {
    DispatchMove.TAKE: frozenset({DispatchStatus.SENT}),
    DispatchMove.RETURN: _from(DispatchStatus.RETURNED),
    DispatchMove.START: _from(DispatchStatus.UNDER_WAY),
    DispatchMove.FINISH: frozenset({DispatchStatus.TAKEN, DispatchStatus.UNDER_WAY}),
    DispatchMove.FAIL: _from(DispatchStatus.FAILED),
}
_BY_STAFF = {
    DispatchMove.RECALL: _from(DispatchStatus.RECALLED),
    DispatchMove.CONFIRM: frozenset({DispatchStatus.PROPOSED, DispatchStatus.CLAIMED}),
}
