"""What administrators do with the settings of a region."""

from typing import Annotated, Any, TypeAlias

import strawberry

from resolvers.changes import Work
from resolvers.settings.editing import LineEdit, edit_settings, settings_of
from schema.answers import mutation
from schema.identity import key
from schema.info import Info
from schema.inputs.shared import Id
from schema.refusals import StaleVersion
from schema.relations import told
from schema.results import Asked, Success
from schema.rules import ADMINISTRATOR, OFFICER
from schema.settings import RegionSettingsType
from schema.words import SettingGroup
from storage.tables import RegionSettingRow


@strawberry.input(description="一项设置改成什么。")
class SettingLineInput:
    """What becomes of a line."""

    key: str
    value: str | None = strawberry.field(default=None, description="照人写的样子；为空就是改回上级的。")


@strawberry.input(description="修改辖区的一组设置；没有写的项不变。")
class EditRegionSettingsInput:
    """An edit of a region's settings."""

    region: Id
    group: SettingGroup
    version: int = strawberry.field(description="看到的版本；没有自己设过为 0。")
    lines: list[SettingLineInput]

    def work(self) -> Work[RegionSettingRow]:
        """Return the change asked for."""
        edits = [LineEdit(one.key, one.value) for one in self.lines]
        return lambda change: edit_settings(
            change, key(self.region, "Region", "region"), self.group, self.version, edits
        )


@strawberry.type
class RegionSettingsSuccess(Success):
    """The settings were changed; with what holds in the region now."""

    setting: strawberry.Private[Any]

    @told(OFFICER, "这个辖区现在的设置。", of=RegionSettingsType | None)
    async def settings(self, info: Info) -> Any:
        """Return what holds in the region now."""
        return await settings_of(info.context.context, self.setting.region_id)


EditRegionSettingsResult: TypeAlias = Annotated[
    RegionSettingsSuccess | Asked | StaleVersion,
    strawberry.union("EditRegionSettingsResult"),
]


@strawberry.type
class SettingsMutations:
    """What administrators do with the settings of a region."""

    edit_region_settings = mutation(
        EditRegionSettingsInput,
        EditRegionSettingsResult,
        RegionSettingsSuccess.of,
        ADMINISTRATOR,
        "修改辖区的设置，从下一次起生效。",
    )
