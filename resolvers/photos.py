"""Photos that show a need, handed in beforehand."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, select

from resolvers.access import readable_files, unused_files
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.refusals import FieldFault, InvalidInput
from storage.codes import FileKind
from storage.tables import FileRow, NeedPhotoRow, NeedRow

MOST_AT_ONCE = 3
MOST_OF_A_NEED = 12


async def add_photos(change: Change, need: NeedRow, file_ids: Sequence[UUID]) -> None:
    """Let photos of the viewer's own show a need, each of them one need only."""
    if not file_ids:
        return
    if len(file_ids) > MOST_AT_ONCE:
        raise InvalidInput.at("photos", "MOST_PHOTOS", MOST_AT_ONCE)
    there = await change.session.scalar(
        select(func.count()).select_from(NeedPhotoRow).where(NeedPhotoRow.need_id == need.id)
    )
    if (there or 0) + len(file_ids) > MOST_OF_A_NEED:
        raise InvalidInput.at("photos", "MOST_PHOTOS_OF_NEED", MOST_OF_A_NEED)
    photos = FileRow.id.in_(file_ids), FileRow.owner_id == change.person_id, FileRow.kind == FileKind.PHOTO
    await change.session.execute(select(FileRow.id).where(*photos).order_by(FileRow.id).with_for_update())
    # Asked under the lock, so that of two needs only one gets a photo.
    own = set(await change.session.scalars(select(FileRow.id).where(*photos, unused_files())))
    faults = [
        FieldFault(f"photos[{index}]", "UNKNOWN_PHOTO")
        for index, file_id in enumerate(file_ids)
        if file_id not in own or file_id in file_ids[:index]
    ]
    if faults:
        raise InvalidInput(faults)
    change.session.add_all(
        NeedPhotoRow(file_id=file_id, need_id=need.id, created_at=change.now) for file_id in file_ids
    )


async def forget_photos(change: Change, need: NeedRow) -> None:
    """Let a need go without its photos; what nothing shows is removed when its day is over."""
    await change.session.execute(delete(NeedPhotoRow).where(NeedPhotoRow.need_id == need.id))


async def forget_own_photos(change: Change) -> None:
    """Let every need go without the photos the viewer brought, as a comment of a neighbour may have."""
    own = select(FileRow.id).where(FileRow.owner_id == change.person_id)
    await change.session.execute(delete(NeedPhotoRow).where(NeedPhotoRow.file_id.in_(own)))


async def photos_of(context: Context, need_ids: Sequence[UUID]) -> list[list[FileRow]]:
    """Return for each need the photos that show it, as far as the viewer may see them, oldest first."""
    shown: dict[UUID, list[FileRow]] = {need_id: [] for need_id in need_ids}
    statement = (
        select(NeedPhotoRow.need_id, FileRow)
        .join(FileRow, FileRow.id == NeedPhotoRow.file_id)
        .where(NeedPhotoRow.need_id.in_(need_ids), readable_files(context.viewer))
        .order_by(NeedPhotoRow.created_at, FileRow.id)
    )
    async with context.database.read() as session:
        for need_id, photo in await session.execute(statement):
            shown[need_id].append(photo)
    return [shown[need_id] for need_id in need_ids]
