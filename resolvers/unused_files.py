"""Files that nothing shows go after a day, and their content with the last of them."""

import asyncio
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from resolvers.access import unused_files
from resolvers.context import Context
from resolvers.files import KEPT_UNUSED, hold_content
from storage.tables import FileRow

AT_A_TIME = 500


async def remove_unused_files(context: Context, now: datetime) -> int:
    """Remove the files whose day is over and return how many there were; a second round finds none."""
    is_over = FileRow.created_at < now - KEPT_UNUSED, unused_files()
    async with context.database.read() as session:
        statement = select(FileRow.id).where(*is_over).order_by(FileRow.id).limit(AT_A_TIME)
        keys = (await session.scalars(statement)).all()
    return sum([await _remove(context, key, now) for key in keys])


async def _remove(context: Context, file_id: UUID, now: datetime) -> bool:
    """Remove a file if nothing has come to show it meanwhile; its content goes before anybody can hand it in again."""
    async with context.database.write() as session:
        due = FileRow.id == file_id, FileRow.created_at < now - KEPT_UNUSED
        file = await session.scalar(select(FileRow).where(*due).with_for_update())
        # Asked under the lock, since whoever used the file meanwhile held it.
        if file is None or await session.scalar(select(FileRow.id).where(*due, unused_files())) is None:
            return False
        await hold_content(session, file.hash)
        await session.execute(delete(FileRow).where(FileRow.id == file_id))
        others = await session.scalar(select(FileRow.id).where(FileRow.hash == file.hash).limit(1))
        if others is None:
            await asyncio.to_thread(context.files.remove, file.hash)
        return True
