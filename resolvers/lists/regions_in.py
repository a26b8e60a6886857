"""Writing the regions that lines name for the first time, all at once."""

from uuid import UUID

from sqlalchemy import func, or_, select

from resolvers.changes import Change
from resolvers.lists.bulk import imported, insert_events
from resolvers.lists.region_tree import AddedRegion, RegionTree
from resolvers.regions import code_after
from storage.tables import RegionRow


async def write_regions(change: Change, tree: RegionTree) -> None:
    """Write the new regions, parents first, and let the tree know their rows."""
    added = list(tree.added_regions())
    last_paths = await _last_paths(change, tree, added)
    rows = []
    for one in added:
        parent = tree.row(one.names[:-1])
        parent_id, parent_path = (parent.id, parent.path) if parent else (None, "")
        path = parent_path + code_after(last_paths.get(parent_id))
        last_paths[parent_id] = path
        row = RegionRow(
            id=change.key(),
            path=path,
            parent_id=parent_id,
            level=one.level,
            name=one.names[-1],
            letters=one.letters or (parent.letters if parent else ""),
            created_at=change.now,
            version=1,
        )
        tree.stands(one.names, row)
        rows.append(row)
    change.session.add_all(rows)
    await change.session.flush()
    await insert_events(change, [imported(change, "region", row.id, row.path) for row in rows])


async def _last_paths(change: Change, tree: RegionTree, added: list[AddedRegion]) -> dict[UUID | None, str]:
    """Return the last path below each region that gets children, by its key.

    Those regions are locked first, so that somebody who adds one by hand meanwhile gets another code.
    """
    parents = [row.id for one in added if (row := tree.row(one.names[:-1])) is not None]
    await change.session.execute(select(RegionRow.id).where(RegionRow.id.in_(parents)).with_for_update())
    found = await change.session.execute(
        select(RegionRow.parent_id, func.max(RegionRow.path))
        .where(or_(RegionRow.parent_id.is_(None), RegionRow.parent_id.in_(parents)))
        .group_by(RegionRow.parent_id),
    )
    return {parent_id: path for parent_id, path in found if path is not None}
