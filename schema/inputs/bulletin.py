"""Inputs about bulletins, reply templates and the phone of a region."""

from datetime import date
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from resolvers import bulletins, reply_templates, service_lines
from resolvers.changes import Change, Work
from resolvers.refusals import FieldFault, InvalidInput
from schema.identity import key
from schema.inputs.shared import Id
from storage.tables import BulletinRow, RegionRow, ReplyTemplateRow

NAMES = {"starts_on": "from"}
"""Columns that clients know by a word Python keeps for itself."""


def given_of(given: object, *, clearable: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return what was given of an edit by its columns; refuses null where a field cannot be empty."""
    found = {
        name: value
        for name, value in vars(given).items()
        if name not in ("bulletin", "reply_template", "region", "version") and value is not strawberry.UNSET
    }
    kept = [name for name, value in found.items() if value is None and name not in clearable]
    if kept:
        raise InvalidInput([FieldFault(NAMES.get(name, to_camel_case(name)), "NULL") for name in kept])
    return found


@strawberry.input(description="发公告。")
class PostBulletinInput:
    """What is told to whom."""

    region: Id
    title: str = strawberry.field(description="至多 80 字。")
    text: str = strawberry.field(description="至多 2000 字。")
    starts_on: date | None = strawberry.field(name="from", default=None, description="从哪天起；不写就是今天。")
    ends_on: date | None = strawberry.field(
        name="until", default=None, description="到哪天为止，含当天；不写就一直有效。"
    )
    is_pinned: bool = strawberry.field(default=False, description="置顶。")

    def work(self) -> Work[BulletinRow]:
        """Return the change asked for."""
        return lambda change: bulletins.post_bulletin(
            change,
            bulletins.BulletinDraft(
                region_id=key(self.region, "Region", "region"),
                title=self.title,
                text=self.text,
                starts_on=self.starts_on,
                ends_on=self.ends_on,
                is_pinned=self.is_pinned,
            ),
        )


@strawberry.input(description="修改公告；不写的栏目不变，until 写 null 就一直有效。")
class EditBulletinInput:
    """What changes of a bulletin."""

    bulletin: Id
    version: int
    title: str | None = strawberry.UNSET
    text: str | None = strawberry.UNSET
    starts_on: date | None = strawberry.field(name="from", default=strawberry.UNSET)
    ends_on: date | None = strawberry.field(name="until", default=strawberry.UNSET)
    is_pinned: bool | None = strawberry.UNSET

    def work(self) -> Work[BulletinRow]:
        """Return the change asked for."""
        return self._edit

    async def _edit(self, change: Change) -> BulletinRow:
        given = given_of(self, clearable=frozenset({"ends_on"}))
        return await bulletins.edit_bulletin(change, key(self.bulletin, "Bulletin", "bulletin"), self.version, given)


@strawberry.input(description="撤下公告。")
class WithdrawBulletinInput:
    """A bulletin taken back."""

    bulletin: Id

    def work(self) -> Work[BulletinRow]:
        """Return the change asked for."""
        return lambda change: bulletins.withdraw_bulletin(change, key(self.bulletin, "Bulletin", "bulletin"))


@strawberry.input(description="新增常用回复。")
class CreateReplyTemplateInput:
    """Words to keep."""

    region: Id
    title: str = strawberry.field(description="至多 40 字。")
    text: str = strawberry.field(description="至多 500 字。")

    def work(self) -> Work[ReplyTemplateRow]:
        """Return the change asked for."""
        return lambda change: reply_templates.create_reply_template(
            change, key(self.region, "Region", "region"), title=self.title, text=self.text
        )


@strawberry.input(description="修改常用回复；不写的栏目不变。")
class EditReplyTemplateInput:
    """What changes of a template."""

    reply_template: Id
    version: int
    title: str | None = strawberry.UNSET
    text: str | None = strawberry.UNSET

    def work(self) -> Work[ReplyTemplateRow]:
        """Return the change asked for."""
        return self._edit

    async def _edit(self, change: Change) -> ReplyTemplateRow:
        template_id = key(self.reply_template, "ReplyTemplate", "replyTemplate")
        return await reply_templates.edit_reply_template(change, template_id, self.version, given_of(self))


@strawberry.input(description="删除常用回复。")
class RemoveReplyTemplateInput:
    """A template removed."""

    reply_template: Id

    def work(self) -> Work[ReplyTemplateRow]:
        """Return the change asked for."""
        return lambda change: reply_templates.remove_reply_template(
            change, key(self.reply_template, "ReplyTemplate", "replyTemplate")
        )


@strawberry.input(description="修改辖区的服务电话和服务时间；不写的不变，写 null 就用上级的。")
class EditRegionInput:
    """Whom residents ring."""

    region: Id
    version: int
    phone: str | None = strawberry.UNSET
    hours: str | None = strawberry.field(
        default=strawberry.UNSET, description="照着说的写，例如「周一至周五 8:30—17:00」；至多 120 字。"
    )

    def work(self) -> Work[RegionRow]:
        """Return the change asked for."""
        return self._edit

    async def _edit(self, change: Change) -> RegionRow:
        given = given_of(self, clearable=frozenset({"phone", "hours"}))
        return await service_lines.edit_region(change, key(self.region, "Region", "region"), self.version, given)
