"""When messages may leave: not in the quiet hours, and a digest at the hour set for it."""

from datetime import date, datetime, time, timedelta

from resolvers.numbers import LOCAL
from storage.vocabulary_records import Settings

DAY = timedelta(days=1)


def opens_at(moment: datetime, settings: Settings) -> datetime:
    """Return when a message may leave that is ready at `moment`: at once, or when the quiet hours end.

    The hours in which messages leave may also lie around midnight, when they begin later than they end.
    """
    local = moment.astimezone(LOCAL)
    if _is_open(local.time(), settings.messages_from, settings.messages_until):
        return moment
    day = local.date() if local.time() < settings.messages_from else local.date() + DAY
    return datetime.combine(day, settings.messages_from, LOCAL)


def _is_open(at: time, begin: time, end: time) -> bool:
    return begin <= at < end if begin <= end else at >= begin or at < end


def digest_moment(day: date, settings: Settings) -> datetime:
    """Return when the digest of a local day is made."""
    return datetime.combine(day, settings.digest_at, LOCAL)


def last_digest_day(now: datetime, settings: Settings) -> date:
    """Return the last local day whose digest is due."""
    today = now.astimezone(LOCAL).date()
    return today if now >= digest_moment(today, settings) else today - DAY
