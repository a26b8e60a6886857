"""Files as whoever may read them sees them; they are handed in by POST /files and read by GET."""

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry import relay

from schema.relations import shown, told
from schema.rules import CONCERNED
from schema.words import FileKind
from storage.tables import FileRow

NO_PAPERS_NO_FACES = "请不要上传证件照片和人脸照片。"
"""Said wherever a photo can be chosen."""


@strawberry.type(
    name="File",
    description="上传的文件：先 POST /files?name=… 把文件内容原样发来，再在别处用它的编号。一天内没有用上的自动删除。",
)
class FileType(relay.Node):
    """A file that was handed in, or made to be taken along."""

    id: relay.NodeID[UUID]
    kind: FileKind = shown(CONCERNED)
    name: str = shown(CONCERNED, "文件名。")
    media_type: str = shown(CONCERNED, "由内容认出的类型，例如 image/jpeg。")
    size: int = shown(CONCERNED, "字节。")
    width: int | None = shown(CONCERNED, "照片的宽，像素。")
    height: int | None = shown(CONCERNED, "照片的高，像素；竖拍的照片按标记转过来看。")
    created_at: datetime = shown(CONCERNED)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, FileRow)

    @told(CONCERNED, "从这里取文件，要登录。")
    def address(row: strawberry.Parent[FileRow]) -> str:
        """Return where the file is read."""
        return f"/files/{row.id}"
