"""Editing a need: staff set its labels and parts, the asker its words while nobody has accepted it."""

from dataclasses import dataclass, fields
from uuid import UUID

from sqlalchemy import delete, update

from resolvers.access import STAFF
from resolvers.changes import Change
from resolvers.contacts import needs_contact
from resolvers.life.ending import end_open_dispatches
from resolvers.life.finding_needs import dispatches_of, find_need, follow, note_move, parts_of, refuse_stale
from resolvers.life.moves import MATCHED_NATURES
from resolvers.life.publishing import is_never_public
from resolvers.life.raising import Contact, PartDraft, check_words, part_faults, part_row
from resolvers.refusals import InvalidInput, NotAllowed, NotFound
from storage.codes import Manner, Nature, NeedStatus, Urgency
from storage.tables import DispatchRow, NeedPartRow, NeedPrivateRow, NeedRow, ProjectRow, RegionRow


@dataclass(frozen=True, slots=True)
class NeedEdit:
    """What changes; a field that is None stays as it is.

    New parts replace all old ones and are refused once anybody was asked for an old one.
    """

    version: int
    words: str | None = None
    summary: str | None = None
    nature: Nature | None = None
    manner: Manner | None = None
    urgency: Urgency | None = None
    region_id: UUID | None = None
    contact: Contact | None = None
    parts: tuple[PartDraft, ...] = ()
    category: str | None = None


async def edit_need(change: Change, need_id: UUID, edit: NeedEdit) -> NeedRow:
    """Edit a need; refused when somebody else changed it meanwhile."""
    need = await find_need(change, need_id)
    is_staff = change.viewer.reaches(need.region_path, *STAFF)
    is_asker_in_time = need.raised_by == change.person_id and need.status is NeedStatus.RAISED
    if not is_staff and not is_asker_in_time:
        raise NotAllowed("STAFF")
    await refuse_stale(change, need, edit.version)
    _set_labels(need, edit)
    if edit.region_id is not None:
        await _move_region(change, need, edit.region_id)
    await _edit_words(change, need, edit)
    if edit.parts:
        await _replace_parts(change, need, edit.parts)
    elif edit.category is not None:
        await _set_category(change, need, edit.category)
    await _keep_back(change, need)
    await follow(change, need)
    note_move(change, need, "EDITED", fields=_edited(edit))
    return need


def _edited(edit: NeedEdit) -> list[str]:
    """Return the names of what was given to change."""
    given = {one.name: getattr(edit, one.name) for one in fields(edit) if one.name != "version"}
    return [name for name, value in given.items() if value not in (None, ())]


async def _keep_back(change: Change, need: NeedRow) -> None:
    """Take back what a need no longer may have: partners, once it is no matter for them, and the public's eyes."""
    if need.nature not in MATCHED_NATURES:
        await end_open_dispatches(change, need, "NATURE")
    if await is_never_public(change, need):
        need.published_at = None
        await change.session.execute(update(ProjectRow).where(ProjectRow.need_id == need.id).values(is_listed=False))


def _set_labels(need: NeedRow, edit: NeedEdit) -> None:
    need.summary = need.summary if edit.summary is None else edit.summary.strip()
    need.nature = edit.nature or need.nature
    need.manner = edit.manner or need.manner
    need.urgency = edit.urgency or need.urgency
    if need.nature is Nature.COMPLAINT:
        need.published_at = None


async def _move_region(change: Change, need: NeedRow, region_id: UUID) -> None:
    region = await change.session.get(RegionRow, region_id)
    if region is None:
        raise NotFound("region")
    need.region_id, need.region_path = region.id, region.path
    for table in (DispatchRow, ProjectRow):
        await change.session.execute(update(table).where(table.need_id == need.id).values(region_path=region.path))


async def _edit_words(change: Change, need: NeedRow, edit: NeedEdit) -> None:
    private = await change.session.get(NeedPrivateRow, need.id)
    if private is None:  # It was erased, and nobody writes into it any more.
        return
    if edit.words is not None:
        faults = check_words(edit.words)
        if faults:
            raise InvalidInput(faults)
        private.words = edit.words.strip()
    if edit.contact is not None:
        # A form that was opened with masked values gives them back as they are; they stand for what is stored.
        shown = needs_contact(private, is_masked=True)
        if edit.contact.name != shown.name:
            private.contact_name = edit.contact.name
        if edit.contact.phone != shown.phone:
            private.contact_phone = edit.contact.phone
        private.contact_relation = edit.contact.relation
        private.address = edit.contact.address
        if edit.contact.door != shown.door:
            private.door = edit.contact.door


async def _replace_parts(change: Change, need: NeedRow, parts: tuple[PartDraft, ...]) -> None:
    faults = [fault for index, part in enumerate(parts) for fault in part_faults(change, part, f"parts[{index}]")]
    if faults:
        raise InvalidInput(faults)
    if await dispatches_of(change, need):
        raise InvalidInput.at("parts", "PARTS_IN_USE")
    await change.session.execute(delete(NeedPartRow).where(NeedPartRow.need_id == need.id))
    change.session.add_all(part_row(change, need, position, part) for position, part in enumerate(parts, start=1))


async def _set_category(change: Change, need: NeedRow, category: str) -> None:
    if category not in change.context.vocabulary.leaves:
        raise InvalidInput.at("category", "UNKNOWN_CATEGORY", category)
    for part in await parts_of(change, need):
        if part.position == 1:
            part.category = category
