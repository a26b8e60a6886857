"""Files people hand in, photos of needs among them, and the history of lists that were taken in."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.codes import FileKind
from storage.columns import REGION_PATH, Key, Moment, Table, word
from storage.vocabulary_records import OfficialList


class FileRow(Table):
    """A file that was handed in, or made for somebody to take along; its content lies in a folder, by its SHA-256.

    `size` is in bytes, `width` and `height` in pixels; only photos have them.
    """

    __tablename__ = "file"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("length(hash) = 64", name="hash"),
        CheckConstraint("(kind = 'PHOTO') = (width IS NOT NULL AND height IS NOT NULL)", name="photo_measured"),
        CheckConstraint("width > 0 AND height > 0", name="pixels"),
    )

    id: Mapped[Key]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[FileKind] = mapped_column(word(FileKind, "kind"))
    media_type: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[Moment] = mapped_column(index=True)


class NeedPhotoRow(Table):
    """A photo that shows a need: as private as the asker's words, and of one need only."""

    __tablename__ = "need_photo"

    file_id: Mapped[UUID] = mapped_column(ForeignKey("file.id"), primary_key=True)
    need_id: Mapped[UUID] = mapped_column(ForeignKey("need.id"), index=True)
    created_at: Mapped[Moment]


class ListImportRow(Table):
    """A list that was taken in: who, when, under which name, and what became of its lines.

    `bad_file_id` is the file of the lines that were kept out, as long as it is there.
    """

    __tablename__ = "list_import"
    __table_args__ = (
        ForeignKeyConstraint(["region_id", "region_path"], ["region.id", "region.path"], onupdate="CASCADE"),
        CheckConstraint(
            "lines_read >= 0 AND written >= 0 AND same >= 0 AND changed >= 0 AND skipped >= 0 AND changed <= bad",
            name="counts",
        ),
        Index("ix_list_import_region_path_id", "region_path", "id"),
    )

    id: Mapped[Key]
    noun: Mapped[OfficialList] = mapped_column(word(OfficialList, "noun"))
    region_id: Mapped[UUID]
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    imported_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    file_name: Mapped[str] = mapped_column(String(120))
    source: Mapped[str] = mapped_column(String(120))
    lines_read: Mapped[int]
    written: Mapped[int]
    same: Mapped[int]
    changed: Mapped[int]
    bad: Mapped[int]
    skipped: Mapped[int]
    bad_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("file.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[Moment]
