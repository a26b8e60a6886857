"""Whatever stands in the cells, every line is either understood or named, and what is understood fits its columns."""

from datetime import UTC, date, datetime
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import String

from resolvers.lists.entries import Entry, ListedNeed, ListedPartner, ListedResource
from resolvers.lists.lines import KeyedEntry, read_lines
from resolvers.lists.options import ImportOptions, ListNoun
from resolvers.lists.sheet import Cell, Formula
from storage.columns import Table
from storage.tables import NeedPartRow, NeedPrivateRow, NeedRemarkRow, NeedRow, PartnerRow, ResourceRow
from storage.vocabulary import shipped_vocabulary
from tests.lists.desk import sheet

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
VOCABULARY = shipped_vocabulary()
WORDS = (
    "同上",
    "9月16日",
    "2月30日",
    "×200",
    "3名",
    "2000元",
    "138 8888 0000",
    "群众",
    "王秀英",
    "李师傅志愿队",
    "9:00-17:00",
)

cells: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200).map(lambda text: text.strip() or None),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.just(Formula("=A1")),
)


def lines(noun: ListNoun) -> st.SearchStrategy[list[tuple[Cell, ...]]]:
    heads = [column.zh for column in VOCABULARY.lists[noun.official].columns]
    line = st.tuples(*[cells] * len(heads)).filter(any)
    some = st.lists(line, min_size=1, max_size=4)
    return some.map(lambda rows: [tuple(heads), *rows])


def longest(table: type[Table], column: str) -> int:
    return cast("String", table.__table__.columns[column].type).length or 0


def fits(entry: Entry) -> bool:
    if isinstance(entry, ListedNeed):
        limits = [
            (entry.title, longest(NeedRow, "summary")),
            (entry.external_id, longest(NeedRow, "external_ref")),
            (entry.contact.name, longest(NeedPrivateRow, "contact_name")),
            (entry.contact.phone or "", longest(NeedPrivateRow, "contact_phone")),
            (entry.address, longest(NeedPrivateRow, "address")),
            (entry.door, longest(NeedPrivateRow, "door")),
            (entry.amount_text, longest(NeedPartRow, "text")),
            (entry.note, longest(NeedRemarkRow, "text")),
            (entry.asker_name, longest(PartnerRow, "name")),
        ]
        return bool(entry.words) and all(len(text) <= most for text, most in limits)
    if isinstance(entry, ListedResource):
        limits = [(entry.title, longest(ResourceRow, "title")), (entry.fee_note, longest(ResourceRow, "fee_note"))]
        return bool(entry.title) and all(len(text) <= most for text, most in limits) and fits(entry.partner)
    limits = [
        (entry.name, longest(PartnerRow, "name")),
        (entry.introduction, longest(PartnerRow, "introduction")),
        (entry.office_phone or "", longest(PartnerRow, "office_phone")),
    ]
    return bool(entry.name) and all(len(text) <= most for text, most in limits)


def understand(noun: ListNoun, rows: list[tuple[Cell, ...]]) -> tuple[KeyedEntry, ...]:
    read = read_lines(sheet(*rows), ImportOptions(noun, "清单"), VOCABULARY, NOW)
    understood = {keyed.entry.line for keyed in read.entries}
    bad = {fault.line for fault in read.faults}
    with_cells = {line.number for line, fields in read.table.fields() if fields}
    assert understood | bad == with_cells
    assert not understood & bad
    assert all(fits(keyed.entry) for keyed in read.entries)
    assert all(0 < len(keyed.key) <= longest(NeedRow, "source_key") for keyed in read.entries)
    return read.entries


@settings(max_examples=60)
@given(lines(ListNoun.NEEDS))
def test_needs(rows: list[tuple[Cell, ...]]) -> None:
    for keyed in understand(ListNoun.NEEDS, rows):
        need = cast("ListedNeed", keyed.entry)
        assert need.amount.quantity >= 1
        assert need.latest is None or (need.latest >= NOW and (need.earliest is None or need.earliest <= need.latest))
        assert need.finish_by is None or need.finish_by >= NOW


@settings(max_examples=60)
@given(lines(ListNoun.RESOURCES))
def test_resources(rows: list[tuple[Cell, ...]]) -> None:
    for keyed in understand(ListNoun.RESOURCES, rows):
        resource = cast("ListedResource", keyed.entry)
        assert resource.amount.quantity >= 1
        assert resource.confirmed_at is None or resource.confirmed_at <= NOW


@settings(max_examples=60)
@given(lines(ListNoun.PARTNERS))
def test_partners(rows: list[tuple[Cell, ...]]) -> None:
    assert all(isinstance(keyed.entry, ListedPartner) for keyed in understand(ListNoun.PARTNERS, rows))
