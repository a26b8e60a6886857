"""Why a file, a row or an option cannot be taken, by a code that `resolvers.lists.sentences` turns into words."""

from dataclasses import dataclass

from resolvers.refusals import Refusal


@dataclass
class FileRefused(Refusal):
    """A file cannot be read as a list at all; nothing of it was taken.

    `line` counts from 1, `column` from 0; `value` is the particular the sentence needs.
    """

    file_name: str
    code: str
    line: int | None = None
    column: int | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why one row cannot be taken, or what about it staff should know.

    `line` counts from 1, `column` from 0; `head` is the column's head as the file has it.
    """

    line: int
    code: str
    column: int | None = None
    head: str = ""
    value: str = ""
