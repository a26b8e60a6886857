"""One attempt at each mutation, on things in every state that belong to the resident, the shop and the community."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from resolvers.bulletins import BulletinDraft, post_bulletin
from resolvers.coordinates import Place as Point
from resolvers.life.sending import Ask, claim_need
from resolvers.models.keeping import activate_model
from resolvers.partners import PartnerDraft, register_partner
from resolvers.partnerships import PartnershipDraft, record_partnership
from resolvers.places import PlaceDraft, record_place
from resolvers.reply_templates import create_reply_template
from resolvers.webhooks.registering import WebhookDraft, create_webhook
from storage.codes import EventNoun, NeedStatus, PartnerKind, PlaceKind
from storage.tables import ProjectRow
from tests.api.ids import global_id, person_id, unknown_id
from tests.factories import Town
from tests.learning.played import kept_models

Given = dict[str, Any]


async def attempts_in(town: Town) -> dict[str, Given]:
    """Return the input of an attempt by the mutation's name.

    The shop is asked for one need, claims another that is public, and has done a third.
    """
    return {
        **await _about_needs(town),
        **await _about_dispatches(town),
        **await _about_partners(town),
        **_people(town),
        **await _about_models(town),
        **await _about_webhooks(town),
        **_about_lists(town),
        **await _about_bulletins(town),
    }


async def _about_needs(town: Town) -> dict[str, Given]:
    raised = {"need": global_id(await town.need(words="想请人陪着去医院"))}
    accepted = await town.need(NeedStatus.ACCEPTED, words="想请人教用手机")
    one = {"need": global_id(accepted)}
    done = {"need": global_id(await town.need(NeedStatus.DONE, words="水龙头漏水"))}
    public = global_id(await town.published(await town.need(NeedStatus.ACCEPTED, words="想看露天电影")))
    staff = person_id(town.staff)
    until = (town.context.now() + timedelta(days=1)).isoformat()
    return {
        "postNeed": {
            "words": "小区要加装电梯",
            "region": global_id(town.compound),
            "forRegion": global_id(town.compound),
        },
        "acceptNeed": raised,
        "declineNeed": {**raised, "reasonCode": "MARKET", "reasonText": "可找店家", "nextStep": "附近有两家"},
        "holdNeed": {**raised, "reasonText": "等材料", "until": until},
        "transferNeed": {**raised, "to": "茶花社区", "reasonText": "不在本社区"},
        "withdrawNeed": raised,
        "editNeed": {**one, "version": accepted.version, "summary": "教用手机"},
        "publishNeed": {**one, "title": "教用手机", "text": "想请人教用手机"},
        "handOverNeed": {**one, "owner": staff},
        "openContact": {**one, "reason": "约上门时间"},
        "mergeNeeds": {**one, "into": public},
        "listGap": {"part": global_id(await town.part(accepted))},
        "noteNeed": {**one, "text": "先打电话"},
        "recordFollowUp": {**one, "text": "打过电话", "channel": "PHONE"},
        "commentNeed": {**one, "text": "周末方便"},
        "urgeNeed": raised,
        "shareProgress": raised,
        "stopSharing": raised,
        "planProject": {**one, "title": "手机课堂"},
        "endorseNeed": {"need": public, "alsoNeeds": True},
        "reopenNeed": {**done, "reasonText": "又坏了"},
        "evaluateNeed": {**done, "solved": "YES"},
    }


async def _about_dispatches(town: Town) -> dict[str, Given]:
    asked = await town.need(NeedStatus.DISPATCHED)
    part = {"part": global_id(await town.part(asked))}
    (sent,) = await town.dispatches(asked)
    taken = (await town.dispatches(await town.need(NeedStatus.TAKEN)))[0]
    working = (await town.dispatches(await town.need(NeedStatus.UNDER_WAY)))[0]
    public = await town.part(await town.published(await town.need(NeedStatus.ACCEPTED)))
    claimed = await town.do(town.shopkeeper, claim_need, Ask(public.id, partner_id=town.shop.id))
    free = await town.part(await town.published(await town.need(NeedStatus.ACCEPTED)))
    one = {"dispatch": global_id(sent)}
    return {
        "sendDispatch": {**part, "partner": global_id(await town.partner("电工队"))},
        "dismissMatches": {**part, "reasonCode": "NONE_FITS", "shown": {"ranking": "-", "candidates": []}},
        "recallDispatch": one,
        "takeDispatch": one,
        "returnDispatch": {**one, "reasonCode": "FULL"},
        "startDispatch": {"dispatch": global_id(taken)},
        "finishDispatch": {"dispatch": global_id(taken), "minutesSpent": 30},
        "failDispatch": {"dispatch": global_id(working), "reasonText": "缺零件"},
        "confirmDispatch": {"dispatch": global_id(claimed)},
        "claimNeed": {"part": global_id(free), "partner": global_id(town.shop)},
    }


async def _about_partners(town: Town) -> dict[str, Given]:
    draft = PartnerDraft(PartnerKind.VOLUNTEER, "张叔", town.community.id)
    registered = await town.do(town.neighbour, register_partner, draft)
    resource = await town.resource()
    one = {"resource": global_id(resource)}
    agreement = PartnershipDraft(town.shop.id, town.community.id, "公益", town.context.now().date())
    partnership = {"partnership": global_id(await town.do(town.staff, record_partnership, agreement))}
    spot = PlaceDraft(town.community.id, PlaceKind.LEARNING, "书屋", "蓝花路 5 号", Point(25.04, 102.73))
    place = {"place": global_id(await town.do(town.staff, record_place, spot))}
    (project, *_) = await town.rows(select(ProjectRow).where(ProjectRow.title != "").order_by(ProjectRow.id))
    return {
        "registerPartner": {
            "kind": "UNIT",
            "name": "云南小吃店",
            "region": global_id(town.community),
            "contact": {"called": "老板"},
        },
        "confirmPartner": {"partner": global_id(registered)},
        "offerResource": {
            "partner": global_id(town.shop),
            "kind": "SERVICE",
            "title": "修水管",
            "text": "上门修水管",
            "region": global_id(town.community),
            "serves": "REGIONS",
            "travel": "PARTNER_COMES",
            "unit": "TIME",
            "slotCapacity": "1",
        },
        "editResource": {**one, "version": resource.version, "title": "换灯"},
        "confirmResource": one,
        "pauseResource": one,
        "resumeResource": one,
        "withdrawResource": one,
        "leavePartner": {"partner": global_id(town.shop)},
        "recordPlace": {
            "region": global_id(town.community),
            "kind": "CARING",
            "name": "长者食堂",
            "address": "蓝花路 3 号",
            "point": {"lat": 25.04, "lng": 102.73},
        },
        "editPlace": {**place, "version": 1, "hours": "11:00—13:00"},
        "confirmPlace": place,
        "closePlace": place,
        "recordPartnership": {
            "partner": global_id(town.shop),
            "region": global_id(town.community),
            "badge": "商户",
            "startsOn": "2026-01-01",
        },
        "editPartnership": {**partnership, "version": 1, "terms": "每月一次"},
        "endPartnership": partnership,
        "strikeOffProject": {"project": global_id(project), "result": "都办好了"},
    }


async def _about_models(town: Town) -> dict[str, Given]:
    one, other = await kept_models(town, 2)
    await town.do(town.administrator, activate_model, other.id)
    place = {"region": global_id(town.community)}
    return {
        "activateModel": {"model": global_id(one)},
        "rollBackModel": place,
        "editRegionSettings": {
            **place,
            "group": "DEADLINES",
            "version": 0,
            "lines": [{"key": "ACCEPT.P3", "value": "2"}],
        },
        "setRotation": {**place, "strength": 2.0},
    }


async def _about_bulletins(town: Town) -> dict[str, Given]:
    draft = BulletinDraft(town.community.id, "停水通知", "周三停水")
    bulletin = global_id(await town.do(town.staff, post_bulletin, draft))
    words = {"title": "已派单", "text": "您好，已经请了师傅。"}
    template = await town.do(town.staff, create_reply_template, town.community.id, **words)
    place = {"region": global_id(town.community)}
    return {
        "postBulletin": {**place, "title": "停电通知", "text": "周四停电"},
        "editBulletin": {"bulletin": bulletin, "version": 1, "title": "周三停水"},
        "withdrawBulletin": {"bulletin": bulletin},
        "createReplyTemplate": {**place, **words},
        "editReplyTemplate": {"replyTemplate": global_id(template), "version": 1, "title": "已受理"},
        "removeReplyTemplate": {"replyTemplate": global_id(template)},
        "editRegion": {**place, "version": town.community.version, "phone": "0871-65000000"},
    }


def _about_lists(town: Town) -> dict[str, Given]:
    place = {"officialList": "NEEDS", "region": global_id(town.community)}
    coming = {**place, "file": unknown_id("File")}
    return {"previewList": coming, "applyList": coming, "exportList": place}


async def _about_webhooks(town: Town) -> dict[str, Given]:
    draft = WebhookDraft(town.community.id, "https://hooks.example.org/in", [EventNoun.NEED])
    made = await create_webhook(town.seen_by(town.administrator), draft)
    one = {"webhook": global_id(made.row)}
    return {
        "createWebhook": {"region": global_id(town.community), "url": draft.url, "nouns": ["NEED"]},
        "removeWebhook": one,
        "replayWebhook": one,
    }


def _people(town: Town) -> dict[str, Given]:
    staff = {"person": person_id(town.staff), "role": "COMMUNITY_STAFF", "region": global_id(town.community)}
    return {
        "setQuiet": {"quiet": True, "person": person_id(town.resident)},
        "saveFilter": {"screen": "needs", "name": "快到期", "query": "status=ACCEPTED"},
        "removeFilter": {"filter": unknown_id("SavedFilter")},
        "setPreference": {"prefersLargeType": True},
        "markRead": {},
        "setNotificationSwitch": {"kind": "HELP_SOUGHT", "isOn": False},
        "setMailbox": {"address": "somebody@example.org"},
        "invitePerson": {"called": "新同事", "region": global_id(town.community), "role": "COMMUNITY_STAFF"},
        "grantRole": {**staff, "role": "GRID_WORKER"},
        "revokeRole": staff,
    }
