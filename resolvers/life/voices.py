"""Voices beside a need: neighbours who need it too, comments, notes among staff, follow-up calls, quiet marks."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update

from resolvers.access import STAFF, require_signed_in
from resolvers.changes import Change, OnBehalf
from resolvers.life.finding_needs import find_need, find_need_as_staff, note_move
from resolvers.life.moves import NEED_MOVES, OPEN_NEEDS, move_need
from resolvers.photos import add_photos
from resolvers.refusals import AlreadyThere, InvalidInput, MoveNotPossible, NotAllowed
from resolvers.speaking_for import refuse_misuse
from resolvers.upserts import insert_missing
from storage.codes import Channel, Nature, NeedStatus, RemarkKind
from storage.tables import EndorsementRow, NeedPartRow, NeedRemarkRow, NeedRow


async def endorse_need(
    change: Change, need_id: UUID, *, also_needs: bool, on_behalf: OnBehalf | None = None
) -> NeedRow:
    """Say "I need it too" or "I support it", or let staff write it down for a neighbour; once a person and need."""
    need = await find_need(change, need_id)
    person_id = change.person_id
    if on_behalf is not None:
        await refuse_misuse(change, on_behalf, need.region_path)
        person_id = on_behalf.person_id or person_id
    if need.published_at is None or person_id in (need.raised_by, need.for_person_id):
        raise NotAllowed("OTHER_RESIDENT")
    if need.status not in OPEN_NEEDS:
        raise MoveNotPossible("need", need.status, sorted(NEED_MOVES[need.status]))
    row = {"need_id": need.id, "person_id": person_id, "also_needs": also_needs, "created_at": change.now}
    if not await insert_missing(change.session, EndorsementRow, [row]):
        raise AlreadyThere("endorsement")
    note_move(change, need, "ENDORSED", on_behalf=on_behalf)
    return need


async def add_remark(
    change: Change,
    need_id: UUID,
    kind: RemarkKind,
    text: str,
    *,
    photos: Sequence[UUID] = (),
    on_behalf: OnBehalf | None = None,
) -> NeedRow:
    """Add a comment (those concerned), a note or a follow-up call (staff only); a comment may bring photos."""
    require_signed_in(change.viewer)
    staff_only = kind is not RemarkKind.COMMENT
    need = await (find_need_as_staff if staff_only else find_need)(change, need_id)
    await refuse_misuse(change, on_behalf, need.region_path)
    if not text.strip():
        raise InvalidInput.at("text", "EMPTY")
    change.session.add(
        NeedRemarkRow(
            id=change.key(),
            need_id=need.id,
            kind=kind,
            text=text.strip(),
            author_id=change.person_id,
            on_behalf_of_id=on_behalf.person_id if on_behalf else None,
            channel=on_behalf.channel if on_behalf else Channel.WEB,
            created_at=change.now,
        ),
    )
    await add_photos(change, need, photos)
    if kind is RemarkKind.COMMENT and _is_answer(change, need):
        await _answer(change, need)
        note_move(change, need, "ANSWERED", on_behalf=on_behalf)
        return need
    note_move(
        change,
        need,
        {RemarkKind.COMMENT: "COMMENTED", RemarkKind.NOTE: "NOTED"}.get(kind, "FOLLOWED_UP"),
        on_behalf=on_behalf,
    )
    return need


def _is_answer(change: Change, need: NeedRow) -> bool:
    """Whether a comment answers the need: staff's word to an accepted question."""
    is_open = need.status in (NeedStatus.ACCEPTED, NeedStatus.REOPENED)
    return need.nature is Nature.QUESTION and is_open and change.viewer.reaches(need.region_path, *STAFF)


async def _answer(change: Change, need: NeedRow) -> None:
    """Let an answered question wait for its asker's verdict; there is nothing to dispatch."""
    move_need(need, NeedStatus.DONE)
    need.done_at = change.now
    await change.session.execute(
        update(NeedPartRow).where(NeedPartRow.need_id == need.id).values(delivered=NeedPartRow.quantity)
    )


async def set_need_quiet(change: Change, need_id: UUID, *, is_quiet: bool) -> NeedRow:
    """Stop, or allow again, all messages about a need."""
    need = await find_need_as_staff(change, need_id)
    need.is_quiet = is_quiet
    note_move(change, need, "SILENCED" if is_quiet else "UNSILENCED")
    return need
