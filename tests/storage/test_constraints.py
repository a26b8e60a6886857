"""What the database itself refuses, whoever asks."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from storage.codes import Nature, NeedStatus, PartnerKind, Serves
from storage.columns import Table
from storage.engine import Database
from storage.tables import (
    BulletinRow,
    EventRow,
    NeedPartRow,
    NeedRow,
    NeedShareRow,
    NeedUrgeRow,
    PartnerRow,
    PersonRow,
    RegionRow,
    ResourceRow,
    ResourceSlotRow,
)
from tests.storage.rows import Rows, keep


@dataclass(frozen=True)
class Corner:
    """A community with a person, two partners, a resource and a need of one part, all stored."""

    region: RegionRow
    person: PersonRow
    unit: PartnerRow
    volunteer: PartnerRow
    resource: ResourceRow
    need: NeedRow
    part: NeedPartRow


@pytest.fixture
async def corner(database: Database, rows: Rows) -> Corner:
    """Give a stored corner of a community."""
    region = rows.region()
    person = rows.person()
    unit = rows.partner(region)
    volunteer = rows.partner(region, kind=PartnerKind.VOLUNTEER, name="李师傅")
    resource = rows.resource(unit, region)
    need = rows.need(region, person)
    part = rows.part(need, quantity=3)
    await keep(database, region, person, unit, volunteer, resource, need, part)
    return Corner(region, person, unit, volunteer, resource, need, part)


FOREIGN_KEY = re.compile("foreign key", re.IGNORECASE)

Broken = Callable[[Rows, Corner], Table]

BROKEN_CHECKS: dict[str, Broken] = {
    "ck_need_for_exactly_one": lambda rows, at: rows.need(at.region, at.person, for_person_id=None),
    "ck_need_published_wording": lambda rows, at: rows.need(at.region, at.person, published_at=rows.clock()),
    "ck_need_complaint_never_public": lambda rows, at: rows.need(
        at.region, at.person, nature=Nature.COMPLAINT, published_at=rows.clock(), public_title="楼道灯坏了"
    ),
    "ck_need_merged": lambda rows, at: rows.need(at.region, at.person, status=NeedStatus.MERGED),
    "ck_need_accepted_owner": lambda rows, at: rows.need(at.region, at.person, status=NeedStatus.ACCEPTED),
    "ck_need_point_whole": lambda rows, at: rows.need(at.region, at.person, lat=25.04),
    "ck_need_part_quantity": lambda rows, at: rows.part(at.need, position=2, quantity=0),
    "ck_need_part_promised": lambda rows, at: rows.part(at.need, position=2, quantity=2, promised=3),
    "ck_need_part_delivered": lambda rows, at: rows.part(at.need, position=2, quantity=2, delivered=-1),
    "ck_need_part_window": lambda rows, at: rows.part(
        at.need, position=2, earliest=rows.clock(), latest=rows.clock() - timedelta(hours=1)
    ),
    "ck_resource_radius": lambda rows, at: rows.resource(at.unit, at.region, serves=Serves.RADIUS),
    "ck_resource_radius_positive": lambda rows, at: rows.resource(at.unit, at.region, serves=Serves.RADIUS, radius_m=0),
    "ck_resource_ages": lambda rows, at: rows.resource(at.unit, at.region, min_age=60, max_age=6),
    "ck_resource_slot_taken": lambda rows, at: rows.slot(at.resource, capacity=2, taken=3),
    "ck_partner_able_person": lambda rows, at: rows.partner(at.region, is_able_person=True),
    "ck_partner_unit_flags": lambda rows, at: rows.partner(at.region, kind=PartnerKind.GROUP, is_department=True),
    "ck_partner_own_office": lambda rows, at: rows.partner(
        at.region, kind=PartnerKind.GROUP, office_of_region_id=at.region.id
    ),
    "ck_dispatch_quantity": lambda rows, at: rows.dispatch(at.part, at.resource, at.person, quantity=0),
    "ck_dispatch_time": lambda rows, at: rows.dispatch(
        at.part, at.resource, at.person, starts_at=rows.clock(), ends_at=rows.clock()
    ),
    "ck_dispatch_visit_code": lambda rows, at: rows.dispatch(at.part, at.resource, at.person, visit_code="123"),
    "ck_region_hours_of_phone": lambda rows, _: rows.region("0002", hours="周一至周五"),
    "ck_bulletin_days": lambda rows, at: BulletinRow(
        id=rows.key(),
        region_id=at.region.id,
        region_path=at.region.path,
        title="停水",
        text="周三停水",
        starts_on=rows.clock().date(),
        ends_on=rows.clock().date() - timedelta(days=1),
        posted_by=at.person.id,
        created_at=rows.clock(),
    ),
    "ck_region_path_width": lambda rows, _: rows.region("00020"),
    "ck_region_point_whole": lambda rows, _: rows.region("0002", lng=102.7),
}


@pytest.mark.parametrize("constraint", BROKEN_CHECKS)
async def test_check_refuses_a_broken_row(constraint: str, database: Database, rows: Rows, corner: Corner) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        await keep(database, BROKEN_CHECKS[constraint](rows, corner))


@pytest.mark.parametrize("asked_for", [{"for_partner_id"}, {"for_region_id"}, {"for_partner_id", "for_region_id"}])
async def test_need_for_a_person_is_for_nobody_else(
    asked_for: set[str], database: Database, rows: Rows, corner: Corner
) -> None:
    everybody = {"for_partner_id": corner.unit.id, "for_region_id": corner.region.id}
    chosen = {name: key for name, key in everybody.items() if name in asked_for}
    with pytest.raises(IntegrityError, match="ck_need_for_exactly_one"):
        await keep(database, rows.need(corner.region, corner.person, **chosen))


@pytest.mark.parametrize("asked_for", ["for_person_id", "for_partner_id", "for_region_id"])
async def test_need_is_for_any_one_of_the_three(asked_for: str, database: Database, rows: Rows, corner: Corner) -> None:
    everybody = {
        "for_person_id": corner.person.id,
        "for_partner_id": corner.unit.id,
        "for_region_id": corner.region.id,
    }
    chosen = {name: key if name == asked_for else None for name, key in everybody.items()}
    await keep(database, rows.need(corner.region, corner.person, **chosen))


async def _refuse_twin(database: Database, columns: str, first: Table, twin: Table) -> None:
    """Store `first`, and see `twin` refused because the columns already hold its values.

    SQLite names the columns that clash, PostgreSQL the index that is named after them.
    """
    await keep(database, first)
    with pytest.raises(IntegrityError, match=columns):
        await keep(database, twin)


async def test_volunteer_has_one_contact(database: Database, rows: Rows, corner: Corner) -> None:
    somebody = rows.person()
    await keep(database, somebody)
    await _refuse_twin(
        database,
        r"partner_contact\.partner_id\n|ix_partner_contact_only_one",
        rows.contact(corner.volunteer, corner.person),
        rows.contact(corner.volunteer, somebody),
    )


async def test_volunteer_may_be_handed_to_a_new_contact(database: Database, rows: Rows, corner: Corner) -> None:
    somebody = rows.person()
    await keep(
        database,
        somebody,
        rows.contact(corner.volunteer, corner.person, until=rows.clock()),
        rows.contact(corner.volunteer, somebody),
    )


async def test_unit_has_as_many_contacts_as_it_likes(database: Database, rows: Rows, corner: Corner) -> None:
    somebody = rows.person()
    await keep(database, somebody, rows.contact(corner.unit, corner.person), rows.contact(corner.unit, somebody))


async def test_contact_cannot_call_a_volunteer_a_unit(database: Database, rows: Rows, corner: Corner) -> None:
    contact = rows.contact(corner.volunteer, corner.person)
    contact.partner_kind = PartnerKind.UNIT
    with pytest.raises(IntegrityError, match=FOREIGN_KEY):
        await keep(database, contact)


async def test_resource_has_one_slot_without_a_time(database: Database, rows: Rows, corner: Corner) -> None:
    await _refuse_twin(
        database,
        r"resource_slot\.resource_id\n|ix_resource_slot_timeless",
        rows.slot(corner.resource),
        rows.slot(corner.resource),
    )


async def test_resource_has_one_slot_at_a_time(database: Database, rows: Rows, corner: Corner) -> None:
    await _refuse_twin(
        database,
        r"resource_slot\.starts_at|uq_resource_slot_resource_id_starts_at",
        rows.slot(corner.resource, starts_at=rows.clock()),
        rows.slot(corner.resource, starts_at=rows.clock()),
    )


async def test_a_need_is_urged_once_a_day_and_shared_once_at_a_time(
    database: Database, rows: Rows, corner: Corner
) -> None:
    def urge() -> NeedUrgeRow:
        day = rows.clock().date()
        given = {"need_id": corner.need.id, "person_id": corner.person.id, "created_at": rows.clock()}
        return NeedUrgeRow(id=rows.key(), day=day, **given)

    def share() -> NeedShareRow:
        given = {"need_id": corner.need.id, "shared_by": corner.person.id, "created_at": rows.clock()}
        return NeedShareRow(id=rows.key(), expires_at=rows.clock() + timedelta(days=1), **given)

    await _refuse_twin(database, r"need_urge.need_id, need_urge.day|uq_need_urge_need_id_day", urge(), urge())
    await _refuse_twin(database, r"need_share.need_id|ix_need_share_open", share(), share())


async def test_source_key_is_taken_once_in_a_region(database: Database, rows: Rows, corner: Corner) -> None:
    await _refuse_twin(
        database,
        r"need\.source_key|uq_need_region_id_source_key",
        rows.need(corner.region, corner.person, source_key="letters:1"),
        rows.need(corner.region, corner.person, source_key="letters:1"),
    )


@pytest.mark.parametrize("change", [1, -1])
async def test_slot_is_never_taken_beyond_its_bounds(
    change: int, database: Database, rows: Rows, corner: Corner
) -> None:
    slot = rows.slot(corner.resource, capacity=2, taken=2 if change == 1 else 0)
    await keep(database, slot)

    async def move() -> None:
        async with database.write() as session:
            await session.execute(update(ResourceSlotRow).values(taken=ResourceSlotRow.taken + change))

    with pytest.raises(IntegrityError, match="ck_resource_slot_taken"):
        await move()
    async with database.read() as session:
        assert await session.scalar(select(ResourceSlotRow.taken)) == slot.taken


async def test_promise_never_exceeds_what_is_needed(database: Database, corner: Corner) -> None:
    async def promise_too_much() -> None:
        async with database.write() as session:
            await session.execute(update(NeedPartRow).values(promised=corner.part.quantity + 1))

    with pytest.raises(IntegrityError, match="ck_need_part_promised"):
        await promise_too_much()


async def test_need_lies_in_a_region_that_exists(database: Database, rows: Rows, corner: Corner) -> None:
    with pytest.raises(IntegrityError, match=FOREIGN_KEY):
        await keep(database, rows.need(rows.region("0009"), corner.person))


async def test_moved_region_takes_its_needs_and_partners_along(database: Database, corner: Corner) -> None:
    async with database.write() as session:
        await session.execute(update(RegionRow).where(RegionRow.id == corner.region.id).values(path="00020001"))
    async with database.read() as session:
        assert await session.scalar(select(NeedRow.region_path)) == "00020001"
        assert set(await session.scalars(select(PartnerRow.region_path))) == {"00020001"}


@pytest.mark.usefixtures("corner")
async def test_word_outside_its_list_is_refused(database: Database) -> None:
    async def write(urgency: str) -> None:
        async with database.write() as session:
            await session.execute(text("UPDATE need SET urgency = :urgency"), {"urgency": urgency})

    await write("P1")
    with pytest.raises(IntegrityError, match="ck_need_urgency"):
        await write("P9")


async def test_event_number_is_never_given_twice(
    database: Database, owner: Database, rows: Rows, corner: Corner
) -> None:
    first = rows.event(corner.region)
    await keep(database, first)
    async with owner.write() as session:
        await session.execute(delete(EventRow))
    second = rows.event(corner.region)
    await keep(database, second)
    assert second.seq > first.seq
