"""WebP: the picture, its transparency and its colours are copied, all else is left behind; moving pictures are not."""

import struct
from collections.abc import Iterator

from server.files.photos.picture import (
    UPRIGHT,
    BrokenPhotoError,
    Picture,
    measured,
    orientation_in,
    upright_exif,
)

EXTENDED, LOSSY, LOSSLESS, ALPHA, COLOURS, META = b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"EXIF"
KEPT = frozenset({LOSSY, LOSSLESS, ALPHA, COLOURS})
IS_MOVING, HAS_XMP, HAS_EXIF = 0x02, 0x04, 0x08
EXIF_PREFIX = b"Exif\0\0"
LENGTH_OF_EXTENDED = 10
START_OF_LOSSY = b"\x9d\x01\x2a"
START_OF_LOSSLESS = 0x2F
MOST_CHUNKS = 1_000

Chunk = tuple[bytes, bytes]


def is_webp(content: bytes) -> bool:
    """Whether the first bytes are those of a WebP file."""
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def read_webp(content: bytes) -> Picture:
    """Return the picture in a WebP file. Raises `BrokenPhotoError` and `TooManyPixelsError`."""
    chunks = list(_chunks(content))
    names = [name for name, _ in chunks]
    pictures = [(name, held) for name, held in chunks if name in {LOSSY, LOSSLESS}]
    if len(pictures) != 1 or (names[0] != EXTENDED and names[0] not in {LOSSY, LOSSLESS}):
        raise BrokenPhotoError
    size = _size(*pictures[0])
    kept = [_written(name, held) for name, held in chunks if name in KEPT]
    if names[0] == EXTENDED:
        size, extended, turned = _extended(chunks)
        kept = [extended, *kept, *turned]
    body = b"WEBP" + b"".join(kept)
    return Picture("image/webp", ".webp", b"RIFF" + struct.pack("<I", len(body)) + body, *size)


def _chunks(content: bytes) -> Iterator[Chunk]:
    """Yield the chunks within the length that the file gives itself."""
    (length,) = struct.unpack_from("<I", content, 4)
    end, at = 8 + length, 12
    if end > len(content):
        raise BrokenPhotoError
    for _ in range(MOST_CHUNKS):
        if at >= end:
            return
        if at + 8 > end:
            raise BrokenPhotoError
        name = content[at : at + 4]
        (length,) = struct.unpack_from("<I", content, at + 4)
        held = content[at + 8 : at + 8 + length]
        if at + 8 + length > end or len(held) != length:
            raise BrokenPhotoError
        yield name, held
        at += 8 + length + length % 2
    raise BrokenPhotoError


def _extended(chunks: list[Chunk]) -> tuple[tuple[int, int], bytes, list[bytes]]:
    """Return the size of the canvas, the head without what is left behind, and which way up the photo was taken."""
    head = chunks[0][1]
    if len(head) != LENGTH_OF_EXTENDED or head[0] & IS_MOVING:
        raise BrokenPhotoError
    size = measured(int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1)
    exif = next((held for name, held in chunks if name == META), b"").removeprefix(EXIF_PREFIX)
    orientation = orientation_in(exif)
    flags = head[0] & ~(HAS_XMP | HAS_EXIF)
    if orientation == UPRIGHT:
        return size, _written(EXTENDED, bytes([flags]) + head[1:]), []
    turned = _written(META, upright_exif(orientation))
    return size, _written(EXTENDED, bytes([flags | HAS_EXIF]) + head[1:]), [turned]


def _size(name: bytes, held: bytes) -> tuple[int, int]:
    """Return the size that the picture itself gives."""
    try:
        if name == LOSSY:
            if held[3:6] != START_OF_LOSSY:
                raise BrokenPhotoError
            width, height = struct.unpack_from("<HH", held, 6)
            return measured(width & 0x3FFF, height & 0x3FFF)
        start, bits = struct.unpack_from("<BI", held)
    except struct.error:
        raise BrokenPhotoError from None
    if start != START_OF_LOSSLESS:
        raise BrokenPhotoError
    return measured((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)


def _written(name: bytes, held: bytes) -> bytes:
    return name + struct.pack("<I", len(held)) + held + b"\0" * (len(held) % 2)
