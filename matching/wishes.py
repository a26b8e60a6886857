"""The soft wishes: what speaks for or against a resource that may serve, as columns of numbers."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from matching.columns import EPOCH, ResourceColumns
from matching.eligibility import free_hours
from matching.records import NeedRecord, ResourceRecord
from matching.settings import MatchSettings
from matching.textual import Flags, Floats, Rows

KM_OF_NO_LEVEL = 0.3
KM_GROWTH_BY_LEVEL = 3.0
DAYS_TO_REST = 7.0
LONGEST_REST = 365.0


@dataclass(frozen=True, slots=True)
class Wish:
    """One soft wish for many resources: the feature that is weighed, and what a reader is shown, in `unit`.

    `rough` marks those shown in levels of the region tree, as no way in kilometres is known.
    """

    code: str
    feature: Floats
    shown: Floats
    unit: str
    rough: Flags | None = None

    def unit_of(self, row: int) -> str:
        """Return the unit in which one resource is shown."""
        return "LEVEL" if self.rough is not None and self.rough[row] else self.unit


def wishes(need: NeedRecord, table: ResourceColumns, rows: Rows, settings: MatchSettings, now: datetime) -> list[Wish]:
    """Every wish that does not come from text, for the resources in `rows`, in the order of the weights' table."""
    chosen = [table.resources[row] for row in rows] if need.window is not None or need.ties else []
    found = [
        _distance(need, table, rows, settings),
        _time(need, chosen, len(rows), settings, now),
        _plain("capacity", np.minimum(1.0, table.stock[rows] / need.quantity), "SHARE"),
        _track(table, rows, settings, now),
        Wish("load", np.log1p(table.load[rows]), table.load[rows], "DISPATCH"),
        _rest(table, rows, now),
        _freshness(table, rows, now),
        _plain("return_asked", table.asks[rows].astype(np.float64), "FLAG"),
    ]
    if need.ties:
        shared = np.array([float(len(need.ties & resource.ties)) for resource in chosen])
        found.append(_plain("ties", shared, "TIE"))
    return found


def _plain(code: str, values: Floats, unit: str) -> Wish:
    return Wish(code, values, values, unit)


def _distance(need: NeedRecord, table: ResourceColumns, rows: Rows, settings: MatchSettings) -> Wish:
    """Distance as ln(1 + km), with the need's haste; in levels of the tree where a point is missing."""
    haste = settings.haste.get(need.urgency, 1.0)
    travels = table.travels[rows]
    levels = np.where(travels, table.levels(need.region_path)[rows], 0.0)
    km = KM_OF_NO_LEVEL * KM_GROWTH_BY_LEVEL**levels
    placed = np.zeros(len(rows), dtype=np.bool_)
    if need.point is not None:
        placed = table.has_base[rows]
        km = np.where(placed, table.metres(need.point)[rows] / 1_000, km)
    km = np.where(travels, km, 0.0)
    return Wish("distance", haste * np.log1p(km), np.where(placed, km, levels), "KM", ~placed)


def _time(need: NeedRecord, chosen: list[ResourceRecord], size: int, settings: MatchSettings, now: datetime) -> Wish:
    """Share of the wished window that is free; 1 for everybody when no time is wished."""
    if need.window is None:
        return _plain("time", np.ones(size), "SHARE")
    wished = (need.window.end - need.window.start).total_seconds() / 3_600
    free = np.array([free_hours(need, resource, settings, now) for resource in chosen])
    share = np.minimum(1.0, free / wished) if wished > 0 else np.ones(size)
    return Wish("time", share, free, "HOUR")


def _track(table: ResourceColumns, rows: Rows, settings: MatchSettings, now: datetime) -> Wish:
    """Compare expected success, under a beta prior, with the prior's own: a newcomer gets 0, old events fade."""
    faded = 2.0 ** (-(now - EPOCH).total_seconds() / 86_400 / settings.half_life_days)
    weight, prior = settings.track_prior_events, settings.track_prior_success
    expected = (table.succeeded[rows] * faded + weight * prior) / (table.tried[rows] * faded + weight)
    return Wish("track", expected - prior, expected, "SHARE")


def _rest(table: ResourceColumns, rows: Rows, now: datetime) -> Wish:
    days = np.maximum((now - EPOCH).total_seconds() / 86_400 - table.last_asked[rows], 0.0)
    return Wish("rest", 1 - np.exp(-days / DAYS_TO_REST), np.minimum(days, LONGEST_REST), "DAY")


def _freshness(table: ResourceColumns, rows: Rows, now: datetime) -> Wish:
    """Share of the time between two confirmations that is left; none for a resource never confirmed."""
    age = (now - EPOCH).total_seconds() / 86_400 - table.confirmed_at[rows]
    left = np.where(np.isfinite(age), np.clip(1 - age / table.rhythm[rows], 0.0, 1.0), 0.0)
    return _plain("freshness", left, "SHARE")
