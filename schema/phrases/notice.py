"""The message that staff copy into a chat: what, when, where to the building, and the link to answer by."""

from datetime import datetime

from resolvers.notices import Notice
from resolvers.numbers import LOCAL
from resolvers.quantities import said
from schema.phrases.language import Phrases
from storage.vocabulary import Vocabulary


def notice_text(notice: Notice, phrases: Phrases, vocabulary: Vocabulary) -> str:
    """Return the message, a line a fact; facts that are not known are left out."""
    words = phrases.notice
    leaf = vocabulary.leaves.get(notice.category or "")
    what = notice.title or ((leaf.zh if phrases.is_chinese else leaf.en) if leaf else "")
    quantity = f"{said(notice.quantity, notice.unit).normalize():f} {phrases.units[notice.unit]}"
    lines = [
        words["greeting"],
        words["what"].format(what=what, quantity=quantity),
        words["when"].format(when=_span(notice.starts_at, notice.ends_at) or words["later"]),
        words["where"].format(where=notice.place) if notice.place else "",
        words["message"].format(message=notice.message) if notice.message else "",
        words["answer"].format(link=notice.link) if notice.link else "",
        words["number"].format(number=notice.number),
    ]
    return "\n".join(line for line in lines if line)


def _span(starts_at: datetime | None, ends_at: datetime | None) -> str:
    if starts_at is None:
        return ""
    begin = starts_at.astimezone(LOCAL)
    end = f"—{ends_at.astimezone(LOCAL):%H:%M}" if ends_at else ""
    return f"{begin:%m-%d %H:%M}{end}"
