"""What the readers of photos share: the result, what is wrong with a photo, and which way up it was taken."""

import struct
from dataclasses import dataclass

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 16_384
UPRIGHT = 1
ORIENTATIONS = range(1, 9)
ORIENTATION_TAG, SHORT = 0x0112, 3
ENTRY_BYTES = 12
MOST_ENTRIES = 200


class BrokenPhotoError(Exception):
    """The bytes are not what their first ones promise."""


class TooManyPixelsError(Exception):
    """The header promises more pixels than anybody's screen shows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo without anything that tells of its taker: no place, time, device, name or preview."""

    media_type: str
    suffix: str
    content: bytes
    width: int
    height: int


def measured(width: int, height: int) -> tuple[int, int]:
    """Return a size in pixels that can be shown."""
    if width < 1 or height < 1:
        raise BrokenPhotoError
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise TooManyPixelsError
    return width, height


def orientation_in(exif: bytes) -> int:
    """Return which way up a photo was taken, 1 to 8, by its EXIF (a TIFF header and on); 1 where it does not say.

    >>> orientation_in(upright_exif(6)), orientation_in(b"MM nonsense")
    (6, 1)
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return UPRIGHT
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for entry in range(min(count, MOST_ENTRIES)):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + entry * ENTRY_BYTES)
            if tag == ORIENTATION_TAG and kind == SHORT and value in ORIENTATIONS:
                return int(value)
    except struct.error:
        return UPRIGHT
    return UPRIGHT


def upright_exif(orientation: int) -> bytes:
    """Return an EXIF that says which way up a photo was taken, and nothing else."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, ORIENTATION_TAG, SHORT, 1, orientation, 0, 0)
