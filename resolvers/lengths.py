"""Texts that cannot be kept are refused by name.

What is longer than its column is refused alike on both databases, since SQLite would keep it; numbers of identity
cards are refused wherever they are written, since no step needs one.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Enum, String, inspect
from sqlalchemy.orm import Session

from resolvers.identity_numbers import columns_with_identity_numbers
from resolvers.refusals import FieldFault, InvalidInput
from storage.columns import Table


def refuse_texts(rows: Iterable[tuple[type[Table], Mapping[str, Any]]]) -> None:
    """Refuse rows, given as their table and values by column, a text of which cannot be kept.

    It is too long for its column, or holds the number of an identity card.
    """
    given = list(rows)
    faults = [
        FieldFault(_as_clients_write(name), "TOO_LONG", str(longest))
        for table, values in given
        for name, longest in _longest(table).items()
        if len(values.get(name) or "") > longest
    ]
    faults += [FieldFault(_as_clients_write(name), "ID_NUMBER") for name in columns_with_identity_numbers(given)]
    if faults:
        raise InvalidInput(faults)


def look_at_flush(session: Session, *_: object) -> None:
    """Look at everything that is about to be written; a listener of `before_flush`."""
    refuse_texts((type(row), vars(row)) for row in chain(session.new, session.dirty))


@cache
def _longest(table: type[Table]) -> Mapping[str, int]:
    """Return the columns of a table that hold texts of a limited length, with the limit in characters."""
    kinds = {name: column.type for name, column in inspect(table).columns.items()}
    return {
        name: kind.length
        for name, kind in kinds.items()
        if isinstance(kind, String) and not isinstance(kind, Enum) and kind.length
    }


def _as_clients_write(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
