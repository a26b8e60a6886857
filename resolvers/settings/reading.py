"""What holds in a region: the shipped vocabulary with the settings of the regions from the root down to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.regions import ancestors
from resolvers.settings.named import SettingGroup, Value, named_settings
from storage.codes import Kind
from storage.tables import RegionRow, RegionSettingRow
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import Deadline, Span, Step

WEIGHTS = "weights"
"""The matcher's row holds its lines one step deeper, beside its version."""


def lines_of(group: SettingGroup, value: Mapping[str, Any]) -> Mapping[str, Value]:
    """Return the lines that the value of a row sets."""
    return value.get(WEIGHTS, {}) if group is SettingGroup.MATCHING else value


def value_of(group: SettingGroup, lines: Mapping[str, Value]) -> dict[str, Any]:
    """Return the value of the row that sets these lines."""
    return {WEIGHTS: dict(lines)} if group is SettingGroup.MATCHING else dict(lines)


@dataclass(slots=True)
class RegionalSettings:
    """The rows of `region_setting` of some regions, and the vocabulary that follows from them for each."""

    shipped: Vocabulary
    rows: Mapping[str, Mapping[SettingGroup, Mapping[str, Value]]]
    made: dict[tuple[str, ...], Vocabulary] = field(default_factory=dict)

    def lines(self, group: SettingGroup, region_path: str) -> dict[str, tuple[Value, str]]:
        """Return the lines of a group in force in a region, each with the path of the region that set it."""
        found: dict[str, tuple[Value, str]] = {}
        for path in ancestors(region_path):
            for key, value in self.rows.get(path, {}).get(group, {}).items():
                found[key] = (value, path)
        return found

    def paths(self, group: SettingGroup) -> list[str]:
        """Return the regions that set any line of a group, those nearest the root first."""
        return sorted(path for path, groups in self.rows.items() if groups.get(group))

    def vocabulary(self, region_path: str) -> Vocabulary:
        """Return the vocabulary of a region; regions with the same settings share one."""
        setting = tuple(path for path in ancestors(region_path) if path in self.rows)
        if not setting:
            return self.shipped
        if setting not in self.made:
            self.made[setting] = self._made(setting[-1])
        return self.made[setting]

    def _made(self, path: str) -> Vocabulary:
        settings, named = self.shipped.settings, named_settings()

        def said(group: SettingGroup) -> dict[str, Any]:
            return {key: value for key, (value, _) in self.lines(group, path).items() if key in named[group]}

        every = {Kind(kind): days for kind, days in said(SettingGroup.CONFIRMING).items()}
        return replace(
            self.shipped,
            deadlines=_deadlines(self.shipped.deadlines, said(SettingGroup.DEADLINES)),
            settings=replace(
                settings,
                **said(SettingGroup.WAITING),
                retention=replace(settings.retention, **said(SettingGroup.RETENTION)),
                confirm_every_days={**settings.confirm_every_days, **every},
            ),
        )


def _deadlines(shipped: Mapping[Step, Deadline], amounts: Mapping[str, int]) -> Mapping[Step, Deadline]:
    found = dict(shipped)
    for key, amount in amounts.items():
        code, _, column = key.partition(".")
        step = Step(code)
        span: Span = getattr(found[step], column)
        changed: dict[str, Any] = {column: Span(amount, span.unit)}
        found[step] = replace(found[step], **changed)
    return found


async def regional_settings(
    session: AsyncSession, shipped: Vocabulary, paths: Iterable[str] | None = None
) -> RegionalSettings:
    """Return the settings of the regions from the root down to some paths; of all regions without paths."""
    groups = {group.row_name: group for group in SettingGroup}
    statement = (
        select(RegionRow.path, RegionSettingRow.name, RegionSettingRow.value)
        .join(RegionRow, RegionRow.id == RegionSettingRow.region_id)
        .where(RegionSettingRow.name.in_(groups))
    )
    if paths is not None:
        wanted = {above for path in paths for above in ancestors(path)}
        statement = statement.where(RegionRow.path.in_(wanted))
    rows: dict[str, dict[SettingGroup, Mapping[str, Value]]] = {}
    for path, name, value in await session.execute(statement):
        rows.setdefault(path, {})[groups[name]] = lines_of(groups[name], value)
    return RegionalSettings(shipped, rows)


async def vocabulary_in(session: AsyncSession, shipped: Vocabulary, region_path: str) -> Vocabulary:
    """Return the vocabulary with the deadlines and settings that hold in one region."""
    return (await regional_settings(session, shipped, [region_path])).vocabulary(region_path)
