"""What is told to many, kept for colleagues, and whom residents ring."""

import strawberry

from schema.answers import mutation
from schema.bulletins import (
    BulletinSuccess,
    CreateReplyTemplateResult,
    EditBulletinResult,
    EditRegionResult,
    EditReplyTemplateResult,
    PostBulletinResult,
    RegionSuccess,
    RemoveReplyTemplateResult,
    ReplyTemplateSuccess,
    WithdrawBulletinResult,
)
from schema.inputs import bulletin
from schema.rules import ADMINISTRATOR, OFFICER


@strawberry.type
class BulletinMutations:
    """What is told to many, kept for colleagues, and whom residents ring."""

    post_bulletin = mutation(bulletin.PostBulletinInput, PostBulletinResult, BulletinSuccess.of, OFFICER, "发公告。")
    edit_bulletin = mutation(bulletin.EditBulletinInput, EditBulletinResult, BulletinSuccess.of, OFFICER, "修改公告。")
    withdraw_bulletin = mutation(
        bulletin.WithdrawBulletinInput, WithdrawBulletinResult, BulletinSuccess.of, OFFICER, "撤下公告。"
    )
    create_reply_template = mutation(
        bulletin.CreateReplyTemplateInput, CreateReplyTemplateResult, ReplyTemplateSuccess.of, OFFICER, "新增常用回复。"
    )
    edit_reply_template = mutation(
        bulletin.EditReplyTemplateInput, EditReplyTemplateResult, ReplyTemplateSuccess.of, OFFICER, "修改常用回复。"
    )
    remove_reply_template = mutation(
        bulletin.RemoveReplyTemplateInput, RemoveReplyTemplateResult, ReplyTemplateSuccess.of, OFFICER, "删除常用回复。"
    )
    edit_region = mutation(
        bulletin.EditRegionInput, EditRegionResult, RegionSuccess.of, ADMINISTRATOR, "修改辖区的服务电话和服务时间。"
    )
