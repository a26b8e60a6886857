"""The settings of a region: each line with its range, what it is now, and which region set it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import strawberry

from resolvers.settings.editing import SettingsEdit, SettingsOfRegion, settings_history
from resolvers.settings.named import NamedSetting, Value, named_settings
from schema.connections import First
from schema.info import Info
from schema.phrases.language import ENGLISH
from schema.phrases.matches import match_phrases_in
from schema.places import Person, Region
from schema.relations import shown, told
from schema.rules import OFFICER
from schema.words import Role, SettingGroup


def written(value: Value) -> str:
    """Return a value as people write it."""
    return value if isinstance(value, str) else f"{value:g}"


@strawberry.type(name="SettingLine", description="一项设置。")
class SettingLineType:
    """One line."""

    named: strawberry.Private[NamedSetting]
    is_weight: strawberry.Private[bool]
    value: str = shown(OFFICER, "此刻生效的。")
    own: str | None = shown(OFFICER, "本辖区自己设的；没有设为空。")
    set_in: Region | None = shown(OFFICER, "由哪个辖区设的；为空就是出厂的。")

    @told(OFFICER, "编辑时用的名字。")
    def key(self) -> str:
        """Return its name for an edit."""
        return self.named.key

    @told(OFFICER, "这一项叫什么。")
    def label(self, info: Info) -> str:
        """Return what it is called."""
        if self.is_weight:
            return match_phrases_in(info.context.language).label(self.named.key)
        return self.named.en if info.context.language == ENGLISH else self.named.zh

    @told(OFFICER, "出厂的。")
    def shipped(self) -> str:
        """Return what holds where nobody set it."""
        return written(self.named.shipped)

    @told(OFFICER, "是不是文字；文字的范围是字数。")
    def is_text(self) -> bool:
        """Whether it is a text."""
        return isinstance(self.named.shipped, str)

    @told(OFFICER, "是不是整数。")
    def is_whole(self) -> bool:
        """Whether it is a whole number."""
        return isinstance(self.named.shipped, int)

    @told(OFFICER, "最小可以是多少。")
    def least(self) -> float:
        """Return the lower end of its range."""
        return self.named.least

    @told(OFFICER, "最大可以是多少。")
    def most(self) -> float:
        """Return the upper end of its range."""
        return self.named.most


@strawberry.type(name="SettingsGroup", description="一组一起改的设置。")
class SettingsGroupType:
    """Lines that are edited together."""

    group: SettingGroup = shown(OFFICER)
    version: int = shown(OFFICER, "修改时带回；没有自己设过为 0。")
    lines: list[SettingLineType] = shown(OFFICER)


@strawberry.type(name="ChangedSetting", description="一次修改里的一项。")
class ChangedSettingType:
    """What a line became."""

    key: str = shown(OFFICER)
    value: str | None = shown(OFFICER, "改成了什么；为空就是改回上级的。")


@strawberry.type(name="SettingsEdit", description="一次修改。")
class SettingsEditType:
    """One edit in the history."""

    group: SettingGroup = shown(OFFICER)
    version: int = shown(OFFICER)
    at: datetime = shown(OFFICER)

    @told(OFFICER, "改了哪几项。")
    def changed(row: strawberry.Parent[SettingsEdit]) -> Sequence[ChangedSettingType]:
        """Return the lines it touched."""
        return [
            ChangedSettingType(key=key, value=None if value is None else written(value))
            for key, value in sorted(row.changed.items())
        ]

    @told(OFFICER, "谁改的。", of=Person | None)
    async def changed_by(row: strawberry.Parent[SettingsEdit], info: Info) -> Any:
        """Return who made it."""
        return await info.context.loaders.one("person").load(row.changed_by)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, SettingsEdit)


@strawberry.type(name="RegionSettings", description="一个辖区的设置；没有设的由上级继承，逐项算。")
class RegionSettingsType:
    """What holds in a region."""

    region: Region = shown(OFFICER)

    @told(OFFICER, "各组设置。")
    def groups(row: strawberry.Parent[SettingsOfRegion]) -> list[SettingsGroupType]:
        """Return all groups with their lines."""
        return [
            SettingsGroupType(group=group, version=row.versions[group], lines=_lines(row, group))
            for group in named_settings()
        ]

    @told(OFFICER, "您能不能修改；只有本辖区的管理员可以。")
    def viewer_can_edit(row: strawberry.Parent[SettingsOfRegion], info: Info) -> bool:
        """Whether the viewer may edit them."""
        return info.context.context.viewer.reaches(row.region.path, Role.ADMINISTRATOR)

    @told(OFFICER, "本辖区的修改记录，新的在前。", of=list[SettingsEditType])
    async def history(row: strawberry.Parent[SettingsOfRegion], info: Info, first: First) -> Any:
        """Return the last edits."""
        return await settings_history(info.context.context, row.region, first)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, SettingsOfRegion)


def _lines(settings: SettingsOfRegion, group: SettingGroup) -> list[SettingLineType]:
    in_force = settings.regional.lines(group, settings.region.path)
    lines = []
    for key, named in named_settings()[group].items():
        value, path = in_force.get(key, (named.shipped, None))
        own = settings.own[group].get(key)
        set_in: Any = None if path is None else settings.regions[path]
        lines.append(
            SettingLineType(
                named=named,
                is_weight=group is SettingGroup.MATCHING,
                value=written(value),
                own=None if own is None else written(own),
                set_in=set_in,
            )
        )
    return lines
