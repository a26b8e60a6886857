"""A resource as it is offered, and what may be wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from resolvers.coordinates import Place
from resolvers.refusals import FieldFault
from storage.codes import Kind, Serves, Travel, Unit
from storage.vocabulary import Vocabulary

LONGEST = {"title": 120, "text": 5_000, "asks_in_return": 200, "fee_note": 200}
LONGEST_LABEL = 80
LARGEST_CAPACITY = 2_000_000_000
OLDEST = 120
MINUTES_A_DAY = 1_440
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Base:
    """A point a resource is measured from."""

    place: Place
    label: str = ""


@dataclass(frozen=True, slots=True, order=True)
class OpenHours:
    """Open hours of one weekday (Monday is 0), in minutes from midnight of Asia/Shanghai."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceDraft:
    """What a partner offers; quantities count `unit`, funds in fen.

    Without `regions` a resource that serves regions serves its own; without `confirm_every_days` it is confirmed in
    the rhythm of its kind.
    """

    partner_id: UUID
    kind: Kind
    title: str
    text: str
    region_id: UUID
    serves: Serves
    travel: Travel
    unit: Unit
    slot_capacity: int
    category: str | None = None
    second_category: str | None = None
    radius_m: int | None = None
    regions: tuple[UUID, ...] = ()
    bases: tuple[Base, ...] = ()
    hours: tuple[OpenHours, ...] = ()
    minimum_notice_hours: int = 0
    min_age: int | None = None
    max_age: int | None = None
    groups: tuple[str, ...] = ()
    is_for_members: bool = False
    asks_in_return: str = ""
    fee_note: str = ""
    confirm_every_days: int | None = None
    valid_until: date | None = None


def resource_faults(draft: ResourceDraft, vocabulary: Vocabulary, today: date) -> list[FieldFault]:
    """Return everything that is wrong with a draft, by the names of the API."""
    return [
        *_wording_faults(draft, vocabulary),
        *_area_faults(draft),
        *_quantity_faults(draft),
        *_time_faults(draft, today),
    ]


def _wording_faults(draft: ResourceDraft, vocabulary: Vocabulary) -> Iterator[FieldFault]:
    names = {"asks_in_return": "asksInReturn", "fee_note": "feeNote"}
    for field, longest in LONGEST.items():
        if len(getattr(draft, field)) > longest:
            yield FieldFault(names.get(field, field), "TOO_LONG", str(longest))
    if not draft.title.strip():
        yield FieldFault("title", "EMPTY")
    for field, code in (("category", draft.category), ("secondCategory", draft.second_category)):
        if code is not None and code not in vocabulary.leaves:
            yield FieldFault(field, "UNKNOWN_CATEGORY", code)


def _area_faults(draft: ResourceDraft) -> Iterator[FieldFault]:
    by_radius = draft.serves is Serves.RADIUS
    if by_radius and draft.radius_m is None:
        yield FieldFault("radiusM", "RADIUS_NEEDED")
    if by_radius and not draft.bases:
        yield FieldFault("bases", "BASE_NEEDED")
    if not by_radius and draft.radius_m is not None:
        yield FieldFault("radiusM", "RADIUS_ONLY")
    if draft.radius_m is not None and draft.radius_m < 1:
        yield FieldFault("radiusM", "POSITIVE", str(draft.radius_m))
    for index, base in enumerate(draft.bases):
        if len(base.label) > LONGEST_LABEL:
            yield FieldFault(f"bases[{index}].label", "TOO_LONG", str(LONGEST_LABEL))


def _quantity_faults(draft: ResourceDraft) -> Iterator[FieldFault]:
    if draft.slot_capacity < 1:
        yield FieldFault("slotCapacity", "POSITIVE", str(draft.slot_capacity))
    if draft.slot_capacity > LARGEST_CAPACITY:
        yield FieldFault("slotCapacity", "TOO_LARGE", str(LARGEST_CAPACITY))
    for field, age in (("minAge", draft.min_age), ("maxAge", draft.max_age)):
        if age is not None and not 0 <= age <= OLDEST:
            yield FieldFault(field, "AGE", str(age))
    if draft.min_age is not None and draft.max_age is not None and draft.max_age < draft.min_age:
        yield FieldFault("maxAge", "REVERSED")


def _time_faults(draft: ResourceDraft, today: date) -> Iterator[FieldFault]:
    if draft.minimum_notice_hours < 0:
        yield FieldFault("minimumNoticeHours", "NOT_NEGATIVE", str(draft.minimum_notice_hours))
    if draft.confirm_every_days is not None and draft.confirm_every_days < 1:
        yield FieldFault("confirmEveryDays", "POSITIVE", str(draft.confirm_every_days))
    if draft.valid_until is not None and draft.valid_until < today:
        yield FieldFault("validUntil", "IN_THE_PAST")
    for index, hours in enumerate(draft.hours):
        if not 0 <= hours.weekday < DAYS_A_WEEK:
            yield FieldFault(f"hours[{index}].weekday", "WEEKDAY", str(hours.weekday))
        if not 0 <= hours.opens < hours.closes <= MINUTES_A_DAY:
            yield FieldFault(f"hours[{index}].closes", "HOURS")
    in_order = sorted(draft.hours)
    for before, after in pairwise(in_order):
        if before.weekday == after.weekday and after.opens < before.closes:
            yield FieldFault("hours", "OVERLAP", str(after.weekday))
