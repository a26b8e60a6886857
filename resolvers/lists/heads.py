"""Which column of a file holds which field: by the table of known heads first, then by likeness of spelling."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz

from matching import normalise
from resolvers.lists.place_heads import PLACE_HEADS
from storage.vocabulary_records import ListColumns

CUT_OFF = 70.0
"""Likeness, 0..100, below which two heads are different words."""

ENDS_ALIKE = 90.0
"""A head that ends in a known one is a kind of it: 户主姓名 is a 姓名."""

SHORTEST_ENDING = 2
IDENTITY = re.compile("身份证|证件号|公民身份|idcard|identitynumber")
GIVES_WAY = {("partner", "name"): "title", ("raised_by", "name"): "title"}
"""A plain `name` beside a column that names the unit is the name of the thing."""

CHOSEN_FIRST = -1
"""The rank of a column that somebody chose: before all that are only known by their heads."""

TITLE_LABEL = "名称"
_BRACKETED = re.compile(r"\([^()]*\)")
_NO_WORD = re.compile(r"[\W_]+")


class How(StrEnum):
    """How a column came to its field, or why it has none."""

    KNOWN = "KNOWN"
    ALIKE = "ALIKE"
    CHOSEN = "CHOSEN"
    DROPPED = "DROPPED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of a file, counted from 0, and the field it holds, `label` being what officials call the field.

    `likeness` is 100 for a known head; `rank` is the place of the head among those known for its field.
    """

    column: int
    head: str
    how: How
    field: str | None = None
    label: str = ""
    likeness: int = 0
    rank: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    head: str
    field: str
    label: str
    rank: int
    is_dropped: bool


class HeadTable:
    """The heads a list is known to have, and what each means; `chosen` says what some columns hold anyway."""

    def __init__(self, columns: ListColumns, chosen: Mapping[int, str | None] | None = None) -> None:
        self._known = {known.head: known for known in reversed(list(_known_heads(columns)))}
        self._chosen, self._labels = chosen or {}, fields_of(columns)

    def map(self, heads: Sequence[str]) -> tuple[MappedColumn, ...]:
        """Return what each column holds. Several columns may hold one field, the one known best first by `rank`.

        A head that is only alike never joins a field that a known head already holds.
        """
        mapped = [self._choose(self._look_up(column, head)) for column, head in enumerate(heads)]
        held = {column.field for column in mapped if column.how in {How.KNOWN, How.CHOSEN}}
        for index, column in enumerate(mapped):
            if column.how is How.UNKNOWN and column.head:
                found = self._resemble(column)
                if found.field not in held:
                    mapped[index] = found
        return tuple(_give_way(mapped))

    def _choose(self, column: MappedColumn) -> MappedColumn:
        """Return a column as somebody has chosen it; identity numbers stay out whatever was chosen."""
        if column.column not in self._chosen or column.how is How.DROPPED:
            return column
        field = self._chosen[column.column]
        label = self._labels[field] if field else ""
        return MappedColumn(column.column, column.head, How.CHOSEN, field, label, 100, CHOSEN_FIRST)

    def _look_up(self, column: int, head: str) -> MappedColumn:
        for form in plain_forms(head):
            if IDENTITY.search(form):
                return MappedColumn(column, head, How.DROPPED)
            known = self._known.get(form)
            if known is not None:
                if known.is_dropped:
                    return MappedColumn(column, head, How.DROPPED)
                return MappedColumn(column, head, How.KNOWN, known.field, known.label, 100, known.rank)
        return MappedColumn(column, head, How.UNKNOWN)

    def _resemble(self, column: MappedColumn) -> MappedColumn:
        form = plain_forms(column.head)[-1]
        best = max(self._known.values(), key=lambda known: (likeness(form, known.head), len(known.head)))
        value = likeness(form, best.head)
        if value < CUT_OFF:
            return column
        if best.is_dropped:
            return MappedColumn(column.column, column.head, How.DROPPED)
        return MappedColumn(column.column, column.head, How.ALIKE, best.field, best.label, round(value), best.rank)


def likeness(head: str, known: str) -> float:
    """Return how alike two plain heads are, 0..100; below the cut-off it is 0.

    >>> likeness("诉求内容", "需求内容"), likeness("手机号码", "姓名"), likeness("户主姓名", "姓名")
    (75.0, 0.0, 90.0)
    """
    ends_alike = len(known) >= SHORTEST_ENDING and not known.isascii() and head.endswith(known)
    return max(fuzz.ratio(head, known, score_cutoff=CUT_OFF), ENDS_ALIKE if ends_alike else 0.0)


def plain_forms(head: str) -> tuple[str, ...]:
    """Return a head without punctuation: with the words in brackets, then without them.

    >>> plain_forms("*联系电话 (必填)：")
    ('联系电话必填', '联系电话')
    """
    plain = normalise(head)
    forms = (_NO_WORD.sub("", plain), _NO_WORD.sub("", _BRACKETED.sub("", plain)))
    return forms if forms[1] and forms[1] != forms[0] else forms[:1]


def fields_of(columns: ListColumns) -> dict[str, str]:
    """Return what a column of a list may hold, by field, with what officials call it."""
    return {
        **{column.field: column.zh for column in columns.columns if not column.drop},
        **{str(level): heads[0] for level, heads in PLACE_HEADS.items()},
    }


def _known_heads(columns: ListColumns) -> Iterator[_Known]:
    for level, heads in PLACE_HEADS.items():
        yield from _forms(heads, _Known("", str(level), heads[0], 0, is_dropped=False))
    for column in columns.columns:
        heads = (column.zh, column.en, *column.aliases)
        yield from _forms(heads, _Known("", column.field, column.zh, 0, is_dropped=column.drop))


def _forms(heads: Iterable[str], known: _Known) -> Iterator[_Known]:
    for rank, head in enumerate(heads):
        for form in plain_forms(head):
            yield replace(known, head=form, rank=rank)


def _give_way(mapped: list[MappedColumn]) -> Iterator[MappedColumn]:
    fields = [column.field for column in mapped]
    for column in mapped:
        other = GIVES_WAY.get((column.field or "", plain_forms(column.head)[0] if column.head else ""))
        if other is None or fields.count(column.field) == 1:
            yield column
        elif other in fields:
            yield replace(column, field=None, label="")
        else:
            yield replace(column, field=other, label=TITLE_LABEL)
