"""Parts of needs as matching sees them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import NeedRecord, Point, Window
from resolvers.numbers import LOCAL
from storage.codes import DispatchStatus
from storage.tables import (
    DispatchRow,
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

NeedPart = tuple[NeedRow, NeedPartRow]


class Wording(Enum):
    """Which words of a need are compared: all of them, or only those a stranger may read."""

    OWN = "OWN"
    PUBLIC = "PUBLIC"


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the rows of needs."""

    words: Mapping[UUID, str]
    barred: Mapping[UUID, Sequence[UUID]]
    returned: Mapping[UUID, Sequence[UUID]]
    birth_years: Mapping[UUID, int]
    memberships: Mapping[UUID, Sequence[UUID]]


async def need_records(
    session: AsyncSession, parts: Sequence[NeedPart], now: datetime, *, wording: Wording = Wording.OWN
) -> list[NeedRecord]:
    """Return the records of some parts in their order, in five statements a thousand; a record's key is its part's."""
    records: list[NeedRecord] = []
    for start in range(0, len(parts), AT_ONCE):
        some = parts[start : start + AT_ONCE]
        beside = await _beside(session, some, now)
        records.extend(_record(need, part, beside, now, wording) for need, part in some)
    return records


async def need_record(session: AsyncSession, need: NeedRow, part: NeedPartRow, now: datetime) -> NeedRecord:
    """Return the record of one part."""
    return (await need_records(session, [(need, part)], now))[0]


def wished_window(earliest: datetime | None, latest: datetime | None, now: datetime) -> Window | None:
    """Return the time that is still wished; None when none was, or when it has passed and must be agreed anew."""
    if earliest is None and latest is None:
        return None
    start = max(earliest or now, now)
    end = latest or start + OPEN_END
    return Window(start, end) if start <= end else None


async def _beside(session: AsyncSession, parts: Sequence[NeedPart], now: datetime) -> _Beside:
    need_ids = {need.id for need, _ in parts}
    person_ids = {need.for_person_id for need, _ in parts if need.for_person_id is not None}
    words = await session.execute(
        select(NeedPrivateRow.need_id, NeedPrivateRow.words).where(NeedPrivateRow.need_id.in_(need_ids)),
    )
    barred = await session.execute(
        select(NeedConflictRow.need_id, NeedConflictRow.partner_id).where(NeedConflictRow.need_id.in_(need_ids)),
    )
    returned = await session.execute(
        select(DispatchRow.part_id, DispatchRow.resource_id).where(
            DispatchRow.part_id.in_({part.id for _, part in parts}),
            DispatchRow.status.in_((DispatchStatus.RETURNED, DispatchStatus.EXPIRED)),
        ),
    )
    births = await session.execute(
        select(PersonPrivateRow.person_id, PersonPrivateRow.birth_year).where(
            PersonPrivateRow.person_id.in_(person_ids),
            PersonPrivateRow.birth_year.is_not(None),
        ),
    )
    memberships = await session.execute(
        select(PartnerContactRow.person_id, PartnerContactRow.partner_id).where(
            PartnerContactRow.person_id.in_(person_ids),
            or_(PartnerContactRow.until.is_(None), PartnerContactRow.until > now),
        ),
    )
    return _Beside(
        words={row.need_id: row.words for row in words},
        barred=_grouped(barred),
        returned=_grouped(returned),
        birth_years={person_id: year for person_id, year in births if year is not None},
        memberships=_grouped(memberships),
    )


def _grouped(pairs: Iterable[tuple[UUID, UUID]]) -> Mapping[UUID, Sequence[UUID]]:
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _record(need: NeedRow, part: NeedPartRow, beside: _Beside, now: datetime, wording: Wording) -> NeedRecord:
    born = beside.birth_years.get(need.for_person_id) if need.for_person_id else None
    members = beside.memberships.get(need.for_person_id, ()) if need.for_person_id else ()
    own = (need.for_partner_id,) if need.for_partner_id else ()
    return NeedRecord(
        key=str(part.id),
        need_key=str(need.id),
        text=_text(need, part, beside.words.get(need.id, ""), wording),
        region_path=need.region_path,
        kind=part.kind,
        categories=tuple(code for code in (part.category, part.second_category) if code),
        quantity=max(1, part.quantity - part.promised),
        unit=part.unit,
        window=wished_window(part.earliest, part.latest, now),
        point=None if need.lat is None or need.lng is None else Point(need.lat, need.lng),
        urgency=need.urgency,
        nature=need.nature,
        age=None if born is None else now.astimezone(LOCAL).year - born,
        memberships=_texts((*members, *own)),
        barred_partners=_texts((*beside.barred.get(need.id, ()), *own)),
        returned_resources=_texts(beside.returned.get(part.id, ())),
    )


def _text(need: NeedRow, part: NeedPartRow, words: str, wording: Wording) -> str:
    """Return what is compared, each line once."""
    public = (need.public_title, need.public_text) if need.published_at else (need.summary,)
    lines = public if wording is Wording.PUBLIC else (part.text, words, need.summary, *public)
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _texts(keys: Iterable[UUID]) -> frozenset[str]:
    return frozenset(str(key) for key in keys)
