"""Writing the partners that a list names for the first time."""

from dataclasses import replace
from uuid import UUID

from resolvers.changes import Change
from resolvers.lists.bulk import Values, imported, insert_events, insert_rows, new_keys
from resolvers.lists.entries import ListedContact, ListedPartner
from resolvers.lists.keyed import source_key
from resolvers.lists.people_in import load_people
from resolvers.lists.plan import Plan
from storage.codes import PartnerKind, PartnerStatus
from storage.tables import PartnerContactRow, PartnerRow, RegionRow

LONGEST_CALLED = 40


async def write_partners(change: Change, plan: Plan, source: str, status: PartnerStatus) -> None:
    """Write the new partners with whoever speaks for them, and give each its key in the book."""
    new = [(entry, listed) for entry in plan.partners.added if (listed := entry.listed) is not None]
    people = await load_people(change, [listed.contact for _, listed in new])
    rows: list[Values] = []
    contacts: list[Values] = []
    events: list[Values] = []
    for (entry, listed), key in zip(new, new_keys(change, len(new)), strict=True):
        region = plan.region_row(entry.region)
        entry.key = key
        rows.append(
            {
                **_partner(change, listed, region),
                "id": key,
                "status": status,
                "source_key": source_key(source, listed),
            }
        )
        events.append(imported(change, "partner", key, region.path, partner_id=key))
        speaker = _speaker(listed)
        if speaker is not None:
            called = speaker.name or f"{listed.name}联系人"
            contacts.append(_contact(change, key, listed, people.enter(change, speaker, region, called=called)))
    await people.write(change)
    await insert_rows(change, PartnerRow, rows)
    await insert_rows(change, PartnerContactRow, contacts)
    await insert_events(change, events)


def _partner(change: Change, listed: ListedPartner, region: RegionRow) -> Values:
    return {
        "kind": listed.kind,
        "name": listed.name,
        "introduction": listed.introduction,
        "office_phone": listed.office_phone,
        "region_id": region.id,
        "region_path": region.path,
        "is_department": listed.is_department,
        "is_market_body": listed.is_market_body,
        "created_at": change.now,
    }


def _speaker(listed: ListedPartner) -> ListedContact | None:
    """Return who speaks for a partner: its contact; a volunteer without one speaks for itself."""
    contact = listed.contact
    if listed.kind is PartnerKind.VOLUNTEER:
        return replace(contact, name=contact.name or listed.name[:LONGEST_CALLED])
    return contact if contact.name or contact.phones else None


def _contact(change: Change, partner_id: UUID, listed: ListedPartner, person_id: UUID) -> Values:
    return {
        "id": change.key(),
        "partner_id": partner_id,
        "partner_kind": listed.kind,
        "person_id": person_id,
        "is_leader": True,
        "since": change.now,
        "until": None,
    }
