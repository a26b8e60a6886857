"""Rows become the records of matching with nothing lost and nothing held against anybody unfairly."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from matching import ResourceRecord, Window
from resolvers.life.answering import return_dispatch, take_dispatch
from resolvers.life.doing import fail_dispatch, finish_dispatch, start_dispatch
from resolvers.life.raising import PartDraft
from resolvers.life.verdicts import Verdict, evaluate_need
from resolvers.matches.of_resource import never_public
from resolvers.records.needs import Wording, need_record, need_records, wished_window
from resolvers.records.resources import offered_resources
from resolvers.records.vocabulary import matching_vocabulary
from resolvers.resource_drafts import OpenHours
from storage.codes import DispatchStatus, Kind, NeedStatus, Satisfied, Solved, Unit
from storage.tables import (
    DispatchRow,
    PartnerQualificationRow,
    PersonPrivateRow,
    ResourceExceptionRow,
    ResourceRow,
)
from storage.vocabulary import shipped_vocabulary
from tests.clock import HandClock
from tests.databases import on_sqlite_only
from tests.factories import Town

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


async def record(town: Town, resource: ResourceRow) -> ResourceRecord:
    async with town.context.database.read() as session:
        found = await offered_resources(session, town.context.vocabulary, town.context.now(), [resource.id])
        everything = await offered_resources(session, town.context.vocabulary, town.context.now())
    assert found[0] in everything
    return found[0].record


async def test_an_offer_is_read_with_everything_beside_it(town: Town, clock: HandClock) -> None:
    hours = (OpenHours(0, 540, 1020), OpenHours(5, 540, 720))
    resource = await town.resource(hours=hours, second_category="HOME_APPLIANCE", is_for_members=True, groups=("老人",))
    week = clock().date() + DAY
    async with town.context.database.write() as session:
        for code, is_held in (("ELECTRICIAN_LICENCE", True), ("FOOD_LICENCE", False)):
            session.add(
                PartnerQualificationRow(
                    partner_id=resource.partner_id, code=code, is_held=is_held, recorded_at=clock()
                ),
            )
        session.add(ResourceExceptionRow(id=town.shop.id, resource_id=resource.id, day=week, opens=None, closes=None))
        special = ResourceExceptionRow(
            id=town.community.id, resource_id=resource.id, day=week + DAY, opens=600, closes=660
        )
        session.add(special)
    found = await record(town, resource)
    assert (found.partner_name, found.kind, found.serves) == ("翠湖五金店", "SERVICE", "REGIONS")
    assert found.categories == ("HOME_ELECTRIC", "HOME_APPLIANCE")
    assert (found.region_paths, found.home_region_path) == ((town.community.path,), town.community.path)
    assert [(one.weekday, one.opens, one.closes) for one in found.weekly_hours] == [(0, 540, 1020), (5, 540, 720)]
    assert found.closed_days == {week}
    assert [one.end - one.start for one in found.busy] == [10 * HOUR, 13 * HOUR]
    assert found.qualifications_held == {"ELECTRICIAN_LICENCE"}
    assert found.qualifications_absent == {"FOOD_LICENCE"}
    assert (found.members_only, found.groups, found.stock) == (str(town.shop.id), frozenset({"老人"}), None)


@on_sqlite_only
async def test_half_hours_that_are_full_are_joined_and_others_stay_free(town: Town, clock: HandClock) -> None:
    resource = await town.resource(slot_capacity=1)
    start = clock() + DAY
    for at in (start, start + 3 * HOUR):
        need = await town.need(NeedStatus.ACCEPTED)
        await town.dispatch(need, resource_id=resource.id, starts_at=at, ends_at=at + HOUR)
    assert (await record(town, resource)).busy == (
        Window(start, start + HOUR),
        Window(start + 3 * HOUR, start + 4 * HOUR),
    )


@on_sqlite_only
async def test_the_track_record_tells_taken_done_solved_and_satisfied_apart(town: Town, clock: HandClock) -> None:
    resource = await town.resource()
    judged = await served(town, resource)
    clock.advance(hours=1)
    verdict = Verdict(Solved.PARTLY, Satisfied.FAIR)
    await town.do(town.resident, evaluate_need, judged.need_id, verdict)
    clock.advance(hours=1)
    unjudged = await served(town, resource)
    clock.advance(hours=1)
    failed = await taken(town, resource)
    await town.do(town.shopkeeper, start_dispatch, failed.id)
    await town.do(town.shopkeeper, fail_dispatch, failed.id, reason_text="零件买不到")
    outcomes = (await record(town, resource)).outcomes
    facts = [(one.taken, one.done, one.solved, one.satisfied) for one in outcomes]
    assert facts == [(True, True, 0.5, 0.5), (True, True, None, None), (True, False, None, None)]
    assert unjudged.need_id != judged.need_id


@on_sqlite_only
async def test_what_policy_or_the_asker_caused_is_held_against_nobody(town: Town, clock: HandClock) -> None:
    resource = await town.resource()
    dispatch = await served(town, resource)
    clock.advance(hours=1)
    verdict = Verdict(Solved.NO, Satisfied.DISSATISFIED, reasons=("POLICY",))
    await town.do(town.resident, evaluate_need, dispatch.need_id, verdict)
    (outcome,) = (await record(town, resource)).outcomes
    assert (outcome.done, outcome.solved, outcome.satisfied) == (True, None, None)


@on_sqlite_only
@pytest.mark.parametrize(("reason", "counts"), [("WRONG_AREA", 1), ("FULL", 0), ("CONFLICT_OF_INTEREST", 0)])
async def test_only_returns_that_speak_of_fit_count(town: Town, reason: str, counts: int) -> None:
    resource = await town.resource()
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED), resource_id=resource.id)
    await town.do(town.shopkeeper, return_dispatch, dispatch.id, reason_code=reason)
    found = await record(town, resource)
    assert [one.taken for one in found.outcomes] == [False] * counts
    assert (found.open_load, found.last_dispatched_at) == (0, dispatch.created_at)


async def taken(town: Town, resource: ResourceRow) -> DispatchRow:
    dispatch = await town.dispatch(await town.need(NeedStatus.ACCEPTED), resource_id=resource.id)
    return await town.do(town.shopkeeper, take_dispatch, dispatch.id)


async def served(town: Town, resource: ResourceRow) -> DispatchRow:
    dispatch = await taken(town, resource)
    return await town.do(town.shopkeeper, finish_dispatch, dispatch.id, minutes_spent=20)


async def test_a_need_is_read_with_its_words_its_asker_and_who_may_not_serve_it(town: Town, clock: HandClock) -> None:
    part = PartDraft(text="换两个灯泡", kind=Kind.SERVICE, category="HOME_ELECTRIC", quantity=2, unit=Unit.PIECE)
    words = "厨房和厕所的灯泡坏了"
    need = await town.need(
        NeedStatus.ACCEPTED, words=words, parts=(part,), complained_about=town.shop.id, lat=25.05, lng=102.72
    )
    member_of = await town.partner("舞蹈队", contact=town.resident)
    async with town.context.database.write() as session:
        asker = PersonPrivateRow.person_id == town.resident.person_id
        await session.execute(update(PersonPrivateRow).where(asker).values(birth_year=1950))
    row = await town.part(need)
    async with town.context.database.read() as session:
        found = await need_record(session, need, row, clock())
        (public,) = await need_records(session, [(need, row)], clock(), wording=Wording.PUBLIC)
    assert (found.key, found.need_key) == (str(row.id), str(need.id))
    assert found.text == f"换两个灯泡\n{words}"
    assert public.text == ""
    assert (found.quantity, found.unit, found.kind, found.categories) == (2, "PIECE", "SERVICE", ("HOME_ELECTRIC",))
    assert (found.age, found.region_path, found.nature) == (76, town.compound.path, "HELP")
    assert found.point is not None
    assert found.barred_partners == {str(town.shop.id)}
    assert found.memberships == {str(member_of.id)}


@on_sqlite_only
async def test_what_was_promised_is_no_longer_asked_and_who_returned_it_is_not_asked_again(town: Town) -> None:
    resource = await town.resource()
    need = await town.need(NeedStatus.ACCEPTED, parts=(PartDraft(category="HOME_ELECTRIC", quantity=3),))
    dispatch = await town.dispatch(need, resource_id=resource.id)
    async with town.context.database.write() as session:
        await session.execute(
            update(DispatchRow).where(DispatchRow.id == dispatch.id).values(status=DispatchStatus.EXPIRED),
        )
    part = await town.part(need)
    part.promised = 2
    async with town.context.database.read() as session:
        found = await need_record(session, need, part, town.context.now())
    assert found.quantity == 1
    assert found.returned_resources == {str(resource.id)}


@on_sqlite_only
async def test_a_partner_that_asks_is_not_proposed_to_itself(town: Town) -> None:
    need = await town.need(NeedStatus.ACCEPTED, by=town.shopkeeper, for_partner=town.shop.id)
    part = await town.part(need)
    async with town.context.database.read() as session:
        found = await need_record(session, need, part, town.context.now())
    assert found.barred_partners == found.memberships == {str(town.shop.id)}


@pytest.mark.parametrize(
    ("earliest", "latest", "wished"),
    [
        (None, None, None),
        (None, NOW + DAY, (NOW, NOW + DAY)),
        (NOW + DAY, None, (NOW + DAY, NOW + 8 * DAY)),
        (NOW - DAY, NOW + DAY, (NOW, NOW + DAY)),
        (NOW - 2 * DAY, NOW - DAY, None),
    ],
)
def test_a_wished_time_is_what_is_left_of_it(
    earliest: datetime | None, latest: datetime | None, wished: tuple[datetime, datetime] | None
) -> None:
    assert wished_window(earliest, latest, NOW) == (None if wished is None else Window(*wished))


def test_the_vocabulary_of_matching_has_every_leaf_rule_and_danger() -> None:
    shipped = shipped_vocabulary()
    found = matching_vocabulary(shipped)
    assert [category.code for category in found.categories] == list(shipped.leaves)
    assert set(found.leaf_rules) == set(shipped.leaf_rules)
    assert found.leaf_rules["MEAL_CANTEEN"].qualifications == ("FOOD_LICENCE", "HEALTH_CERTIFICATE")
    assert [danger.show for danger in found.dangers] == [danger.code for danger in shipped.dangers]
    assert {code for code, rule in found.leaf_rules.items() if rule.public == "N"} == never_public(shipped)
    assert any(category.offered for category in found.categories)
