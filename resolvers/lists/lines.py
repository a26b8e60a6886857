"""From the lines of a table to entries: pure reading, nothing looked up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from resolvers.lists import need_lines, partner_lines, resource_lines
from resolvers.lists.dates import Calendar, year_named_in
from resolvers.lists.entries import Entry, ListedNeed
from resolvers.lists.heads import How
from resolvers.lists.keyed import source_key
from resolvers.lists.options import ImportOptions, ListNoun
from resolvers.lists.refusals import Fault
from resolvers.lists.rows import Row, cell_text
from resolvers.lists.sheet import Sheet
from resolvers.lists.table import Fields, Table, find_table
from resolvers.lists.understanding import Setting
from resolvers.numbers import LOCAL
from storage.codes import Nature
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import ListColumns

OWN_NUMBER = re.compile(r"[A-Z]{1,7}-20\d\d-\d{6}(?!\d)")
COUNTING_HEADS = frozenset({"序号", "No."})

_READERS = {
    ListNoun.NEEDS: (need_lines.NEEDED, need_lines.read_need),
    ListNoun.RESOURCES: (resource_lines.NEEDED, resource_lines.read_resource),
    ListNoun.PARTNERS: (partner_lines.NEEDED, partner_lines.read_partner),
}


@dataclass(frozen=True, slots=True)
class KeyedEntry:
    """An understood line and its natural key within its region; `own_number` when the line came out of our lists."""

    entry: Entry
    key: str
    own_number: str = ""


@dataclass(frozen=True, slots=True)
class ReadLines:
    """What a sheet says: entries in the order of the file, and what is wrong with its lines."""

    table: Table
    entries: tuple[KeyedEntry, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def read_lines(sheet: Sheet, options: ImportOptions, vocabulary: Vocabulary, now: datetime) -> ReadLines:
    """Understand every line of a sheet as far as that is possible without looking anything up.

    Raises
    ------
    FileRefused
        NO_HEADS when the sheet has no table of that kind.
    """
    needed, read = _READERS[options.noun]
    columns = vocabulary.lists[options.noun.official]
    table = find_table(sheet, columns, needed=needed, chosen=options.columns)
    lines = [(line, fields) for line, fields in table.fields() if fields]
    setting = _setting(table, [fields for _, fields in lines], columns, vocabulary, now)
    entries: list[KeyedEntry] = []
    faults: list[Fault] = []
    warnings: list[Fault] = [
        Fault(table.head_lines[-1], "IDENTITY_COLUMN_LEFT_OUT", column.column, column.head)
        for column in table.columns
        if column.how is How.DROPPED
    ]
    for line, fields in lines:
        row = Row(line.number, fields)
        entry = read(row, setting)
        faults.extend(row.faults)
        if entry is not None:
            warnings.extend(row.warnings)
            if isinstance(entry, ListedNeed) and entry.guessed_nature is Nature.COMPLAINT:
                warnings.append(Fault(line.number, "COMPLAINT_SUGGESTED"))
            entries.append(KeyedEntry(entry, source_key(options.source, entry), _own_number(fields)))
    return ReadLines(table, tuple(entries), tuple(faults), tuple(warnings))


def _setting(table: Table, lines: list[Fields], columns: ListColumns, vocabulary: Vocabulary, now: datetime) -> Setting:
    heading = f"{table.heading} {table.sheet.name} {table.sheet.file_name}"
    today, year = now.astimezone(LOCAL).date(), year_named_in(heading)
    return Setting(
        now=now,
        ahead=Calendar(today, year),
        behind=Calendar(today, year, looks_ahead=False),
        categories=category_codes(vocabulary),
        heads={column.field: column.zh for column in columns.columns},
        fields=frozenset(column.field for column in table.columns if column.field is not None),
        numbers_are_ids=_numbers_are_ids(lines),
    )


def category_codes(vocabulary: Vocabulary) -> Mapping[str, str]:
    """Return the codes of the leaves by what may stand in a list: the code, the Chinese and the English name."""
    return {name.lower(): leaf.code for leaf in vocabulary.leaves.values() for name in (leaf.en, leaf.zh, leaf.code)}


def _own_number(fields: Fields) -> str:
    """Return the number under which our own list wrote the line: it stands in its remarks."""
    found = (OWN_NUMBER.match(cell_text(place.cell)) for place in fields.get("remark", ()))
    return next((match[0] for match in found if match), "")


def _numbers_are_ids(lines: list[Fields]) -> bool:
    """Whether the numbers of a list tell its lines apart, rather than count them."""
    places = [places[0] for fields in lines if (places := fields.get("number"))]
    numbers = [cell_text(place.cell) for place in places]
    if not places or numbers == [str(number) for number in range(1, len(numbers) + 1)]:
        return False
    return places[0].head not in COUNTING_HEADS or not all(number.isdigit() for number in numbers)
