"""What lies around in the demo city, what was agreed with partners, and what desks keep for themselves."""

from datetime import timedelta
from decimal import Decimal

from resolvers.changes import Change
from resolvers.coordinates import Place as Point
from resolvers.numbers import LOCAL
from resolvers.partnerships import PartnershipDraft, Promise, promise, record_partnership
from resolvers.places import PlaceDraft, record_place
from resolvers.saved_filters import FilterDraft, save_filter
from resolvers.settings.editing import LineEdit, edit_settings
from server.demo_around_records import DemoFilter, DemoPartnership, DemoPlace, DemoPromise, DemoSetting
from server.demo_stage import Act, Stage, Step
from server.demo_times import by_day_before


def plan_around(stage: Stage) -> list[Step]:
    """Return who recorded what on which day."""
    around = stage.city.around

    def step(days_ago: int, person: str, about: str, act: Act) -> Step:
        return Step(by_day_before(stage.now - timedelta(days=days_ago)), person, about, act)

    return [
        *(step(one.days_ago, one.by, one.name, _place(stage, one)) for one in around.place),
        *(step(one.days_ago, one.by, one.partner, _agree(stage, one)) for one in around.partnership),
        *(step(0, one.person, one.name, _keep(one)) for one in around.saved_filter),
        *(step(one.days_ago, one.by, one.region, _set(stage, one)) for one in around.setting),
    ]


def _place(stage: Stage, one: DemoPlace) -> Act:
    draft = PlaceDraft(
        region_id=stage.keys.regions[one.region].id,
        kind=one.kind,
        name=one.name,
        address=one.address,
        point=Point(one.lat, one.lng),
        hours=one.hours,
        phone=one.phone,
        note=one.note,
    )

    async def act(change: Change) -> None:
        await record_place(change, draft)

    return act


def _agree(stage: Stage, one: DemoPartnership) -> Act:
    today = stage.now.astimezone(LOCAL).date()
    draft = PartnershipDraft(
        partner_id=stage.keys.partners[one.partner].id,
        region_id=stage.keys.regions[one.region].id,
        badge=one.badge,
        starts_on=today - timedelta(days=one.days_ago),
        ends_on=today + timedelta(days=one.for_days),
        terms=one.terms,
        region_brings=one.region_brings,
        promises=tuple(_promise(said) for said in one.promises),
    )

    async def act(change: Change) -> None:
        await record_partnership(change, draft)

    return act


def _promise(said: DemoPromise) -> Promise:
    quantity = None if said.quantity is None else Decimal(said.quantity)
    return promise(said.text, quantity, said.unit, "promises")


def _keep(one: DemoFilter) -> Act:
    async def act(change: Change) -> None:
        await save_filter(change, FilterDraft(one.screen, one.name, one.query))

    return act


def _set(stage: Stage, one: DemoSetting) -> Act:
    async def act(change: Change) -> None:
        edits = [LineEdit(key, value) for key, value in one.lines.items()]
        await edit_settings(change, stage.keys.regions[one.region].id, one.group, 0, edits)

    return act
