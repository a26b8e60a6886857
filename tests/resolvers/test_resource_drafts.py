from datetime import date
from typing import Any
from uuid import UUID

import pytest

from resolvers.coordinates import Place
from resolvers.resource_drafts import Base, OpenHours, ResourceDraft, resource_faults
from storage.codes import Kind, Serves, Travel, Unit
from storage.vocabulary import shipped_vocabulary

TODAY = date(2026, 3, 2)
OFFER: dict[str, Any] = {
    "partner_id": UUID(int=1),
    "kind": Kind.SERVICE,
    "title": "上门换灯泡",
    "text": "电工上门",
    "region_id": UUID(int=2),
    "serves": Serves.REGIONS,
    "travel": Travel.PARTNER_COMES,
    "unit": Unit.TIME,
    "slot_capacity": 2,
}


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"title": "  "}, "title", "EMPTY"),
        ({"title": "长" * 121}, "title", "TOO_LONG"),
        ({"fee_note": "长" * 201}, "feeNote", "TOO_LONG"),
        ({"category": "NO_SUCH"}, "category", "UNKNOWN_CATEGORY"),
        ({"second_category": "NO_SUCH"}, "secondCategory", "UNKNOWN_CATEGORY"),
        ({"serves": Serves.RADIUS, "bases": (Base(Place(25, 102)),)}, "radiusM", "RADIUS_NEEDED"),
        ({"serves": Serves.RADIUS, "radius_m": 500}, "bases", "BASE_NEEDED"),
        ({"radius_m": 500}, "radiusM", "RADIUS_ONLY"),
        ({"serves": Serves.RADIUS, "radius_m": 0, "bases": (Base(Place(25, 102)),)}, "radiusM", "POSITIVE"),
        ({"bases": (Base(Place(25, 102), "长" * 81),)}, "bases[0].label", "TOO_LONG"),
        ({"slot_capacity": 0}, "slotCapacity", "POSITIVE"),
        ({"slot_capacity": 3_000_000_000}, "slotCapacity", "TOO_LARGE"),
        ({"min_age": -1}, "minAge", "AGE"),
        ({"min_age": 60, "max_age": 18}, "maxAge", "REVERSED"),
        ({"minimum_notice_hours": -1}, "minimumNoticeHours", "NOT_NEGATIVE"),
        ({"confirm_every_days": 0}, "confirmEveryDays", "POSITIVE"),
        ({"valid_until": date(2026, 3, 1)}, "validUntil", "IN_THE_PAST"),
        ({"hours": (OpenHours(7, 0, 60),)}, "hours[0].weekday", "WEEKDAY"),
        ({"hours": (OpenHours(0, 60, 60),)}, "hours[0].closes", "HOURS"),
        ({"hours": (OpenHours(0, 60, 200), OpenHours(0, 100, 300))}, "hours", "OVERLAP"),
    ],
)
def test_an_offer_that_does_not_fit_is_refused_by_field(given: dict[str, Any], field: str, code: str) -> None:
    faults = resource_faults(ResourceDraft(**{**OFFER, **given}), shipped_vocabulary(), TODAY)
    assert [(fault.field, fault.code) for fault in faults] == [(field, code)]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"category": "HOME_ELECTRIC", "valid_until": TODAY, "min_age": 60, "max_age": 60},
        {"serves": Serves.RADIUS, "radius_m": 1, "bases": (Base(Place(25, 102)),)},
        {"hours": (OpenHours(0, 0, 60), OpenHours(0, 60, 1440), OpenHours(6, 0, 1440))},
    ],
)
def test_an_offer_that_fits_has_no_faults(given: dict[str, Any]) -> None:
    assert resource_faults(ResourceDraft(**{**OFFER, **given}), shipped_vocabulary(), TODAY) == []
