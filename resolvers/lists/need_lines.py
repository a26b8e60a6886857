"""Lines of the list of needs 需求清单."""

from datetime import datetime

from matching import guess_nature
from resolvers.lists.dates import end_of_day, read_date, read_span, start_of_day
from resolvers.lists.entries import ListedContact, ListedNeed
from resolvers.lists.naming import Asker, read_asker
from resolvers.lists.places import read_chain
from resolvers.lists.rows import Row, cell_text, join_pieces
from resolvers.lists.understanding import (
    LONGEST_NAME,
    LONGEST_PARTNER_NAME,
    LONGEST_TITLE,
    WITHOUT_CATEGORY,
    Setting,
    amount_of,
    read_address,
    read_contact,
    read_external_id,
    read_quantity,
)
from resolvers.lists.words import KIND_OF_UNIT, read_nature
from storage.codes import Matter, Nature, Unit

NEEDED = frozenset({"text", "title"})
LONGEST_NOTE = 1000
LONGEST_PART_TEXT = 500
NOTED = ("remark", "owner", "claimed_by", "progress")


def read_need(row: Row, setting: Setting) -> ListedNeed | None:
    """Return the need a line speaks of; None when it cannot be taken, with its faults in the row."""
    title = row.text("title")
    texts = row.texts("text")
    words = join_pieces([text for text in (title, *texts) if text])
    if not words and not row.faults:
        row.fault("TEXT_MISSING", row.first("text"))
    contact = read_contact(row)
    asker, asker_name = _asker(row, contact)
    if asker is Asker.NAMED_PERSON:
        contact = ListedContact(contact.name or asker_name, contact.phones)
    notes = [
        f"{setting.heads[name]}:{text}" for name in NOTED for place in row.places(name) if (text := row.text_at(place))
    ]
    category = _category(row, setting, notes)
    nature, guessed = _nature(row, words)
    amount = amount_of(read_quantity(row, *texts, title), Unit.TIME)
    earliest, latest = _wished(row, setting, notes)
    finish_by = _finish_by(row, setting, notes)
    if len(contact.phones) > 1:
        notes.append("其他电话：" + "、".join(contact.phones[1:]))
    note = "；".join(notes)
    if len(note) > LONGEST_NOTE:
        row.fault("TOO_LONG", row.first("remark"), LONGEST_NOTE)
    address, door = read_address(row)
    need = ListedNeed(
        line=row.line,
        chain=read_chain(row.fields),
        external_id=read_external_id(row, setting),
        title=title[:LONGEST_TITLE],
        words=words,
        nature=nature,
        guessed_nature=guessed,
        matter=Matter.PUBLIC if asker is Asker.COMMUNITY else Matter.PERSONAL,
        asker=asker,
        asker_name=asker_name,
        contact=contact,
        address=address,
        door=door,
        amount=amount,
        amount_text=row.text("quantity")[:LONGEST_PART_TEXT],
        kind=KIND_OF_UNIT.get(amount.unit),
        category=category,
        earliest=earliest,
        latest=latest,
        finish_by=finish_by,
        note=note,
    )
    return None if row.faults else need


def _asker(row: Row, contact: ListedContact) -> tuple[Asker, str]:
    place = row.first("raised_by")
    if place is None:
        return (Asker.RESIDENT if contact.name or contact.phones else Asker.UNIT), ""
    name = row.text("raised_by", LONGEST_PARTNER_NAME)
    asker = read_asker(name)
    if asker is Asker.NAMED_PERSON and len(name) > LONGEST_NAME:
        row.fault("TOO_LONG", place, LONGEST_NAME)
    return asker, name if asker in {Asker.NAMED_PERSON, Asker.NAMED_PARTNER} else ""


def _category(row: Row, setting: Setting, notes: list[str]) -> str | None:
    text = row.text("category")
    code = setting.category(text)
    if code is None and text not in WITHOUT_CATEGORY:
        notes.append(f"类别:{text}")
    return code


def _nature(row: Row, words: str) -> tuple[Nature, Nature | None]:
    """Return the nature the list says and, where it says none, the one its words suggest to staff."""
    text = row.text("nature")
    said = read_nature(text) if text else None
    if said is not None:
        return said, None
    if text:
        row.warn("NATURE_UNREAD", row.first("nature"), text)
    guessed = Nature(guess_nature(words).nature)
    return Nature.HELP, None if guessed is Nature.HELP else guessed


def _wished(row: Row, setting: Setting, notes: list[str]) -> tuple[datetime | None, datetime | None]:
    """Return from when to when a need is wished; a wish for days gone by is only noted."""
    span = row.read("wanted_at", read_span, setting.ahead)
    if span is None or end_of_day(span.last) < setting.now:
        _note_time(row, setting, "wanted_at", notes, is_past=span is not None)
        return None, None
    return (start_of_day(span.first) if span.first != span.last else None), end_of_day(span.last)


def _finish_by(row: Row, setting: Setting, notes: list[str]) -> datetime | None:
    """Return until when the list wants a need finished; a day gone by is only noted."""
    day = row.read("finish_by", read_date, setting.ahead)
    if day is None or end_of_day(day) < setting.now:
        _note_time(row, setting, "finish_by", notes, is_past=day is not None)
        return None
    return end_of_day(day)


def _note_time(row: Row, setting: Setting, name: str, notes: list[str], *, is_past: bool) -> None:
    place = row.first(name)
    if place is not None:
        notes.append(f"{setting.heads[name]}:{cell_text(place.cell)}")
        if is_past:
            row.warn("DAY_IS_PAST", place, cell_text(place.cell))
