"""What the demo's staff tell to many, keep for colleagues, and what its residents urge and share."""

from datetime import timedelta

from resolvers.bulletins import BulletinDraft, post_bulletin
from resolvers.changes import Change
from resolvers.life.sharing import share_progress
from resolvers.life.urging import urge_need
from resolvers.numbers import LOCAL
from resolvers.reply_templates import create_reply_template
from server.demo_need_records import DemoNeed
from server.demo_records import DemoBulletin, DemoReplyTemplate
from server.demo_stage import Act, Stage, Step
from server.demo_times import by_day_before

LATELY = timedelta(hours=2)


def plan_bulletins(stage: Stage) -> list[Step]:
    """Return who posted what on which day."""
    posted = [
        Step(by_day_before(stage.now - timedelta(days=one.days_ago)), one.by, one.title, _post(stage, one))
        for one in stage.city.board.bulletins
    ]
    kept = [
        Step(by_day_before(stage.now - timedelta(days=one.days_ago)), one.by, one.title, _keep(stage, one))
        for one in stage.city.board.reply_templates
    ]
    return posted + kept


def _post(stage: Stage, one: DemoBulletin) -> Act:
    async def act(change: Change) -> None:
        today = stage.now.astimezone(LOCAL).date()
        draft = BulletinDraft(
            region_id=stage.keys.regions[one.region].id,
            title=one.title,
            text=one.text,
            ends_on=None if one.for_days is None else today + timedelta(days=one.for_days),
            is_pinned=one.is_pinned,
        )
        await post_bulletin(change, draft)

    return act


def _keep(stage: Stage, one: DemoReplyTemplate) -> Act:
    async def act(change: Change) -> None:
        await create_reply_template(change, stage.keys.regions[one.region].id, title=one.title, text=one.text)

    return act


def urge(stage: Stage, need: DemoNeed) -> Act:
    """Urge the need, as its asker."""

    async def act(change: Change) -> None:
        await urge_need(change, stage.needs[need.key].id)

    return act


def share(stage: Stage, need: DemoNeed) -> Act:
    """Let the family read on."""

    async def act(change: Change) -> None:
        await share_progress(change, stage.needs[need.key].id)

    return act
