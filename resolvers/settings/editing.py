"""Editing a region's settings: by its administrators, line by line within named ranges, with a history of versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from resolvers.access import OVERSEERS, require_role
from resolvers.changes import Change
from resolvers.context import Context
from resolvers.keyset import LARGEST_PAGE
from resolvers.refusals import FieldFault, InvalidInput, NotFound, StaleVersion
from resolvers.settings.named import NamedSetting, SettingGroup, Value, is_in_range, named_settings
from resolvers.settings.reading import RegionalSettings, lines_of, regional_settings, value_of
from storage.codes import Role
from storage.tables import RegionRow, RegionSettingChangeRow, RegionSettingRow


@dataclass(frozen=True, slots=True)
class LineEdit:
    """What becomes of a line, as somebody wrote it; None goes back to what lies above."""

    key: str
    value: str | None


@dataclass(frozen=True, slots=True)
class SettingsOfRegion:
    """The settings of a region: the version of each group's own row (0 without one), and where each line comes from.

    `regions` are the regions from the root down to this one, by path.
    """

    region: RegionRow
    versions: Mapping[SettingGroup, int]
    own: Mapping[SettingGroup, Mapping[str, Value]]
    regional: RegionalSettings
    regions: Mapping[str, RegionRow]


@dataclass(frozen=True, slots=True)
class SettingsEdit:
    """One edit in the history: the lines it touched, with what each became; None where it went back."""

    group: SettingGroup
    version: int
    changed: Mapping[str, Value | None]
    changed_by: UUID
    at: datetime


async def settings_of(context: Context, region_id: UUID) -> SettingsOfRegion | None:
    """Return the settings of a region; None for whoever does not oversee it."""
    async with context.database.read() as session:
        region = await session.get(RegionRow, region_id)
        if region is None or not context.viewer.reaches(region.path, *OVERSEERS):
            return None
        regional = await regional_settings(session, context.vocabulary, [region.path])
        own = (await session.scalars(select(RegionSettingRow).where(RegionSettingRow.region_id == region.id))).all()
        paths = {region.path[:end] for end in range(1, len(region.path) + 1)}
        above = await session.scalars(select(RegionRow).where(RegionRow.path.in_(paths)))
        by_name = {row.name: row for row in own}
        rows = {group: by_name.get(group.row_name) for group in SettingGroup}
        return SettingsOfRegion(
            region=region,
            versions={group: row.version if row else 0 for group, row in rows.items()},
            own={group: lines_of(group, row.value) if row else {} for group, row in rows.items()},
            regional=regional,
            regions={one.path: one for one in above},
        )


async def settings_history(context: Context, region: RegionRow, first: int) -> list[SettingsEdit]:
    """Return the last `first` edits (1 to 100) of a region's own settings, the latest first."""
    if not 1 <= first <= LARGEST_PAGE:
        raise InvalidInput.at("first", "PAGE_SIZE", LARGEST_PAGE)
    async with context.database.read() as session:
        found = await session.scalars(
            select(RegionSettingChangeRow)
            .where(RegionSettingChangeRow.region_id == region.id)
            .order_by(RegionSettingChangeRow.name, RegionSettingChangeRow.version)
        )
        edits = _edits(found.all())
    return sorted(edits, key=lambda one: (one.at, one.group, one.version), reverse=True)[:first]


def _edits(rows: Sequence[RegionSettingChangeRow]) -> list[SettingsEdit]:
    groups = {group.row_name: group for group in SettingGroup}
    edits, before, name = [], dict[str, Value](), ""
    for row in rows:
        group = groups[row.name]
        before = before if row.name == name else {}
        after, name = dict(lines_of(group, row.value or {})), row.name
        changed = {key: after.get(key) for key in {**before, **after} if before.get(key) != after.get(key)}
        edits.append(SettingsEdit(group, row.version, changed, row.changed_by, row.at))
        before = after
    return edits


async def edit_settings(
    change: Change, region_id: UUID, group: SettingGroup, version: int, edits: Sequence[LineEdit]
) -> RegionSettingRow:
    """Set lines of a group in a region, of the version seen; counts from the next time somebody asks."""
    region = await change.session.scalar(select(RegionRow).where(RegionRow.id == region_id).with_for_update())
    if region is None:
        raise NotFound("region")
    require_role(change.viewer, region.path, Role.ADMINISTRATOR)
    row = await change.session.scalar(
        select(RegionSettingRow).where(RegionSettingRow.region_id == region.id, RegionSettingRow.name == group.row_name)
    )
    stored = row.version if row else 0
    if version != stored:
        raise StaleVersion(await _changed_since(change, region, group, version))
    values = _read(group, edits)
    own = dict(lines_of(group, row.value)) if row else {}
    after = {key: value for key, value in {**own, **values}.items() if value is not None}
    if row is None:
        row = RegionSettingRow(id=change.key(), region_id=region.id, name=group.row_name, value={}, version=0)
        change.session.add(row)
    row.value, row.version = value_of(group, after), stored + 1
    change.session.add(
        RegionSettingChangeRow(
            id=change.key(),
            region_id=region.id,
            name=group.row_name,
            version=row.version,
            value=row.value,
            changed_by=change.person_id,
            at=change.now,
        )
    )
    await change.session.flush()
    details: dict[str, Any] = {"name": group.row_name, "version": row.version, "fields": sorted(values)}
    change.record(row, "SETTINGS_EDITED", region_path=region.path, details=details)
    return row


def _read(group: SettingGroup, edits: Sequence[LineEdit]) -> dict[str, Value | None]:
    """Return the lines as they are stored; refuses what is unknown, said twice, no figure, or out of its range."""
    named = named_settings()[group]
    faults: list[FieldFault] = []
    values: dict[str, Value | None] = {}
    for at, edit in enumerate(edits):
        line = named.get(edit.key)
        if line is None:
            faults.append(FieldFault(f"lines[{at}].key", "UNKNOWN_SETTING", edit.key))
        elif edit.key in values:
            faults.append(FieldFault(f"lines[{at}].key", "TWICE"))
        else:
            value = None if edit.value is None else _heard(line, edit.value)
            if edit.value is not None and (value is None or not is_in_range(line, value)):
                faults.append(FieldFault(f"lines[{at}].value", "RANGE", f"{line.least:g}—{line.most:g}"))
            values[edit.key] = value
    if not edits:
        faults.append(FieldFault("lines", "EMPTY"))
    if faults:
        raise InvalidInput(faults)
    return values


def _heard(line: NamedSetting, text: str) -> Value | None:
    """Return what was written as a value of the line's type; None where it is none."""
    try:
        return type(line.shipped)(text.strip())
    except ValueError:
        return None


async def _changed_since(change: Change, region: RegionRow, group: SettingGroup, version: int) -> list[str]:
    rows = await change.session.scalars(
        select(RegionSettingChangeRow)
        .where(RegionSettingChangeRow.region_id == region.id, RegionSettingChangeRow.name == group.row_name)
        .order_by(RegionSettingChangeRow.version)
    )
    later = [edit for edit in _edits(rows.all()) if edit.version > version]
    return list(dict.fromkeys(key for edit in later for key in edit.changed))
