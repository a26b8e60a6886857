"""Free time of a resource: its weekly hours without closed days and spans already taken."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from matching.records import ResourceRecord, Window

LONGEST_SPAN = timedelta(days=62)


def free_windows(resource: ResourceRecord, span: Window, time_zone: str) -> tuple[Window, ...]:
    """Free windows of `resource` within the first 62 days of `span`, in order, never overlapping.

    A resource without weekly hours has no calendar and is free for the whole span.
    """
    cut = Window(span.start, min(span.end, span.start + LONGEST_SPAN))
    opened = list(_open_windows(resource, cut, ZoneInfo(time_zone))) if resource.weekly_hours else [cut]
    for busy in sorted(resource.busy, key=lambda window: window.start):
        opened = [left for window in opened for left in without(window, busy)]
    return tuple(opened)


def _open_windows(resource: ResourceRecord, span: Window, zone: ZoneInfo) -> Iterator[Window]:
    day = span.start.astimezone(zone).date()
    last_day = span.end.astimezone(zone).date()
    while day <= last_day:
        midnight = datetime.combine(day, time(), zone)
        for hours in sorted(resource.weekly_hours, key=lambda hours: hours.opens):
            if hours.weekday == day.weekday() and day not in resource.closed_days:
                start = max(span.start, midnight + timedelta(minutes=hours.opens))
                end = min(span.end, midnight + timedelta(minutes=hours.closes))
                if start < end:
                    yield Window(start, end)
        day += timedelta(days=1)


def without(window: Window, busy: Window) -> Iterator[Window]:
    """Give what is left of `window` outside `busy`: nothing, one part or two."""
    if busy.end <= window.start or window.end <= busy.start:
        yield window
        return
    if window.start < busy.start:
        yield Window(window.start, busy.start)
    if busy.end < window.end:
        yield Window(busy.end, window.end)


def hours(windows: tuple[Window, ...]) -> float:
    """Length of all windows together in hours."""
    return sum((window.end - window.start).total_seconds() for window in windows) / 3_600
