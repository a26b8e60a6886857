"""What notifications say: facts of the rows they point at, as far as a viewer may see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import concerned_needs, readable_dispatches, readable_needs, readable_resources
from resolvers.context import Context
from resolvers.links import dispatch_link, need_link
from resolvers.notifications.kinds import STAFF_KINDS
from resolvers.viewer import Viewer
from storage.codes import DispatchStatus, NeedStatus, NotificationKind
from storage.tables import DispatchRow, NeedPartRow, NeedRow, NotificationRow, PartnerRow, RegionRow, ResourceRow

ANSWERED_BY_LINK: Final = frozenset({NotificationKind.DISPATCH_ASKED, NotificationKind.VERDICT_ASKED})
"""What asks for something that a one-time link can give; when it cannot any more, nothing is asked."""
_WITH_REASON = frozenset(
    {NotificationKind.NEED_DECLINED, NotificationKind.NEED_TRANSFERRED, NotificationKind.NEED_HELD}
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a notification says; everything is "" or None that is not known, or not for this viewer.

    `title` is staff's wording, never the asker's; `reason` and `next_step` are what staff said to the asker.
    `one_time_link` needs no sign-in.
    """

    kind: NotificationKind
    number: str = ""
    title: str = ""
    category: str | None = None
    partner: str = ""
    helper: str = ""
    resource: str = ""
    region: str = ""
    reason: str = ""
    next_step: str = ""
    need_id: UUID | None = None
    dispatch_id: UUID | None = None
    resource_id: UUID | None = None
    partner_id: UUID | None = None
    is_for_staff: bool = False
    one_time_link: str = ""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that a viewer may see, by key."""

    needs: Mapping[UUID, NeedRow]
    concerned: frozenset[UUID]
    categories: Mapping[UUID, str | None]
    dispatches: Mapping[UUID, tuple[DispatchRow, PartnerRow]]
    resources: Mapping[UUID, ResourceRow]
    regions: Mapping[UUID, RegionRow]


async def facts_of(
    context: Context, session: AsyncSession, viewer: Viewer, notifications: Sequence[NotificationRow]
) -> list[Facts]:
    """Return the facts of notifications as a viewer may know them now, in their order."""
    rows = await _rows(session, viewer, notifications)
    return [_facts(context, viewer, one, rows) for one in notifications]


async def notification_facts(context: Context, keys: Sequence[UUID]) -> list[Facts | None]:
    """Return for each of the viewer's own notifications its facts; None for others'."""
    async with context.database.read() as session:
        mine = NotificationRow.id.in_(keys), NotificationRow.person_id == context.viewer.person_id
        found = (await session.scalars(select(NotificationRow).where(*mine))).all()
        facts = await facts_of(context, session, context.viewer, found)
    known = {row.id: one for row, one in zip(found, facts, strict=True)}
    return [known.get(key) for key in keys]


async def _rows(session: AsyncSession, viewer: Viewer, notifications: Sequence[NotificationRow]) -> _Rows:
    need_ids = _keys(one.need_id for one in notifications)
    needs = await session.scalars(select(NeedRow).where(NeedRow.id.in_(need_ids), readable_needs(viewer)))
    concerned = await session.scalars(select(NeedRow.id).where(NeedRow.id.in_(need_ids), concerned_needs(viewer)))
    categories = await session.execute(
        select(NeedPartRow.need_id, NeedPartRow.category).where(
            NeedPartRow.need_id.in_(need_ids), NeedPartRow.position == 1
        )
    )
    dispatches = await session.execute(
        select(DispatchRow, PartnerRow)
        .join(PartnerRow, PartnerRow.id == DispatchRow.partner_id)
        .where(
            DispatchRow.id.in_(_keys(one.dispatch_id for one in notifications)),
            readable_dispatches(viewer),
        )
    )
    resources = await session.scalars(
        select(ResourceRow).where(
            ResourceRow.id.in_(_keys(one.resource_id for one in notifications)), readable_resources(viewer)
        )
    )
    regions = await session.scalars(
        select(RegionRow).where(RegionRow.id.in_(_keys(one.region_id for one in notifications)))
    )
    return _Rows(
        needs={row.id: row for row in needs},
        concerned=frozenset(concerned),
        categories={row.need_id: row.category for row in categories},
        dispatches={dispatch.id: (dispatch, partner) for dispatch, partner in dispatches},
        resources={row.id: row for row in resources},
        regions={row.id: row for row in regions},
    )


def _keys(keys: Iterable[UUID | None]) -> set[UUID]:
    return {key for key in keys if key is not None}


def _facts(context: Context, viewer: Viewer, told: NotificationRow, rows: _Rows) -> Facts:
    need = rows.needs.get(told.need_id) if told.need_id else None
    dispatch, partner = rows.dispatches.get(told.dispatch_id, (None, None)) if told.dispatch_id else (None, None)
    resource = rows.resources.get(told.resource_id) if told.resource_id else None
    region = rows.regions.get(told.region_id) if told.region_id else None
    in_charge = need is not None and need.owner_id == viewer.person_id
    hears_reason = need is not None and need.id in rows.concerned and told.kind in _WITH_REASON
    return Facts(
        kind=told.kind,
        number=need.number if need else "",
        title=(need.public_title or need.summary) if need else "",
        category=rows.categories.get(need.id) if need else None,
        partner=partner.name if partner else "",
        helper=(dispatch.helper_name or "") if dispatch else "",
        resource=resource.title if resource else "",
        region=region.name if region else "",
        reason=need.reason_text if need and hears_reason else "",
        next_step=need.next_step if need and hears_reason else "",
        need_id=need.id if need else None,
        dispatch_id=dispatch.id if dispatch else None,
        resource_id=resource.id if resource else None,
        partner_id=resource.partner_id if resource else None,
        is_for_staff=in_charge if told.kind is NotificationKind.COMMENTED else told.kind in STAFF_KINDS,
        one_time_link=_one_time_link(context, told, need, dispatch),
    )


def _one_time_link(context: Context, told: NotificationRow, need: NeedRow | None, dispatch: DispatchRow | None) -> str:
    """Return the link by which what is asked can be given without signing in; "" when it cannot any more."""
    if told.kind is NotificationKind.DISPATCH_ASKED and dispatch and dispatch.status is DispatchStatus.SENT:
        return dispatch_link(context, dispatch.id)
    if told.kind is NotificationKind.VERDICT_ASKED and need and need.status is NeedStatus.DONE:
        return need_link(context, need)
    return ""
