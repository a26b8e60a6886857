"""Reply templates 常用回复: words staff use often, kept for a region and had by the staff of all below it."""

from uuid import UUID

from sqlalchemy import select

from resolvers.access import OFFICERS, readable_reply_templates, require_role
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.keyset import Ordering, Page, read_page
from resolvers.refusals import FieldFault, InvalidInput, NotFound
from resolvers.regions import ancestors
from resolvers.versions import refuse_stale_row, set_given
from storage.tables import RegionRow, ReplyTemplateRow

BY_TITLE = Ordering(ReplyTemplateRow, (ReplyTemplateRow.title, ReplyTemplateRow.id))


async def create_reply_template(change: Change, region_id: UUID, *, title: str, text: str) -> ReplyTemplateRow:
    """Keep words for the staff of a region and of those below it."""
    region = await change.session.get(RegionRow, region_id)
    if region is None:
        raise NotFound("region")
    require_role(change.viewer, region.path, *OFFICERS)
    row = ReplyTemplateRow(
        id=change.key(),
        region_id=region.id,
        region_path=region.path,
        title=title.strip(),
        text=text.strip(),
        created_by=change.person_id,
        created_at=change.now,
        version=1,
    )
    _refuse_faults(row)
    change.session.add(row)
    _note(change, row, "CREATED", ["title", "text"])
    return row


async def edit_reply_template(
    change: Change, template_id: UUID, version: int, given: dict[str, str]
) -> ReplyTemplateRow:
    """Change what is given of a template, by its columns; refused when somebody else changed it meanwhile."""
    row = await _find(change, template_id)
    await refuse_stale_row(change, row, version, region_path=row.region_path)
    changed = set_given(row, {name: value.strip() for name, value in given.items()})
    _refuse_faults(row)
    if changed:
        _note(change, row, "EDITED", changed)
    return row


async def remove_reply_template(change: Change, template_id: UUID) -> ReplyTemplateRow:
    """Remove a template; nobody is offered it any more."""
    row = await _find(change, template_id)
    row.removed_at, row.version = change.now, row.version + 1
    _note(change, row, "REMOVED", ["removed_at"])
    return row


async def _find(change: Change, template_id: UUID) -> ReplyTemplateRow:
    row = await change.session.scalar(
        select(ReplyTemplateRow)
        .where(ReplyTemplateRow.id == template_id, readable_reply_templates(change.viewer))
        .with_for_update()
    )
    if row is None:
        raise NotFound("reply_template")
    require_role(change.viewer, row.region_path, *OFFICERS)
    return row


def _refuse_faults(row: ReplyTemplateRow) -> None:
    faults = [FieldFault(name, "EMPTY") for name in ("title", "text") if not getattr(row, name)]
    if faults:
        raise InvalidInput(faults)


def _note(change: Change, row: ReplyTemplateRow, move: str, fields: list[str]) -> None:
    details = {"version": row.version, "fields": fields}
    change.record(row, move, region_path=row.region_path, details=details)


async def reply_templates_page(
    context: Context, region_id: UUID, *, first: int, after: str | None = None
) -> Page[ReplyTemplateRow]:
    """Return the templates of a region and of those above it, by title; nothing for who serves no such region."""
    async with context.database.read() as session:
        path = await session.scalar(select(RegionRow.path).where(RegionRow.id == region_id))
    conditions = (ReplyTemplateRow.region_path.in_(ancestors(path or "")), readable_reply_templates(context.viewer))
    return await read_page(context, BY_TITLE, *conditions, first=first, after=after)
