"""Batch reads: keys in, rows out in the same order; each batch has a session of its own.

`ONE` finds a row by its key, `MANY` the rows that point at a key. What the viewer may not see is not found.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import InstrumentedAttribute

from resolvers import access
from resolvers.context import Context
from resolvers.viewer import Viewer
from storage.columns import Table
from storage.tables import (
    BulletinRow,
    DispatchRow,
    EvaluationLineRow,
    EvaluationRow,
    FileRow,
    LearnedModelRow,
    MachineTokenRow,
    NeedPartRow,
    NeedRemarkRow,
    NeedRow,
    NotificationRow,
    PartnerContactRow,
    PartnerRow,
    PartnershipPromiseRow,
    PartnershipRow,
    PersonRow,
    PlaceRow,
    ProjectRow,
    ProjectStepRow,
    RegionRow,
    ReplyTemplateRow,
    ResourceBaseRow,
    ResourceExceptionRow,
    ResourceHoursRow,
    ResourceRegionRow,
    ResourceRow,
    SavedFilterRow,
    WebhookDeliveryRow,
    WebhookRow,
)

Readable = Callable[[Viewer], ColumnElement[bool]]


def everyone(viewer: Viewer) -> ColumnElement[bool]:  # noqa: ARG001 - one shape for all conditions
    """Rows that anybody may see."""
    return true()


@dataclass(frozen=True, slots=True)
class One:
    """A row by one of its columns, which is unique."""

    table: type[Table]
    column: InstrumentedAttribute[Any]
    readable: Readable


@dataclass(frozen=True, slots=True)
class Many:
    """All rows that share a value of a column, in an order."""

    table: type[Table]
    column: InstrumentedAttribute[Any]
    order: InstrumentedAttribute[Any]
    readable: Readable


ONE = {
    "region": One(RegionRow, RegionRow.id, everyone),
    "person": One(PersonRow, PersonRow.id, access.readable_persons),
    "partner": One(PartnerRow, PartnerRow.id, access.readable_partners),
    "resource": One(ResourceRow, ResourceRow.id, access.readable_resources_beside_dispatches),
    "need": One(NeedRow, NeedRow.id, access.readable_needs),
    "part": One(NeedPartRow, NeedPartRow.id, access.readable_parts),
    "dispatch": One(DispatchRow, DispatchRow.id, access.readable_dispatches),
    "project": One(ProjectRow, ProjectRow.id, access.readable_projects),
    "learned_model": One(LearnedModelRow, LearnedModelRow.id, access.readable_models),
    "file": One(FileRow, FileRow.id, access.readable_files),
    "notification": One(NotificationRow, NotificationRow.id, access.own_notifications),
    "machine_token": One(MachineTokenRow, MachineTokenRow.id, access.own_tokens),
    "partnership": One(PartnershipRow, PartnershipRow.id, access.readable_partnerships),
    "bulletin": One(BulletinRow, BulletinRow.id, access.readable_bulletins),
    "reply_template": One(ReplyTemplateRow, ReplyTemplateRow.id, access.readable_reply_templates),
    "place": One(PlaceRow, PlaceRow.id, access.readable_places),
    "saved_filter": One(SavedFilterRow, SavedFilterRow.id, access.own_filters),
    "webhook": One(WebhookRow, WebhookRow.id, access.readable_webhooks),
    "webhook_delivery": One(WebhookDeliveryRow, WebhookDeliveryRow.id, access.readable_deliveries),
    "project_of_need": One(ProjectRow, ProjectRow.need_id, access.readable_projects),
}

MANY = {
    "parts": Many(NeedPartRow, NeedPartRow.need_id, NeedPartRow.position, everyone),
    "dispatches": Many(DispatchRow, DispatchRow.need_id, DispatchRow.id, access.readable_dispatches),
    "remarks": Many(NeedRemarkRow, NeedRemarkRow.need_id, NeedRemarkRow.id, access.readable_remarks),
    "evaluations": Many(EvaluationRow, EvaluationRow.need_id, EvaluationRow.id, access.readable_evaluations),
    "evaluation_lines": Many(
        EvaluationLineRow, EvaluationLineRow.evaluation_id, EvaluationLineRow.dispatch_id, everyone
    ),
    "steps": Many(ProjectStepRow, ProjectStepRow.project_id, ProjectStepRow.position, everyone),
    "hours": Many(ResourceHoursRow, ResourceHoursRow.resource_id, ResourceHoursRow.weekday, everyone),
    "exceptions": Many(ResourceExceptionRow, ResourceExceptionRow.resource_id, ResourceExceptionRow.day, everyone),
    "bases": Many(ResourceBaseRow, ResourceBaseRow.resource_id, ResourceBaseRow.id, everyone),
    "served_regions": Many(ResourceRegionRow, ResourceRegionRow.resource_id, ResourceRegionRow.region_path, everyone),
    "partnerships": Many(
        PartnershipRow, PartnershipRow.partner_id, PartnershipRow.starts_on, access.readable_partnerships
    ),
    "promises": Many(
        PartnershipPromiseRow, PartnershipPromiseRow.partnership_id, PartnershipPromiseRow.position, everyone
    ),
    "contacts": Many(PartnerContactRow, PartnerContactRow.partner_id, PartnerContactRow.id, access.readable_contacts),
}


async def load_one(context: Context, name: str, keys: Sequence[UUID]) -> list[Table | None]:
    """Return for each key its row, or None."""
    one = ONE[name]
    async with context.database.read() as session:
        rows = await session.scalars(select(one.table).where(one.column.in_(keys), one.readable(context.viewer)))
        found = {getattr(row, one.column.key): row for row in rows}
    return [found.get(key) for key in keys]


async def load_many(context: Context, name: str, keys: Sequence[UUID]) -> list[list[Table]]:
    """Return for each key the rows that point at it, in the noun's own order."""
    many = MANY[name]
    found: dict[UUID, list[Table]] = defaultdict(list)
    async with context.database.read() as session:
        statement = select(many.table).where(many.column.in_(keys), many.readable(context.viewer)).order_by(many.order)
        for row in await session.scalars(statement):
            found[getattr(row, many.column.key)].append(row)
    return [found[key] for key in keys]
