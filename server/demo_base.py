"""What stands in the demo city before the first need: regions, people, roles, accounts, partners.

These are some hundred rows that nobody decided about, so they are added as rows with their events, table by table;
what happens to needs is lived through the resolvers.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from resolvers.accounts import plain_user_name
from resolvers.changes import Change
from resolvers.passwords import hash_password
from resolvers.regions import CODE_WIDTH
from resolvers.viewer import HeldRole, Viewer
from server.demo_notes import Note, note_all
from server.demo_records import DemoCity, DemoPartner, DemoPerson, DemoRegion, DemoRegions
from storage.codes import Datum, Level, PartnerKind, PartnerStatus
from storage.columns import Table
from storage.tables import (
    AccountRow,
    PartnerContactRow,
    PartnerQualificationRow,
    PartnerRow,
    PersonPrivateRow,
    PersonRow,
    RegionRow,
    ResourceRow,
    RoleGrantRow,
)


@dataclass(slots=True)
class DemoKeys:
    """What the keys of the files became, and who everybody is as a viewer."""

    regions: dict[str, RegionRow] = field(default_factory=dict)
    persons: dict[str, UUID] = field(default_factory=dict)
    partners: dict[str, PartnerRow] = field(default_factory=dict)
    resources: dict[str, ResourceRow] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)


async def lay_base(change: Change, city: DemoCity) -> DemoKeys:
    """Add everything that is there from the beginning, save what partners offer."""
    keys = DemoKeys()
    contacts = (person for partner in city.partners.values() for person in partner.contacts)
    await _plant(change, keys, city.regions)
    await _enter(change, keys, (*city.people.people, *contacts), city.regions.district.key)
    await _grant(change, keys, city)
    await _open_accounts(change, keys, city)
    await _register(change, keys, tuple(city.partners.values()))
    _know_viewers(keys, city)
    return keys


async def _plant(change: Change, keys: DemoKeys, regions: DemoRegions) -> None:
    keys.regions = region_rows(regions, change.key, change.now)
    in_order = sorted(keys.regions.values(), key=lambda row: row.path)
    await _add(change, in_order)
    await note_all(change, (Note(row, "ADDED", row.path) for row in in_order))


def region_rows(regions: DemoRegions, new_key: Callable[[], UUID], at: datetime) -> dict[str, RegionRow]:
    """Return the rows of the tree by the keys of the files; buildings are named `compound/building`."""
    rows: dict[str, RegionRow] = {}
    children: Counter[str] = Counter()
    for level, within, one in _tree(regions):
        parent = rows.get(within)
        children[within] += 1
        rows[one.key] = RegionRow(
            id=new_key(),
            path=f"{parent.path if parent else ''}{children[within]:0{CODE_WIDTH}d}",
            parent_id=parent.id if parent else None,
            level=level,
            name=one.name,
            letters=one.letters or (parent.letters if parent else ""),
            lat=one.lat,
            lng=one.lng,
            datum=Datum.WGS84,
            phone=one.phone or None,
            hours=one.hours or None,
            created_at=at,
        )
    return rows


def _tree(regions: DemoRegions) -> Iterator[tuple[Level, str, DemoRegion]]:
    """Give every region with its level and the key it lies within, from the root down."""
    district = regions.district.key
    yield Level.CITY, "", regions.city
    yield Level.DISTRICT, regions.city.key, regions.district
    yield from ((Level.STREET, district, one) for one in regions.streets)
    yield from ((Level.COMMUNITY, one.within, one) for one in regions.communities)
    yield from ((Level.GRID, one.within, one) for one in regions.grids)
    yield from ((Level.COMPOUND, one.within, one) for one in regions.compounds)
    for one in regions.compounds:
        for name in one.buildings:
            yield Level.BUILDING, one.key, DemoRegion(f"{one.key}/{name}", name, one.lat, one.lng)


async def _enter(change: Change, keys: DemoKeys, people: Sequence[DemoPerson], elsewhere: str) -> None:
    """Enter the people; somebody without a home here is known to the district."""
    rows = [
        PersonRow(
            id=change.key(),
            called=person.called,
            region_id=keys.regions[person.region or elsewhere].id,
            is_quiet=person.is_quiet,
            prefers_large_type=person.prefers_large_type,
            created_at=change.now,
        )
        for person in people
    ]
    await _add(change, rows)
    notes = []
    for row, person in zip(rows, people, strict=True):
        keys.persons[person.key] = row.id
        notes.append(Note(row, "ENTERED", keys.regions[person.region or elsewhere].path))
    await note_all(change, notes)
    privates = [
        PersonPrivateRow(
            person_id=keys.persons[person.key],
            name=person.name,
            phone=person.phone or None,
            address=f"{keys.regions[person.home].name}{person.building}" if person.home else None,
            door=person.door or None,
            birth_year=person.birth_year,
        )
        for person in people
    ]
    await _add(change, privates)


async def _grant(change: Change, keys: DemoKeys, city: DemoCity) -> None:
    rows = [
        RoleGrantRow(
            id=change.key(),
            person_id=keys.persons[grant.person],
            role=grant.role,
            region_id=keys.regions[grant.region].id,
            valid_from=change.now - timedelta(days=1),
        )
        for grant in city.people.grants
    ]
    await _add(change, rows)
    notes = []
    for row, grant in zip(rows, city.people.grants, strict=True):
        details = {"role": grant.role.value, "person": str(row.person_id)}
        notes.append(Note(row, "GRANTED", keys.regions[grant.region].path, details=details))
    await note_all(change, notes)


async def _open_accounts(change: Change, keys: DemoKeys, city: DemoCity) -> None:
    password_hash = await hash_password(city.people.password)
    rows = [
        AccountRow(
            id=change.key(),
            person_id=keys.persons[account.person],
            user_name=plain_user_name(account.user_name),
            password_hash=password_hash,
            created_at=change.now,
        )
        for account in city.people.accounts
    ]
    await _add(change, rows)


async def _register(change: Change, keys: DemoKeys, partners: Sequence[DemoPartner]) -> None:
    for partner in partners:
        region = keys.regions[partner.region]
        keys.partners[partner.key] = PartnerRow(
            id=change.key(),
            kind=partner.kind,
            name=partner.name,
            introduction=partner.introduction,
            office_phone=partner.office_phone,
            region_id=region.id,
            region_path=region.path,
            status=PartnerStatus.CONFIRMED,
            is_department=partner.is_department,
            is_market_body=partner.is_market_body,
            office_of_region_id=keys.regions[partner.office_of].id if partner.office_of else None,
            is_able_person=partner.is_able_person,
            created_at=change.now,
        )
    rows = list(keys.partners.values())
    await _add(change, rows)
    await _add(change, [row for partner in partners for row in _contacts(change, keys, partner)])
    await _add(change, [row for partner in partners for row in _qualifications(change, keys, partner)])
    await note_all(change, (Note(row, "REGISTERED", row.region_path, row.id) for row in rows))


def _contacts(change: Change, keys: DemoKeys, partner: DemoPartner) -> Iterator[Table]:
    for position, contact in enumerate(partner.contacts):
        yield PartnerContactRow(
            id=change.key(),
            partner_id=keys.partners[partner.key].id,
            partner_kind=partner.kind,
            person_id=keys.persons[contact.key],
            is_leader=position == 0 and partner.kind is PartnerKind.GROUP,
            since=change.now,
        )


def _qualifications(change: Change, keys: DemoKeys, partner: DemoPartner) -> Iterator[Table]:
    for is_held, codes in ((True, partner.qualifications), (False, partner.qualifications_absent)):
        for code in codes:
            yield PartnerQualificationRow(
                partner_id=keys.partners[partner.key].id, code=code, is_held=is_held, recorded_at=change.now
            )


async def _add(change: Change, rows: Sequence[Table]) -> None:
    """Add rows before anything that points at them."""
    change.session.add_all(rows)
    await change.session.flush()


def _know_viewers(keys: DemoKeys, city: DemoCity) -> None:
    """Note who everybody is as a viewer, so that the life to come need not ask."""
    roles: dict[str, list[HeldRole]] = {}
    for grant in city.people.grants:
        region = keys.regions[grant.region]
        roles.setdefault(grant.person, []).append(HeldRole(grant.role, region.id, region.path))
    partners: dict[str, list[UUID]] = {}
    for partner in city.partners.values():
        for contact in partner.contacts:
            partners.setdefault(contact.key, []).append(keys.partners[partner.key].id)
    for key, person_id in keys.persons.items():
        keys.viewers[key] = Viewer(person_id, tuple(roles.get(key, ())), frozenset(partners.get(key, ())))
