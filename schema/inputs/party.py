"""Inputs about partners, resources and projects."""

from datetime import date
from decimal import Decimal
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from resolvers import partners, resources
from resolvers.changes import Work
from resolvers.coordinates import Place
from resolvers.quantities import stored
from resolvers.refusals import FieldFault, InvalidInput
from resolvers.resource_drafts import Base, OpenHours, ResourceDraft
from schema.identity import key
from schema.inputs.need import NewPersonInput
from schema.inputs.shared import Id, OnBehalfInput, on_behalf
from schema.words import Datum, Kind, PartnerKind, Serves, Travel, Unit
from storage.tables import PartnerRow, ResourceRow

MINUTES_AN_HOUR = 60


@strawberry.input(description="登记合伙人；居民登记后待社区确认。")
class RegisterPartnerInput:
    """A partner to be."""

    kind: PartnerKind
    name: str
    region: Id
    introduction: str = ""
    office_phone: str | None = None
    is_department: bool = False
    is_market_body: bool = False
    contact: NewPersonInput | None = strawberry.field(default=None, description="工作人员登记时填联系人。")
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[PartnerRow]:
        """Return the change asked for."""
        return lambda change: partners.register_partner(change, self._draft(), on_behalf=on_behalf(self.on_behalf))

    def _draft(self) -> partners.PartnerDraft:
        person = self.contact
        return partners.PartnerDraft(
            kind=self.kind,
            name=self.name,
            region_id=key(self.region, "Region", "region"),
            introduction=self.introduction,
            office_phone=self.office_phone,
            is_department=self.is_department,
            is_market_body=self.is_market_body,
            contact=partners.NewContact(person.called, person.name, person.phone) if person else None,
        )


@strawberry.input(description="确认合伙人。")
class ConfirmPartnerInput:
    """A partner confirmed by staff."""

    partner: Id
    is_able_person: bool = strawberry.field(default=False, description="能人，只用于志愿者。")

    def work(self) -> Work[PartnerRow]:
        """Return the change asked for."""
        return lambda change: partners.confirm_partner(
            change, key(self.partner, "Partner", "partner"), is_able_person=self.is_able_person
        )


@strawberry.input(description="服务点；坐标注明来源坐标系，存储时换算为 WGS-84。")
class BaseInput:
    """A point a resource is measured from."""

    lat: float
    lng: float
    label: str = ""
    datum: Datum = Datum.WGS84


@strawberry.input(description="某个星期几的开放时间，星期一为 0。")
class OpenHoursInput:
    """Open hours of one weekday."""

    weekday: int
    opens: str = strawberry.field(description="例如 09:00。")
    closes: str = strawberry.field(description="例如 17:30。")


def minutes(clock_time: str, field: str) -> int:
    """Return HH:MM as minutes from midnight, 24:00 included."""
    hours, colon, rest = clock_time.partition(":")
    if not (colon and hours.isascii() and hours.isdigit() and rest.isascii() and rest.isdigit()):
        raise InvalidInput.at(field, "HOURS", clock_time)
    return int(hours) * MINUTES_AN_HOUR + int(rest)


def bases(given: list[BaseInput]) -> tuple[Base, ...]:
    """Return the bases as the resolvers take them."""
    return tuple(Base(Place(one.lat, one.lng, one.datum), one.label) for one in given)


def hours(given: list[OpenHoursInput]) -> tuple[OpenHours, ...]:
    """Return the hours as the resolvers take them."""
    return tuple(
        OpenHours(one.weekday, minutes(one.opens, "hours.opens"), minutes(one.closes, "hours.closes")) for one in given
    )


@strawberry.input(description="提供资源。")
class OfferResourceInput:
    """What a partner offers."""

    partner: Id
    kind: Kind
    title: str
    text: str
    region: Id
    serves: Serves
    travel: Travel
    unit: Unit
    slot_capacity: Decimal = strawberry.field(description="物资和资金为总量，其余为同一时段能接待的量。")
    category: str | None = None
    second_category: str | None = None
    radius_m: int | None = None
    regions: list[Id] = strawberry.field(default_factory=list)
    bases: list[BaseInput] = strawberry.field(default_factory=list)
    hours: list[OpenHoursInput] = strawberry.field(default_factory=list)
    minimum_notice_hours: int = 0
    min_age: int | None = None
    max_age: int | None = None
    groups: list[str] = strawberry.field(default_factory=list)
    is_for_members: bool = False
    asks_in_return: str = ""
    fee_note: str = ""
    confirm_every_days: int | None = None
    valid_until: date | None = None
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[ResourceRow]:
        """Return the change asked for."""
        return lambda change: resources.offer_resource(change, self._draft(), on_behalf=on_behalf(self.on_behalf))

    def _draft(self) -> ResourceDraft:
        return ResourceDraft(
            partner_id=key(self.partner, "Partner", "partner"),
            kind=self.kind,
            title=self.title,
            text=self.text,
            region_id=key(self.region, "Region", "region"),
            serves=self.serves,
            travel=self.travel,
            unit=self.unit,
            slot_capacity=stored(self.slot_capacity, self.unit, "slotCapacity"),
            category=self.category,
            second_category=self.second_category,
            radius_m=self.radius_m,
            regions=tuple(key(one, "Region", "regions") for one in self.regions),
            bases=bases(self.bases),
            hours=hours(self.hours),
            minimum_notice_hours=self.minimum_notice_hours,
            min_age=self.min_age,
            max_age=self.max_age,
            groups=tuple(self.groups),
            is_for_members=self.is_for_members,
            asks_in_return=self.asks_in_return,
            fee_note=self.fee_note,
            confirm_every_days=self.confirm_every_days,
            valid_until=self.valid_until,
        )


CLEARABLE = frozenset({"category", "second_category", "radius_m", "min_age", "max_age", "valid_until"})
"""What a resource may be without, so that null clears it."""


@strawberry.input(description="修改资源；不写的栏目不变，写 null 的栏目清空。")
class EditResourceInput:
    """What changes of a resource."""

    resource: Id
    version: int
    title: str | None = strawberry.UNSET
    text: str | None = strawberry.UNSET
    category: str | None = strawberry.UNSET
    second_category: str | None = strawberry.UNSET
    serves: Serves | None = strawberry.UNSET
    radius_m: int | None = strawberry.UNSET
    regions: list[Id] | None = strawberry.UNSET
    bases: list[BaseInput] | None = strawberry.UNSET
    hours: list[OpenHoursInput] | None = strawberry.UNSET
    travel: Travel | None = strawberry.UNSET
    slot_capacity: Decimal | None = strawberry.field(
        default=strawberry.UNSET, description="物资和资金为总量，其余为同一时段能接待的量。"
    )
    minimum_notice_hours: int | None = strawberry.UNSET
    min_age: int | None = strawberry.UNSET
    max_age: int | None = strawberry.UNSET
    groups: list[str] | None = strawberry.UNSET
    is_for_members: bool | None = strawberry.UNSET
    asks_in_return: str | None = strawberry.UNSET
    fee_note: str | None = strawberry.UNSET
    valid_until: date | None = strawberry.UNSET
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[ResourceRow]:
        """Return the change asked for."""
        return lambda change: resources.edit_resource(
            change,
            key(self.resource, "Resource", "resource"),
            self.version,
            self._given(),
            on_behalf=on_behalf(self.on_behalf),
        )

    def _given(self) -> dict[str, Any]:
        given = {
            name: value
            for name, value in vars(self).items()
            if name not in ("resource", "version", "on_behalf") and value is not strawberry.UNSET
        }
        kept = {name for name, value in given.items() if value is None} - CLEARABLE
        if kept:
            raise InvalidInput([FieldFault(to_camel_case(name), "NULL") for name in sorted(kept)])
        if "regions" in given:
            given["regions"] = tuple(key(one, "Region", "regions") for one in given["regions"])
        if "bases" in given:
            given["bases"] = bases(given["bases"])
        if "hours" in given:
            given["hours"] = hours(given["hours"])
        if "groups" in given:
            given["groups"] = tuple(given["groups"])
        return given


@strawberry.input(description="资源仍然有效。")
class ConfirmResourceInput:
    """A resource that still stands."""

    resource: Id
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[ResourceRow]:
        """Return the change asked for."""
        return lambda change: resources.confirm_resource(
            change, key(self.resource, "Resource", "resource"), on_behalf=on_behalf(self.on_behalf)
        )


@strawberry.input(description="暂停资源，可以写到哪天。")
class PauseResourceInput:
    """A resource that rests."""

    resource: Id
    until: date | None = None
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[ResourceRow]:
        """Return the change asked for."""
        return lambda change: resources.pause_resource(
            change,
            key(self.resource, "Resource", "resource"),
            until=self.until,
            on_behalf=on_behalf(self.on_behalf),
        )


@strawberry.input(description="恢复资源。")
class ResumeResourceInput:
    """A resource that is there again."""

    resource: Id
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[ResourceRow]:
        """Return the change asked for."""
        return lambda change: resources.resume_resource(
            change, key(self.resource, "Resource", "resource"), on_behalf=on_behalf(self.on_behalf)
        )
