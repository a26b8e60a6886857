"""Lines of the list of resources 资源清单."""

import re
from datetime import datetime

from resolvers.life.slots import TIMELESS
from resolvers.lists.dates import end_of_day, read_date
from resolvers.lists.entries import Amount, ListedPartner, ListedResource
from resolvers.lists.hours import read_hours
from resolvers.lists.partner_lines import named_partner
from resolvers.lists.places import read_chain
from resolvers.lists.rows import Row, first_words, join_pieces
from resolvers.lists.understanding import (
    LONGEST_PARTNER_NAME,
    LONGEST_TITLE,
    WITHOUT_CATEGORY,
    Setting,
    amount_of,
    read_contact,
    read_external_id,
    read_quantity,
)
from resolvers.lists.words import UNIT_OF_KIND, guess_kind, is_remote, read_kind, travel_of
from resolvers.resource_drafts import OpenHours
from storage.codes import Kind, Unit

NEEDED = frozenset({"text", "title"})
UNNAMED_PARTNER = "待登记单位"
LONGEST_GUESSED_TITLE = 40
LONGEST_FEE_NOTE = 200

_PARTNER_IN_TEXT = re.compile("([^:：。;；\n]{2,30})[:：]")
_FEE = re.compile("费|元|免|价|fee|free", re.IGNORECASE)
_RADIUS = re.compile(r"(\d+(?:\.\d+)?)\s*(公里|千米|km|米|m)", re.IGNORECASE)
_AREA_PARTS = re.compile(r"[\s,，、;；/]+")


def read_resource(row: Row, setting: Setting) -> ListedResource | None:
    """Return the resource a line speaks of; None when it cannot be taken, with its faults in the row."""
    texts = row.texts("text")
    own_title = row.text("title")
    if not own_title and not texts and not row.faults:
        row.fault("TEXT_MISSING", row.first("title"))
    partner = _partner(row, setting, texts)
    title = own_title or _guessed_title(partner, texts)
    kind, amount = _kind_and_amount(row, partner, title, texts)
    hours, hours_text = _hours(row)
    text = join_pieces([text for text in (own_title, *texts, *_labelled(row, setting, hours_text)) if text])
    area = row.joined("area")
    terms = row.joined("terms")
    point = _point(row)
    resource = ListedResource(
        line=row.line,
        chain=partner.chain,
        external_id=read_external_id(row, setting),
        partner=partner,
        kind=kind,
        title=title[:LONGEST_TITLE],
        text=text,
        category=setting.category(row.text("category")),
        area=tuple(name for name in _AREA_PARTS.split(area) if name),
        radius_m=_radius(area) if point is not None else None,
        point=point,
        is_remote=is_remote(kind, text),
        travel=travel_of(kind, text),
        amount=amount,
        fee_note=terms if _FEE.search(terms) and len(terms) <= LONGEST_FEE_NOTE else "",
        hours=hours,
        confirmed_at=_confirmed_at(row, setting),
        valid_until=row.read("valid_until", read_date, setting.ahead),
    )
    return None if row.faults else resource


def _partner(row: Row, setting: Setting, texts: list[str]) -> ListedPartner:
    """Return the partner: its column names it, else the words before the colon, else nobody does yet."""
    name = row.text("partner", LONGEST_PARTNER_NAME)
    if not name and "partner" in setting.fields:
        if not row.faults:
            row.fault("NAME_MISSING")
    elif not name:
        found = _PARTNER_IN_TEXT.match(texts[0]) if texts else None
        name = found[1].strip() if found else UNNAMED_PARTNER
        row.warn("PARTNER_FROM_TEXT" if found else "PARTNER_UNNAMED", row.first("text"), name)
    return named_partner(row.line, read_chain(row.fields), name, read_contact(row))


def _guessed_title(partner: ListedPartner, texts: list[str]) -> str:
    """Return the beginning of the shortest description, without the partner's own name before it."""
    text = min(texts, key=len, default="")
    return first_words(text.removeprefix(partner.name).lstrip(":：。, ，"), LONGEST_GUESSED_TITLE) or partner.name


def _kind_and_amount(row: Row, partner: ListedPartner, title: str, texts: list[str]) -> tuple[Kind, Amount]:
    quantity = read_quantity(row, *texts, title)
    kind_text = row.text("kind")
    kind = read_kind(kind_text) if kind_text else None
    if kind is None:
        otherwise = Kind.POLICY if partner.is_department else Kind.SERVICE
        kind = guess_kind("\n".join([title, *texts]), quantity.unit if quantity else None, otherwise=otherwise)
    if quantity is None and kind in TIMELESS:
        row.warn("QUANTITY_MISSING", row.first("text"))
    return kind, amount_of(quantity, UNIT_OF_KIND.get(kind, Unit.TIME))


def _hours(row: Row) -> tuple[tuple[OpenHours, ...], str]:
    """Return the weekly hours, or the text that names none, for the description."""
    text = row.joined("hours")
    hours = read_hours(text) if text else ()
    if text and not hours:
        row.warn("HOURS_UNREAD", row.first("hours"), text)
    return hours, "" if hours else text


def _labelled(row: Row, setting: Setting, hours_text: str) -> list[str]:
    """Return what has no field of its own, each after its head, for the description."""
    said = {name: row.joined(name) for name in ("area", "terms", "address", "remark")}
    category = row.text("category")
    if category.lower() not in WITHOUT_CATEGORY and setting.category(category) is None:
        said["category"] = category
    said["hours"] = hours_text
    return [f"{setting.heads[name]}:{text}" for name, text in said.items() if text]


def _point(row: Row) -> tuple[float, float] | None:
    lat, lng = row.text("lat"), row.text("lng")
    if not lat and not lng:
        return None
    try:
        point = float(lat), float(lng)
    except ValueError:
        row.fault("POINT_UNREAD", row.first("lat") or row.first("lng"), f"{lat} {lng}")
        return None
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):  # noqa: PLR2004 - degrees of latitude and longitude
        row.fault("POINT_UNREAD", row.first("lat"), f"{lat} {lng}")
    return point


def _radius(area: str) -> int | None:
    found = _RADIUS.search(area)
    if found is None:
        return None
    metres = float(found[1]) * (1 if found[2].lower() in {"米", "m"} else 1000)
    return round(metres) or None


def _confirmed_at(row: Row, setting: Setting) -> datetime | None:
    day = row.read("confirmed_on", read_date, setting.behind)
    return None if day is None else min(end_of_day(day), setting.now)
