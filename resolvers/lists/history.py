"""Which lists were taken in, the newest first."""

from uuid import UUID

from sqlalchemy import select

from resolvers.access import readable_list_imports
from resolvers.context import Context
from resolvers.keyset import Ordering, Page, read_page
from storage.tables import ListImportRow, RegionRow

NEWEST_IMPORTS = Ordering(ListImportRow, (ListImportRow.id,), is_descending=True)


async def list_imports_page(
    context: Context, region_id: UUID, *, first: int, after: str | None = None
) -> Page[ListImportRow]:
    """Return the lists that were taken in for a region and those below it, as far as the viewer may know of them."""
    path = select(RegionRow.path).where(RegionRow.id == region_id).scalar_subquery()
    below = (ListImportRow.region_path >= path) & (ListImportRow.region_path < path.concat("~"))
    return await read_page(
        context, NEWEST_IMPORTS, readable_list_imports(context.viewer), below, first=first, after=after
    )
