"""How long each step may take, from the vocabulary and the work calendar."""

from datetime import UTC, datetime, time, timedelta

from resolvers.numbers import LOCAL
from resolvers.work_calendar import WorkCalendar
from storage.codes import Nature, PartnerKind, Urgency
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import Span, SpanUnit, Step

_ROUND_THE_CLOCK = {
    SpanUnit.MINUTE: timedelta(minutes=1),
    SpanUnit.HOUR: timedelta(hours=1),
    SpanUnit.DAY: timedelta(days=1),
}
_WITHOUT_A_LINE = Span(15, SpanUnit.WORKING_DAY)


def due(vocabulary: Vocabulary, step: Step, urgency: Urgency, nature: Nature, since: datetime) -> datetime:
    """Return when a step of a need is due that may begin at `since`.

    A question has its own column; a step without a column for the urgency has fifteen working days.
    """
    span = vocabulary.deadlines[step].span(urgency, is_question=nature is Nature.QUESTION) or _WITHOUT_A_LINE
    calendar = WorkCalendar(vocabulary.settings.working_hours)
    if span.unit is SpanUnit.WORKING_DAY:
        end = calendar.add_days(since, span.amount)
    elif span.unit is SpanUnit.WORKING_HOUR:
        end = calendar.add_hours(since, span.amount)
    else:
        end = since + span.amount * _ROUND_THE_CLOCK[span.unit]
    return end.astimezone(UTC)


def answer_due(
    vocabulary: Vocabulary, urgency: Urgency, nature: Nature, partner_kind: PartnerKind, since: datetime
) -> datetime:
    """Return until when a partner may answer before the next one is asked; volunteers have their own time."""
    if partner_kind is PartnerKind.VOLUNTEER and vocabulary.deadlines[Step.ANSWER_VOLUNTEER].span(urgency):
        return due(vocabulary, Step.ANSWER_VOLUNTEER, urgency, nature, since)
    return due(vocabulary, Step.ANSWER, urgency, nature, since)


def day_after(now: datetime) -> datetime:
    """Return the moment the next local day begins.

    >>> day_after(datetime(2026, 3, 2, 1, 0, tzinfo=LOCAL)).isoformat()
    '2026-03-03T00:00:00+08:00'
    """
    return datetime.combine(now.astimezone(LOCAL).date() + timedelta(days=1), time(), LOCAL)
