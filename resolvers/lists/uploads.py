"""Lists by upload: looked through first, then taken in by staff of the region they belong to."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from resolvers.access import require_staff
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.files import LONGEST_NAME, FileDraft, keep_file, read_file_row
from resolvers.lists.heads import fields_of
from resolvers.lists.importing import UnderstoodList, collector_at_rest, look_through, understand, write_lines
from resolvers.lists.list_files import CSV, ListFiles
from resolvers.lists.options import ImportOptions, ListNoun
from resolvers.lists.refusals import FileRefused
from resolvers.lists.region_tree import Names, load_regions
from resolvers.lists.report import Report
from resolvers.refusals import FieldFault, InvalidInput, ListRefused, NotFound
from resolvers.watching import TAKING_IN
from storage.codes import FileKind
from storage.standing import Purpose
from storage.tables import FileRow, ListImportRow, RegionRow
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import OfficialList

CHANGED = "NUMBER_USED"
"""The fault of a line whose number stands for something else already."""
NOT_IMPORTED = ".未导入.csv"


@dataclass(frozen=True, slots=True)
class ListOrder:
    """Which file is to be taken in as which list, for which region; the rest as in `ImportOptions`."""

    official: OfficialList
    file_id: UUID
    region_id: UUID
    source: str = ""
    sheet_name: str = ""
    may_add_regions: bool = False
    columns: Mapping[int, str | None] | None = None


@dataclass(frozen=True, slots=True)
class ReadyList:
    """A list that was read, by somebody who may take it in."""

    region: RegionRow
    file: FileRow
    understood: UnderstoodList


async def ready_list(context: Context, files: ListFiles, order: ListOrder) -> ReadyList:
    """Read the file of an order. Raises `ListRefused` where it is no list, and what the viewer may not do."""
    region, names = await region_and_names(context, order.region_id)
    require_staff(context.viewer, region.path)
    file = await read_file_row(context, order.file_id, FileKind.LIST)
    content = await asyncio.to_thread(context.files.get, file.hash)
    if content is None:
        raise NotFound("file")
    options = _options(context, order, file, names)
    try:
        sheet = await asyncio.to_thread(files.read, file.name, content, order.sheet_name)
        return ReadyList(region, file, await understand(context, sheet, options))
    except FileRefused as refused:
        raise _listed(refused) from None


async def preview_list(context: Context, ready: ReadyList) -> Report:
    """Return what would become of a list; writes nothing."""
    try:
        with collector_at_rest():
            return await look_through(context, ready.understood)
    except FileRefused as refused:
        raise _listed(refused) from None


async def take_in_list(change: Change, files: ListFiles, ready: ReadyList) -> ListImportRow:
    """Write all good lines of a list, keep the bad ones with their reasons as a file, and note who did it."""
    with change.context.watch(TAKING_IN), collector_at_rest():
        report = await write_lines(change, ready.understood)
    bad_file = None
    if report.bad_lines:
        name = PurePath(ready.file.name).stem[: LONGEST_NAME - len(NOT_IMPORTED)] + NOT_IMPORTED
        bad_file = await keep_file(change, FileDraft(FileKind.LIST, CSV, name, files.csv(report.bad_lines)))
    counts = count(report)
    taken = ListImportRow(
        id=change.key(),
        noun=ready.understood.options.noun.official,
        region_id=ready.region.id,
        region_path=ready.region.path,
        imported_by=change.person_id,
        file_name=ready.file.name,
        source=report.source,
        lines_read=counts.read,
        written=counts.new,
        same=counts.same,
        changed=counts.changed,
        bad=counts.bad,
        skipped=counts.skipped,
        bad_file_id=bad_file.id if bad_file else None,
        created_at=change.now,
    )
    change.session.add(taken)
    await change.session.flush()
    change.record(taken, "TAKEN_IN", region_path=ready.region.path, details={"noun": taken.noun, "written": counts.new})
    return taken


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines were read, go in or went in, are there already, and are kept out.

    Of the bad ones `changed` stand under a number of theirs that we know with other words.
    """

    read: int
    new: int
    same: int
    changed: int
    bad: int
    skipped: int


def count(report: Report) -> Counts:
    """Return how many lines of each sort a report speaks of."""
    return Counts(
        read=report.lines_read,
        new=report.good_lines,
        same=len(report.duplicates),
        changed=len({fault.line for fault in report.faults if fault.code == CHANGED}),
        bad=len({fault.line for fault in report.faults}),
        skipped=len(report.skipped_lines),
    )


async def region_and_names(context: Context, region_id: UUID) -> tuple[RegionRow, Names]:
    """Return a region and its names from the root down."""
    async with context.database.read() as session:
        region = await session.get(RegionRow, region_id)
        if region is None:
            raise NotFound("region")
        return region, dict((await load_regions(session)).paths())[region.path]


def _options(context: Context, order: ListOrder, file: FileRow, names: Names) -> ImportOptions:
    try:
        noun = ListNoun[order.official]
    except KeyError:
        raise InvalidInput.at("officialList", "LIST_NOT_TAKEN_IN") from None
    known = fields_known(context.vocabulary, order.official)
    faults = [
        FieldFault(f"columns[{index}].field", "UNKNOWN_FIELD", field)
        for index, field in enumerate((order.columns or {}).values())
        if field is not None and field not in known
    ]
    if faults:
        raise InvalidInput(faults)
    return ImportOptions(
        noun=noun,
        source=(order.source.strip() or PurePath(file.name).stem)[:LONGEST_NAME],
        region=names,
        may_add_regions=order.may_add_regions,
        columns=order.columns or {},
    )


def fields_known(vocabulary: Vocabulary, official: OfficialList) -> dict[str, str]:
    """Return what a column of a list may hold, by field, with what officials call it."""
    return fields_of(vocabulary.lists[official])


def _listed(refused: FileRefused) -> ListRefused:
    return ListRefused(refused.file_name, refused.code, refused.line, refused.column, refused.value)


def writing(context: Context) -> Context:
    """Return the context in which a list is written: it is held against everything that is there."""
    return context.opened_for(Purpose.SYSTEM)
