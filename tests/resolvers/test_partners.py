import pytest
from sqlalchemy import select

from resolvers.changes import OnBehalf
from resolvers.partners import NewContact, PartnerDraft, confirm_partner, register_partner, speakers_of
from resolvers.refusals import InvalidInput, MoveNotPossible, NotAllowed, NotFound, NotSignedIn
from resolvers.viewer import NOBODY
from storage.codes import Channel, PartnerKind, PartnerStatus
from storage.tables import EventRow, PartnerContactRow, PartnerRow
from tests.databases import on_sqlite_only
from tests.factories import Town


async def contacts(town: Town, partner: PartnerRow) -> list[PartnerContactRow]:
    return await town.rows(select(PartnerContactRow).where(PartnerContactRow.partner_id == partner.id))


async def test_whoever_registers_a_partner_speaks_for_it_and_waits_for_staff(town: Town) -> None:
    draft = PartnerDraft(PartnerKind.VOLUNTEER, "电工老陈", town.community.id)
    partner = await town.do(town.neighbour, register_partner, draft)
    assert partner.status is PartnerStatus.REGISTERED
    assert [one.person_id for one in await contacts(town, partner)] == [town.neighbour.person_id]
    confirmed = await town.do(town.staff, confirm_partner, partner.id, is_able_person=True)
    assert (confirmed.status, confirmed.is_able_person) == (PartnerStatus.CONFIRMED, True)


@on_sqlite_only
async def test_what_staff_register_is_confirmed_and_has_the_speaker_they_name(town: Town) -> None:
    contact = NewContact("阿珍", name="何秀珍", phone="13800000001")
    draft = PartnerDraft(PartnerKind.GROUP, "红马甲志愿队", town.community.id, contact=contact)
    partner = await town.do(town.staff, register_partner, draft)
    (leader,) = await contacts(town, partner)
    assert (partner.status, leader.is_leader) == (PartnerStatus.CONFIRMED, True)
    async with town.context.database.read() as session:
        assert list(await speakers_of(session, partner.id, town.context.now())) == [leader.person_id]


@on_sqlite_only
async def test_staff_may_register_a_unit_without_a_contact_but_no_volunteer(town: Town) -> None:
    unit = await town.do(
        town.staff, register_partner, PartnerDraft(PartnerKind.UNIT, "城管中队", town.community.id, is_department=True)
    )
    assert unit.is_department
    assert await contacts(town, unit) == []
    with pytest.raises(InvalidInput) as refused:
        await town.do(town.staff, register_partner, PartnerDraft(PartnerKind.VOLUNTEER, "老陈", town.community.id))
    assert refused.value.faults[0].code == "NEEDS_PERSON"


@on_sqlite_only
async def test_only_staff_register_for_somebody_else(town: Town) -> None:
    draft = PartnerDraft(PartnerKind.UNIT, "小卖部", town.community.id)
    for_other = OnBehalf(Channel.PHONE, town.resident.person_id)
    for viewer in (town.neighbour, town.other_staff, town.officer):
        with pytest.raises(NotAllowed):
            await town.do(viewer, register_partner, draft, on_behalf=for_other)
    partner = await town.do(town.staff, register_partner, draft, on_behalf=for_other)
    (event,) = await town.rows(select(EventRow).where(EventRow.key == partner.id, EventRow.move == "REGISTERED"))
    assert (event.channel, event.on_behalf_of_id) == (Channel.PHONE, town.resident.person_id)


@on_sqlite_only
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "长" * 81}, "name"),
        ({"kind": PartnerKind.GROUP, "is_department": True}, "isDepartment"),
        ({"kind": PartnerKind.VOLUNTEER, "is_market_body": True}, "isMarketBody"),
        ({"introduction": "长" * 501}, "introduction"),
        ({"office_phone": "1" * 25}, "officePhone"),
    ],
)
async def test_a_partner_that_does_not_fit_is_refused_by_field(
    town: Town, given: dict[str, object], field: str
) -> None:
    fields = {"kind": PartnerKind.UNIT, "name": "小卖部", "region_id": town.community.id, **given}
    with pytest.raises(InvalidInput) as refused:
        await town.do(town.resident, register_partner, PartnerDraft(**fields))  # type: ignore[arg-type]  # what a test says
    assert [fault.field for fault in refused.value.faults] == [field]
    assert await town.rows(select(PartnerRow).where(PartnerRow.id != town.shop.id)) == []


@on_sqlite_only
async def test_confirming_is_for_staff_of_the_region(town: Town) -> None:
    partner = await town.do(
        town.neighbour, register_partner, PartnerDraft(PartnerKind.UNIT, "小卖部", town.community.id)
    )
    for viewer in (town.neighbour, town.other_staff, town.officer):
        with pytest.raises(NotAllowed):
            await town.do(viewer, confirm_partner, partner.id)
    with pytest.raises(NotSignedIn):
        await town.do(NOBODY, confirm_partner, partner.id)
    with pytest.raises(NotFound):
        await town.do(town.staff, confirm_partner, town.community.id)
    with pytest.raises(InvalidInput):
        await town.do(town.staff, confirm_partner, partner.id, is_able_person=True)


@on_sqlite_only
async def test_a_partner_that_left_is_not_confirmed_again(town: Town) -> None:
    async with town.context.database.write() as session:
        (await session.get_one(PartnerRow, town.shop.id)).status = PartnerStatus.LEFT
    with pytest.raises(MoveNotPossible):
        await town.do(town.staff, confirm_partner, town.shop.id)
