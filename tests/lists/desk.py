"""A desk at which lists are taken in: a context, and sheets written by hand."""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import func, select

from resolvers.context import Context
from resolvers.lists.importing import import_list
from resolvers.lists.options import ImportOptions, ListNoun
from resolvers.lists.report import Report
from resolvers.lists.sheet import Cell, Line, Merged, Sheet
from resolvers.matcher_index import MatcherIndex
from resolvers.stamps import Stamps
from storage.columns import Table
from storage.engine import Database
from storage.keys import RandomBits
from storage.standing import Purpose
from storage.tables import EventRow, NeedRow, PartnerRow, PersonRow, RegionRow, ResourceRow
from storage.vocabulary import shipped_vocabulary
from tests.clock import HandClock

Row = TypeVar("Row", bound=Table)
COMMUNITY = ("昆明市", "盘龙区", "青云街道", "白塔社区")


def sheet(*rows: tuple[Cell, ...], merged: tuple[Merged, ...] = (), file_name: str = "清单.xlsx") -> Sheet:
    """A sheet of these rows; an empty row stands for a blank line."""
    lines = tuple(Line(number, row) for number, row in enumerate(rows, 1) if row)
    return Sheet(file_name, lines, merged)


@cache
def index() -> MatcherIndex:
    """Lists ask the index nothing; one empty one serves all tests."""
    return MatcherIndex(shipped_vocabulary())


def desk(database: Database, clock: HandClock, random_bits: RandomBits) -> Context:
    """The context of somebody who runs commands."""
    stamps = Stamps("of a test", clock)
    return Context(database, clock, random_bits, shipped_vocabulary(), stamps, index(), purpose=Purpose.SYSTEM)


async def take_in(
    context: Context,
    noun: ListNoun,
    table: Sheet,
    *,
    region: tuple[str, ...] = COMMUNITY,
    add: bool = True,
    apply: bool = True,
    source: str = "清单",
) -> Report:
    """Take a sheet in as the command line does."""
    options = ImportOptions(noun, source, region, may_add_regions=add, is_applied=apply, is_by_operator=True)
    return await import_list(context, table, options)


TABLES = (NeedRow, ResourceRow, PartnerRow, PersonRow, RegionRow, EventRow)


async def counts(context: Context) -> dict[str, int]:
    """How many rows each table has."""
    async with context.database.read() as session:
        return {
            table.__tablename__: await session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES
        }


async def rows(context: Context, table: type[Row], order: Any = None) -> list[Row]:
    """All rows of a table."""
    async with context.database.read() as session:
        return list(await session.scalars(select(table).order_by(order)))
