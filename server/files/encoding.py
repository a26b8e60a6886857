"""Which encoding a text file is in: UTF-8, else GB18030, never a mixture."""

import re

from resolvers.lists.refusals import FileRefused

UTF8_BOM = b"\xef\xbb\xbf"
UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
CHINESE = re.compile("[一-鿿]")


def decode(file_name: str, content: bytes) -> str:
    """Return the text of a file in UTF-8 (with or without its mark) or in GB18030.

    Raises
    ------
    FileRefused
        UTF16 for what Excel calls Unicode text; MIXED_ENCODINGS with the first line that does not fit the others;
        UNKNOWN_ENCODING with the first line that is neither.
    """
    if content.startswith(UTF16_BOMS):
        raise FileRefused(file_name, "UTF16")
    try:
        return content.removeprefix(UTF8_BOM).decode()
    except UnicodeDecodeError as fault:
        first_foreign_line = content.count(b"\n", 0, fault.start + _mark_length(content)) + 1
    if content.startswith(UTF8_BOM) or _has_utf8_line(content):
        raise FileRefused(file_name, "MIXED_ENCODINGS", line=first_foreign_line)
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise FileRefused(file_name, "UNKNOWN_ENCODING", line=line) from None


def _mark_length(content: bytes) -> int:
    return len(UTF8_BOM) if content.startswith(UTF8_BOM) else 0


def _has_utf8_line(content: bytes) -> bool:
    """Whether any line is Chinese in UTF-8; GB18030 text almost never reads as that by chance."""
    for line in content.split(b"\n"):
        if not line.isascii():
            try:
                text = line.decode()
            except UnicodeDecodeError:
                continue
            if CHINESE.search(text):
                return True
    return False
