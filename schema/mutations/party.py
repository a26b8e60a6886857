"""What is done with partners, resources and projects."""

import strawberry

from schema.answers import mutation
from schema.inputs import party, project
from schema.results import (
    ConfirmPartnerResult,
    ConfirmResourceResult,
    EditResourceResult,
    OfferResourceResult,
    PartnerSuccess,
    PauseResourceResult,
    PlanProjectResult,
    ProjectSuccess,
    RegisterPartnerResult,
    ResourceSuccess,
    ResumeResourceResult,
    StrikeOffProjectResult,
)
from schema.rules import PARTNER, SIGNED_IN, STAFF


@strawberry.type
class PartyMutations:
    """What is done with partners, resources and projects."""

    register_partner = mutation(
        party.RegisterPartnerInput, RegisterPartnerResult, PartnerSuccess.of, SIGNED_IN, "登记合伙人。"
    )
    confirm_partner = mutation(
        party.ConfirmPartnerInput, ConfirmPartnerResult, PartnerSuccess.of, STAFF, "确认合伙人。"
    )
    offer_resource = mutation(party.OfferResourceInput, OfferResourceResult, ResourceSuccess.of, PARTNER, "提供资源。")
    edit_resource = mutation(party.EditResourceInput, EditResourceResult, ResourceSuccess.of, PARTNER, "修改资源。")
    confirm_resource = mutation(
        party.ConfirmResourceInput, ConfirmResourceResult, ResourceSuccess.of, PARTNER, "资源仍然有效。"
    )
    pause_resource = mutation(party.PauseResourceInput, PauseResourceResult, ResourceSuccess.of, PARTNER, "暂停资源。")
    resume_resource = mutation(
        party.ResumeResourceInput, ResumeResourceResult, ResourceSuccess.of, PARTNER, "恢复资源。"
    )
    plan_project = mutation(
        project.PlanProjectInput, PlanProjectResult, ProjectSuccess.of, STAFF, "排时间表，列入项目清单。"
    )
    strike_off_project = mutation(
        project.StrikeOffProjectInput, StrikeOffProjectResult, ProjectSuccess.of, STAFF, "项目销号。"
    )
