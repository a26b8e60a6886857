"""Parts of needs as matching sees them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, String, bindparam, cast, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from matching import NeedRecord, Point, Window
from resolvers.numbers import LOCAL
from storage.codes import DispatchStatus
from storage.tables import (
    DispatchRow,
    EventRow,
    NeedConflictRow,
    NeedPartRow,
    NeedPrivateRow,
    NeedRow,
    PartnerContactRow,
    PersonPrivateRow,
)

AT_ONCE = 1_000
OPEN_END = timedelta(days=7)
"""How long after its earliest time a need without a latest one is taken to suit."""

BETWEEN = ","

NeedPart = tuple[NeedRow, NeedPartRow]


class Wording(Enum):
    """Which words of a need are compared: all of them, or only those a stranger may read."""

    OWN = "OWN"
    PUBLIC = "PUBLIC"


def _together(column: InstrumentedAttribute[UUID], *conditions: ColumnElement[bool]) -> ScalarSelect[str]:
    """Return the keys that stand beside a need as one text, so that one statement reads them all."""
    return select(func.aggregate_strings(cast(column, String), BETWEEN)).where(*conditions).scalar_subquery()


def _beside(*beginning: Any) -> Select[Any]:
    """Return the statement of what stands beside parts; the parts are chosen by further conditions."""
    return (
        select(
            *beginning,
            NeedPrivateRow.words,
            PersonPrivateRow.birth_year,
            _together(NeedConflictRow.partner_id, NeedConflictRow.need_id == NeedRow.id).label("barred"),
            _together(
                DispatchRow.resource_id,
                DispatchRow.part_id == NeedPartRow.id,
                DispatchRow.status.in_((DispatchStatus.RETURNED, DispatchStatus.EXPIRED)),
            ).label("returned"),
            _together(
                PartnerContactRow.partner_id,
                PartnerContactRow.person_id == NeedRow.for_person_id,
                or_(PartnerContactRow.until.is_(None), PartnerContactRow.until > bindparam("now")),
            ).label("members"),
        )
        .join(NeedRow, NeedRow.id == NeedPartRow.need_id)
        .outerjoin(NeedPrivateRow, NeedPrivateRow.need_id == NeedRow.id)
        .outerjoin(PersonPrivateRow, PersonPrivateRow.person_id == NeedRow.for_person_id)
    )


_OF_PARTS = _beside(NeedPartRow.id).where(NeedPartRow.id.in_(bindparam("parts", expanding=True)))
_OF_NEED = (
    _beside(NeedPartRow, exists().where(EventRow.seq > bindparam("seen")).label("has_news"))
    .where(NeedPartRow.need_id == bindparam("need"))
    .order_by(NeedPartRow.position)
    .limit(1)
)
_OPEN_PART = _OF_NEED.where(NeedPartRow.promised < NeedPartRow.quantity)
_NAMED_PART = _OF_NEED.where(NeedPartRow.id == bindparam("part"))


async def need_records(
    session: AsyncSession, parts: Sequence[NeedPart], now: datetime, *, wording: Wording = Wording.OWN
) -> list[NeedRecord]:
    """Return the records of some parts in their order, in one statement a thousand; a record's key is its part's."""
    records: list[NeedRecord] = []
    for start in range(0, len(parts), AT_ONCE):
        some = parts[start : start + AT_ONCE]
        found = await session.execute(_OF_PARTS, {"parts": [part.id for _, part in some], "now": now})
        beside = {row.id: row for row in found}
        records.extend(_record(need, part, beside[part.id], now, wording) for need, part in some)
    return records


async def need_record(session: AsyncSession, need: NeedRow, part: NeedPartRow, now: datetime) -> NeedRecord:
    """Return the record of one part."""
    return (await need_records(session, [(need, part)], now))[0]


async def part_to_rank(
    session: AsyncSession, need: NeedRow, part_id: UUID | None, *, now: datetime, seen: int
) -> tuple[NeedPartRow, NeedRecord, bool] | None:
    """Return a part of a need, by default the first that is open, its record, and whether events came after `seen`.

    All in one statement. None when the need has no such part.
    """
    asked = {"need": need.id, "now": now, "seen": seen}
    statement = _OPEN_PART if part_id is None else _NAMED_PART
    found = (await session.execute(statement, asked if part_id is None else {**asked, "part": part_id})).first()
    if found is None:
        return None
    part: NeedPartRow = found[0]
    return part, _record(need, part, found, now, Wording.OWN), found.has_news


def wished_window(earliest: datetime | None, latest: datetime | None, now: datetime) -> Window | None:
    """Return the time that is still wished; None when none was, or when it has passed and must be agreed anew."""
    if earliest is None and latest is None:
        return None
    start = max(earliest or now, now)
    end = latest or start + OPEN_END
    return Window(start, end) if start <= end else None


def _record(need: NeedRow, part: NeedPartRow, beside: Row[Any], now: datetime, wording: Wording) -> NeedRecord:
    own = () if need.for_partner_id is None else (str(need.for_partner_id),)
    return NeedRecord(
        key=str(part.id),
        need_key=str(need.id),
        text=compared_text(need, part.text, None if wording is Wording.PUBLIC else beside.words or ""),
        region_path=need.region_path,
        kind=part.kind,
        categories=tuple(code for code in (part.category, part.second_category) if code),
        quantity=max(1, part.quantity - part.promised),
        unit=part.unit,
        window=wished_window(part.earliest, part.latest, now),
        point=None if need.lat is None or need.lng is None else Point(need.lat, need.lng),
        urgency=need.urgency,
        nature=need.nature,
        age=None if beside.birth_year is None else now.astimezone(LOCAL).year - beside.birth_year,
        memberships=_keys(beside.members).union(own),
        barred_partners=_keys(beside.barred).union(own),
        returned_resources=_keys(beside.returned),
    )


def compared_text(need: NeedRow | Row[Any], part_text: str, words: str | None) -> str:
    """Return what is compared of a need, each line once: without the asker's `words` only what a stranger may read."""
    public = (need.public_title, need.public_text) if need.published_at else (need.summary,)
    lines = public if words is None else (part_text, words, need.summary, *public)
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _keys(together: str | None) -> frozenset[str]:
    return frozenset(str(UUID(key)) for key in together.split(BETWEEN)) if together else frozenset()
