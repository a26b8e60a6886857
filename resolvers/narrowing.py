"""The conditions that filters are made of; each gives none when its value was not given."""

import unicodedata
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from storage.tables import RegionRow

Conditions = list[ColumnElement[bool]]


def among(column: InstrumentedAttribute[Any], chosen: Collection[Any] | None) -> Conditions:
    """Keep rows whose value is one of those chosen; an empty choice keeps nothing."""
    return [] if chosen is None else [column.in_(chosen)]


def when(wanted: bool | None, condition: ColumnElement[bool]) -> Conditions:
    """Keep rows that meet the condition, or those that do not."""
    if wanted is None:
        return []
    return [condition if wanted else not_(condition)]


def in_subtree(column: InstrumentedAttribute[str], region_id: UUID | None) -> Conditions:
    """Keep rows that lie in a region or below it; an unknown region holds nothing."""
    if region_id is None:
        return []
    path = select(RegionRow.path).where(RegionRow.id == region_id).scalar_subquery()
    return [column >= path, column < path.concat("~")]


def says(text: str, *columns: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Return the condition that one of the columns holds the text, as typed or with plain letters and figures.

    Full-width letters and figures are what Chinese keyboards make of ＰＬ－２０２６; capitals make no difference.
    """
    spellings = {text.strip(), unicodedata.normalize("NFKC", text).strip()}
    return or_(*(column.icontains(spelling, autoescape=True) for spelling in spellings for column in columns))
