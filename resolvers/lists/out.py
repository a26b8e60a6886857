"""Official lists to take along: written as a workbook that waits for its owner for a day."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from resolvers.access import require_staff
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.files import LONGEST_NAME, FileDraft, keep_file
from resolvers.lists.exporting import ExportOptions, OutNoun, export_list
from resolvers.lists.list_files import WORKBOOK, ListFiles
from resolvers.lists.uploads import region_and_names
from resolvers.refusals import InvalidInput
from storage.codes import FileKind
from storage.tables import FileRow, RegionRow
from storage.vocabulary_records import OfficialList


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """Which list of which region, with contacts for staff or without them for everybody."""

    official: OfficialList
    region_id: UUID
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class WrittenList:
    """A list in a file, by somebody who may take it along."""

    order: ExportOrder
    region: RegionRow
    lines: int
    draft: FileDraft


async def write_list(context: Context, files: ListFiles, order: ExportOrder) -> WrittenList:
    """Return a list in a file, for staff of the region."""
    region, names = await region_and_names(context, order.region_id)
    require_staff(context.viewer, region.path)
    try:
        noun = OutNoun[order.official]
    except KeyError:
        raise InvalidInput.at("officialList", "LIST_NOT_WRITTEN") from None
    table = await export_list(context, ExportOptions(noun, names, order.is_public))
    content = await asyncio.to_thread(files.workbook, table)
    name = f"{table.title[: LONGEST_NAME - 5]}.xlsx"
    return WrittenList(order, region, len(table.lines), FileDraft(FileKind.LIST, WORKBOOK, name, content))


async def keep_list(change: Change, written: WrittenList) -> FileRow:
    """Keep a written list for the viewer, and note that it was taken along."""
    file = await keep_file(change, written.draft)
    details = {"noun": written.order.official, "lines": written.lines, "is_public": written.order.is_public}
    change.record(file, "EXPORTED", region_path=written.region.path, details=details)
    return file
