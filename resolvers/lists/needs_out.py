"""The list of needs 需求清单 on its way out."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import within
from resolvers.life.moves import PROMISED_DISPATCHES
from resolvers.lists.labels import NEED_STATUSES, PARTNER_KINDS, said_amount
from resolvers.lists.list_out import Cells, RegionNames, grouped, load_region_names, local_day, once_each
from storage.codes import Level, Nature, NeedStatus, PartnerKind
from storage.tables import DispatchRow, NeedPartRow, NeedPrivateRow, NeedRow, PartnerRow, PersonPrivateRow, PersonRow
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import PublicRule

PUBLIC_FIELDS = frozenset(
    {"number", "raised_by", "title", "text", "category", "quantity", "wanted_at", "region", "claimed_by", "progress"},
)
"""Columns that name nobody and do not say behind which door anybody lives."""

OFF_THE_LIST = (NeedStatus.MERGED, NeedStatus.WITHDRAWN)
PEOPLE = frozenset({PartnerKind.VOLUNTEER})


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the rows of needs, by need."""

    parts: Mapping[UUID, list[NeedPartRow]]
    takers: Mapping[UUID, list[tuple[str, PartnerKind]]]
    regions: RegionNames


async def needs_out(session: AsyncSession, vocabulary: Vocabulary, path: str, *, is_public: bool) -> list[Cells]:
    """Return the needs of a region's subtree in the order they came, by the fields of the official list.

    Complaints stand on no list. The public list holds what was published, in its public wording; the other one is
    for staff and holds the askers' own words and whom to call.
    """
    chosen = _chosen(path, is_public=is_public)
    rows = await session.execute(
        select(NeedRow, NeedPrivateRow, PartnerRow.name, PersonRow.called, PersonPrivateRow.name)
        .outerjoin(NeedPrivateRow, NeedPrivateRow.need_id == NeedRow.id)
        .outerjoin(PartnerRow, PartnerRow.id == NeedRow.for_partner_id)
        .outerjoin(PersonRow, PersonRow.id == NeedRow.owner_id)
        .outerjoin(PersonPrivateRow, PersonPrivateRow.person_id == NeedRow.owner_id)
        .where(chosen)
        .order_by(NeedRow.id),
    )
    beside = await _beside(session, chosen)
    lines: list[Cells] = []
    for need, private, partner, called, owner in rows:
        common = _common(need, vocabulary, beside)
        if is_public:
            if not _is_never_public(need, vocabulary, beside):
                lines.append({**common, **_for_everybody(need, beside, path)})
        else:
            kept = private or NeedPrivateRow(words="")  # Words that were erased leave their line on the list.
            lines.append({**common, **_for_staff(need, kept, beside, path, (partner or "", owner or called or ""))})
    return lines


def _chosen(path: str, *, is_public: bool) -> ColumnElement[bool]:
    chosen = (
        within(NeedRow.region_path, [path]) & (NeedRow.nature != Nature.COMPLAINT) & NeedRow.status.not_in(OFF_THE_LIST)
    )
    return chosen & NeedRow.published_at.is_not(None) if is_public else chosen


async def _beside(session: AsyncSession, chosen: ColumnElement[bool]) -> _Beside:
    parts = await session.execute(
        select(NeedPartRow.need_id, NeedPartRow)
        .join(NeedRow, NeedRow.id == NeedPartRow.need_id)
        .where(chosen)
        .order_by(NeedPartRow.position),
    )
    takers = await session.execute(
        select(DispatchRow.need_id, PartnerRow.name, PartnerRow.kind)
        .join(NeedRow, NeedRow.id == DispatchRow.need_id)
        .join(PartnerRow, PartnerRow.id == DispatchRow.partner_id)
        .where(chosen, DispatchRow.status.in_(PROMISED_DISPATCHES))
        .order_by(DispatchRow.id),
    )
    return _Beside(
        parts=grouped((need_id, part) for need_id, part in parts),
        takers=grouped((need_id, (name, kind)) for need_id, name, kind in takers),
        regions=await load_region_names(session),
    )


def _is_never_public(need: NeedRow, vocabulary: Vocabulary, beside: _Beside) -> bool:
    """Whether a need stands on no public list, whatever was published before somebody changed its category."""
    codes = {code for part in beside.parts.get(need.id, []) for code in (part.category, part.second_category)}
    return any(vocabulary.rule_of(code).public is PublicRule.N for code in codes)


def _common(need: NeedRow, vocabulary: Vocabulary, beside: _Beside) -> Cells:
    parts = beside.parts.get(need.id, [])
    leaves = [vocabulary.leaves.get(part.category or "") for part in parts]
    return {
        "category": once_each(leaf.zh for leaf in leaves if leaf),
        "quantity": "、".join(said_amount(part.quantity, part.unit) for part in parts),
        "wanted_at": once_each(_wished(part) for part in parts),
        "progress": NEED_STATUSES[need.status],
    }


def _for_everybody(need: NeedRow, beside: _Beside, path: str) -> Cells:
    return {
        "raised_by": _party(need, "成员单位"),
        "title": need.public_title or "",
        "text": need.public_text or "",
        "region": beside.regions.below(need.region_path, path, down_to=Level.COMPOUND),
        "claimed_by": once_each(
            PARTNER_KINDS[kind] if kind in PEOPLE else name for name, kind in beside.takers.get(need.id, [])
        ),
    }


def _for_staff(need: NeedRow, private: NeedPrivateRow, beside: _Beside, path: str, names: tuple[str, str]) -> Cells:
    partner, owner = names
    return {
        "raised_by": _party(need, partner),
        "title": need.summary or need.public_title or "",
        "text": private.words,
        "region": beside.regions.below(need.region_path, path),
        "contact_name": private.contact_name or "",
        "contact_phone": private.contact_phone or "",
        "owner": owner,
        "claimed_by": once_each(name for name, _ in beside.takers.get(need.id, [])),
        "finish_by": local_day(need.finish_by),
        "remark": need.number,
    }


def _party(need: NeedRow, partner: str) -> str:
    """Return which of the three parties asks: the community, residents, or a member unit by its name."""
    if need.for_partner_id is not None:
        return partner
    return "社区" if need.for_region_id is not None else "群众"


def _wished(part: NeedPartRow) -> str:
    first, last = local_day(part.earliest), local_day(part.latest)
    return f"{first}至{last}" if first and last and first != last else last or first
