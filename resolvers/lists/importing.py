"""Taking a list in: a report of what would happen, or all good lines in one transaction."""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.changes import Change
from resolvers.context import Context
from resolvers.lists.bad_lines import bad_lines
from resolvers.lists.lines import ReadLines, read_lines
from resolvers.lists.needs_in import write_needs
from resolvers.lists.options import ImportOptions, ListNoun
from resolvers.lists.partners_in import write_partners
from resolvers.lists.plan import Plan, make_plan
from resolvers.lists.refusals import FileRefused
from resolvers.lists.regions_in import write_regions
from resolvers.lists.report import Report
from resolvers.lists.resources_in import write_resources
from resolvers.lists.sheet import Sheet
from resolvers.lists.shown import shown_line
from resolvers.viewer import Viewer
from storage.codes import PartnerStatus
from storage.standing import Purpose
from storage.tables import PersonRow

LINES_SHOWN = 5
OPERATOR_ID = UUID("019ca0de-0000-7000-8000-000000000001")
"""Who raised what came in on the command line, where nobody signs in."""

OPERATOR_CALLED = "清单导入"

_ONE_LIST_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('community lists'))")
"""Two lists that come in together would each add the same regions and partners."""

_ROOM_FOR_A_LIST = text("PRAGMA cache_size = -131072")
"""128 MB of pages at most: with SQLite's two, a long list is written to the disk and read back over and over."""


async def import_list(context: Context, sheet: Sheet, options: ImportOptions) -> Report:
    """Take a list in and return what became of it; without `is_applied` nothing is written.

    Reading and checking come first and touch no transaction. Then all good lines go in together, or none: rows,
    their private words, their events, and the regions, partners and people they name. Lines that are there already
    are left alone, so a second run adds nothing. The rights of the viewer are for the caller to check.

    Raises
    ------
    FileRefused
        NO_HEADS or NO_SUCH_REGION; nothing was written.
    NotSignedIn
        When lines are to be written and nobody is signed in who answers for them.
    """
    with collector_at_rest():
        now, context = context.now(), context.opened_for(Purpose.SYSTEM)
        lines = await understand(context, sheet, options)
        if not options.is_applied:
            return await look_through(context, lines)
        async with context.database.write() as session:
            return await write_lines(Change(await _answering(context, session, options), session, now), lines)


@dataclass(frozen=True, slots=True)
class UnderstoodList:
    """A sheet as it was read for an import, before anything is looked up."""

    sheet: Sheet
    options: ImportOptions
    lines: ReadLines


async def understand(context: Context, sheet: Sheet, options: ImportOptions) -> UnderstoodList:
    """Read the lines of a sheet; looks nothing up. Raises `FileRefused` with NO_HEADS."""
    read = await asyncio.to_thread(read_lines, sheet, options, context.vocabulary, context.now())
    return UnderstoodList(sheet, options, read)


async def look_through(context: Context, understood: UnderstoodList) -> Report:
    """Return what would become of a list; writes nothing."""
    with _named_after(understood.sheet):
        async with context.opened_for(Purpose.SYSTEM).database.read() as session:
            plan = await make_plan(session, understood.lines.entries, understood.options)
    return _report(understood, plan, written=0)


async def write_lines(change: Change, understood: UnderstoodList) -> Report:
    """Write all good lines of a list in the transaction of a change that may read everything."""
    with _named_after(understood.sheet):
        await _prepare(change.session)
        plan = await make_plan(change.session, understood.lines.entries, understood.options)
        await _write(change, plan, understood.options)
    return _report(understood, plan, written=len(plan.lines))


@contextmanager
def _named_after(sheet: Sheet) -> Iterator[None]:
    """Put the name of the file into what is refused about it."""
    try:
        yield
    except FileRefused as refused:
        refused.file_name = sheet.file_name
        raise


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the garbage collector rest: a list makes many small objects that all stay until its end.

    Looking through them again and again takes a fifth of the time; none of them refer to each other in circles.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


async def _answering(context: Context, session: AsyncSession, options: ImportOptions) -> Context:
    """Return the context in which somebody answers for what is written: the viewer, or the operator's stand-in."""
    if not options.is_by_operator:
        return context
    if await session.get(PersonRow, OPERATOR_ID) is None:
        session.add(PersonRow(id=OPERATOR_ID, called=OPERATOR_CALLED, created_at=context.now(), version=1))
        await session.flush()
    return replace(context, viewer=Viewer(OPERATOR_ID))


async def _prepare(session: AsyncSession) -> None:
    statement = _ROOM_FOR_A_LIST if session.get_bind().dialect.name == "sqlite" else _ONE_LIST_AT_A_TIME
    await session.execute(statement)


async def _write(change: Change, plan: Plan, options: ImportOptions) -> None:
    """Write what a plan holds: regions first, then who stands in them, then what they ask and offer.

    Partners on a list of staff's own are known to staff; one that only asks is yet to be confirmed.
    """
    if not plan.lines:
        return
    await write_regions(change, plan.regions)
    asks_only = options.noun is ListNoun.NEEDS
    status = PartnerStatus.REGISTERED if asks_only else PartnerStatus.CONFIRMED
    await write_partners(change, plan, options.source, status)
    if options.noun is ListNoun.NEEDS:
        await write_needs(change, plan, plan.lines)
    elif options.noun is ListNoun.RESOURCES:
        await write_resources(change, plan, plan.lines)


def _report(understood: UnderstoodList, plan: Plan, *, written: int) -> Report:
    sheet, options, lines = understood.sheet, understood.options, understood.lines
    faults = sorted((*lines.faults, *plan.faults), key=lambda fault: fault.line)
    return Report(
        noun=options.noun,
        file_name=sheet.file_name,
        sheet_name=sheet.name,
        other_sheets=sheet.other_names,
        source=options.source,
        head_lines=lines.table.head_lines,
        columns=lines.table.columns,
        lines_read=len(lines.table.lines),
        skipped_lines=lines.table.skipped,
        first_lines=tuple(shown_line(line.keyed.entry, line.region) for line in plan.lines[:LINES_SHOWN]),
        duplicates=tuple(plan.duplicates),
        faults=tuple(faults),
        warnings=tuple(sorted((*lines.warnings, *plan.warnings), key=lambda fault: fault.line)),
        new_regions=tuple(plan.regions.added),
        new_partners=tuple(entry.listed.name for entry in plan.partners.added if entry.listed is not None),
        bad_lines=bad_lines(lines.table, faults),
        good_lines=len(plan.lines),
        written=written,
        is_applied=options.is_applied,
    )
