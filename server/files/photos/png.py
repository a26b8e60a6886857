"""PNG: the chunks of the still picture are copied, all others are left behind."""

import struct
import zlib
from collections.abc import Iterator

from server.files.photos.picture import (
    UPRIGHT,
    BrokenPhotoError,
    Picture,
    measured,
    orientation_in,
    upright_exif,
)

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD", b"IDAT", b"IEND"})
FRAME_BYTES = 12
"""Of a chunk, beside what it holds: its length, its name and its checksum."""
LENGTH_OF_HEADER = 13
MOST_CHUNKS = 50_000

Chunk = tuple[bytes, bytes]


def read_png(content: bytes) -> Picture:
    """Return the picture in a PNG file. Raises `BrokenPhotoError` and `TooManyPixelsError`."""
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != LENGTH_OF_HEADER:
        raise BrokenPhotoError
    if chunks[-1][0] != b"IEND" or not any(name == b"IDAT" for name, _ in chunks):
        raise BrokenPhotoError
    size = measured(*struct.unpack_from(">II", chunks[0][1]))
    exif = next((held for name, held in chunks if name == b"eXIf"), b"")
    orientation = orientation_in(exif)
    kept = [_written(name, held) for name, held in chunks if name in KEPT]
    if orientation != UPRIGHT:
        kept.insert(1, _written(b"eXIf", upright_exif(orientation)))
    return Picture("image/png", ".png", b"".join([SIGNATURE, *kept]), *size)


def _chunks(content: bytes) -> Iterator[Chunk]:
    """Yield the chunks up to the end of the image, each true to its checksum."""
    at = len(SIGNATURE)
    for _ in range(MOST_CHUNKS):
        if at + FRAME_BYTES > len(content):
            raise BrokenPhotoError
        (length,) = struct.unpack_from(">I", content, at)
        name, held = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        checksum = content[at + 8 + length : at + FRAME_BYTES + length]
        if len(held) != length or checksum != struct.pack(">I", zlib.crc32(name + held)):
            raise BrokenPhotoError
        yield name, held
        if name == b"IEND":
            return
        at += FRAME_BYTES + length
    raise BrokenPhotoError


def _written(name: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))
