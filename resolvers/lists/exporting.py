"""Official lists of a region and everything below it, as tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from resolvers.context import Context
from resolvers.lists import needs_out, projects_out, resources_out
from resolvers.lists.list_table import ListTable, OutColumn
from resolvers.lists.refusals import FileRefused
from resolvers.lists.region_tree import Names, load_regions
from resolvers.numbers import LOCAL
from storage.standing import Purpose
from storage.vocabulary_records import ListColumns, OfficialList

DEFAULT_WIDTH = 12
WIDTHS: Mapping[str, int] = {
    "number": 6,
    "title": 20,
    "text": 40,
    "content": 40,
    "need": 24,
    "partner": 18,
    "claimed_by": 18,
    "lead_partner": 18,
    "partners": 20,
    "region": 16,
    "area": 16,
    "terms": 20,
    "hours": 20,
    "steps": 24,
    "result": 24,
    "remark": 18,
}


class OutNoun(StrEnum):
    """The lists that can be written, by the word people type."""

    NEEDS = "needs"
    RESOURCES = "resources"
    PROJECTS = "projects"


_PUBLIC_FIELDS = {
    OutNoun.NEEDS: needs_out.PUBLIC_FIELDS,
    OutNoun.RESOURCES: resources_out.PUBLIC_FIELDS,
    OutNoun.PROJECTS: projects_out.PUBLIC_FIELDS,
}


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Which list, of which region by its names from the root down, () for all; and whether anybody may read it."""

    noun: OutNoun
    region: Names = ()
    is_public: bool = False


async def export_list(context: Context, options: ExportOptions) -> ListTable:
    """Return an official list; the rights of whoever asks are for the caller to check.

    Raises
    ------
    FileRefused
        NO_SUCH_REGION.
    """
    async with context.opened_for(Purpose.SYSTEM).database.read() as session:
        path = ""
        if options.region:
            region = (await load_regions(session)).row(options.region)
            if region is None:
                raise FileRefused("", "NO_SUCH_REGION_TO_WRITE", value="/".join(options.region))
            path = region.path
        if options.noun is OutNoun.NEEDS:
            lines = await needs_out.needs_out(session, context.vocabulary, path, is_public=options.is_public)
        elif options.noun is OutNoun.RESOURCES:
            lines = await resources_out.resources_out(session, path, is_public=options.is_public)
        else:
            lines = await projects_out.projects_out(session, path, is_public=options.is_public)
    official = context.vocabulary.lists[OfficialList[options.noun.name]]
    columns = _columns(official, options)
    day = context.now().astimezone(LOCAL).date()
    return ListTable(
        title=f"{''.join(options.region)}{official.zh}（{day.year}年{day.month}月{day.day}日）",
        columns=columns,
        lines=tuple(
            tuple(running if column.field == "number" else line.get(column.field, "") for column in columns)
            for running, line in enumerate(lines, 1)
        ),
    )


def _columns(official: ListColumns, options: ExportOptions) -> tuple[OutColumn, ...]:
    shown = _PUBLIC_FIELDS[options.noun]
    return tuple(
        OutColumn(column.field, column.zh, WIDTHS.get(column.field, DEFAULT_WIDTH))
        for column in official.columns
        if column.in_export and (not options.is_public or column.field in shown)
    )
