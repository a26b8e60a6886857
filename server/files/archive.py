"""Opening the archive that a workbook is, without trusting what it says of itself."""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from resolvers.lists.refusals import FileRefused
from server.files.limits import Limits

LOCAL_HEADER_BYTES = 30
STEP = 1 << 20
MOST_PARTS = 2_000
READ_PARTS = (".xml", ".rels")
WORKBOOK_FOLDERS = ("xl/", "_rels/", "[Content_Types]")


def is_part_of_workbook(name: str) -> bool:
    """Whether a part of an Excel workbook is read: its tables are, pictures and macros are left behind."""
    return _slashed(name).startswith(WORKBOOK_FOLDERS) and name.endswith(READ_PARTS)


def unpack(
    file_name: str, content: bytes, limits: Limits, *, is_read: Callable[[str], bool] = is_part_of_workbook
) -> dict[str, bytes]:
    """Return the parts of an archive that are read, by their names.

    The sizes in the archive's directory are added up before anything is inflated, and inflating stops where a part
    turns out larger than the directory said.

    Raises
    ------
    FileRefused
        UNPACKS_TOO_LARGE, LOCKED_WORKBOOK or BROKEN_WORKBOOK.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if is_read(part.filename)]
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        raise FileRefused(file_name, "BROKEN_WORKBOOK") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise FileRefused(file_name, "UNPACKS_TOO_LARGE", value=f"{limits.unpacked_bytes // 1024**2} MB")
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(file_name, "OLD_OR_LOCKED_WORKBOOK")
    try:
        return {_slashed(part.filename): b"".join(_inflated(content, part)) for part in parts}
    except (_Lie, zlib.error):
        raise FileRefused(file_name, "BROKEN_WORKBOOK") from None


def pack(parts: dict[str, bytes]) -> BytesIO:
    """Return an archive of `parts`, not compressed, whose directory is true."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    packed.seek(0)
    return packed


class _Lie(Exception):  # noqa: N818 - it says what happened, and never leaves this module
    """A part of the archive is not what its directory says."""


def _slashed(name: str) -> str:
    return name.replace("\\", "/")


def _inflated(content: bytes, part: ZipInfo) -> Iterator[bytes]:
    start = part.header_offset
    header = content[start : start + LOCAL_HEADER_BYTES]
    if len(header) < LOCAL_HEADER_BYTES or part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise _Lie
    start += LOCAL_HEADER_BYTES + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = content[start : start + part.compress_size]
    if part.compress_type == ZIP_STORED:
        if len(packed) != part.file_size:
            raise _Lie
        yield packed
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    left = part.file_size
    while not inflater.eof:
        piece = inflater.decompress(packed, min(STEP, left + 1))
        packed = inflater.unconsumed_tail
        left -= len(piece)
        if left < 0 or not (piece or inflater.eof):
            raise _Lie
        yield piece
    if left:
        raise _Lie
