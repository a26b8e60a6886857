"""Files people hand in: who may, how many may wait unused, and who reads one."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import STAFF, readable_files, unused_files
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.file_store import hash_of
from resolvers.refusals import NotAllowed, NotFound, NotSignedIn, Refusal
from resolvers.viewer import Viewer
from storage.codes import FileKind, TokenScope
from storage.tables import FileRow

KEPT_UNUSED = timedelta(days=1)
"""How long a file waits to be used; lists hold personal data, and are never kept longer either."""
MOST_UNUSED = 30
_HOLD_CONTENT = text("SELECT pg_advisory_xact_lock(hashtextextended(:hash, 0))")
LONGEST_NAME = 120


@dataclass
class FileNotTaken(Refusal):
    """A file is not taken, by a code that `schema.phrases` turns into words; `value` is the particular it needs."""

    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file as it is kept: what it is was read from its content; `width` and `height` are a photo's, in pixels."""

    kind: FileKind
    media_type: str
    name: str
    content: bytes
    width: int | None = None
    height: int | None = None


def require_handing_in(viewer: Viewer, kind: FileKind | None = None) -> None:
    """Refuse whoever may not hand in a file, or not one of this kind: lists are for staff."""
    if not viewer.is_signed_in:
        raise NotSignedIn
    if viewer.scope is TokenScope.READ:
        raise NotAllowed("WIDER_TOKEN")
    if kind is FileKind.LIST and not viewer.paths(*STAFF):
        raise NotAllowed("STAFF")


async def hand_in(change: Change, draft: FileDraft) -> FileRow:
    """Keep a file that somebody handed in; it is removed after a day unless it is used."""
    require_handing_in(change.viewer, draft.kind)
    waiting = await change.session.scalar(
        select(func.count()).select_from(FileRow).where(FileRow.owner_id == change.person_id, unused_files())
    )
    if (waiting or 0) >= MOST_UNUSED:
        raise FileNotTaken("TOO_MANY_WAITING", str(MOST_UNUSED))
    return await keep_file(change, draft)


async def keep_file(change: Change, draft: FileDraft) -> FileRow:
    """Keep a file for the viewer: its content first, so that a row never stands without one."""
    content_hash = hash_of(draft.content)
    await hold_content(change.session, content_hash)
    await asyncio.to_thread(change.context.files.put, content_hash, draft.content)
    file = FileRow(
        id=change.key(),
        owner_id=change.person_id,
        kind=draft.kind,
        media_type=draft.media_type,
        name=draft.name[:LONGEST_NAME],
        size=len(draft.content),
        hash=content_hash,
        width=draft.width,
        height=draft.height,
        created_at=change.now,
    )
    change.session.add(file)
    await change.session.flush()
    change.record(file, "KEPT", region_path="", details={"kind": draft.kind, "size": file.size})
    return file


async def hold_content(session: AsyncSession, content_hash: str) -> None:
    """Let nobody else keep or remove a content until this transaction ends; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(_HOLD_CONTENT, {"hash": content_hash})


async def read_file_row(context: Context, file_id: UUID, kind: FileKind | None = None) -> FileRow:
    """Return a file the viewer may read, of a kind where one is wanted."""
    async with context.database.read() as session:
        file = await session.scalar(select(FileRow).where(FileRow.id == file_id, readable_files(context.viewer)))
    if file is None or (kind is not None and file.kind is not kind):
        raise NotFound("file")
    return file
