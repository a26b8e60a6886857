"""Loading the demo city: its base first, then every life in the order of time, all in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.changes import Change
from resolvers.context import Context
from resolvers.due import run_due
from resolvers.matcher_index import MatcherIndex
from resolvers.refusals import Refusal
from resolvers.resources import pause_resource
from resolvers.viewer import NOBODY, Viewer
from server.demo_around import plan_around
from server.demo_base import lay_base
from server.demo_bulletins import plan_bulletins
from server.demo_life import plan_needs
from server.demo_offers import offer_everything
from server.demo_records import read_demo_city
from server.demo_stage import Act, Stage, Step
from server.demo_times import by_day_before
from storage.tables import RegionRow

FOUNDED_DAYS_AGO = 240


async def load_demo_city(context: Context) -> bool:
    """Load the demo city as it stands at the context's present moment; whether it was loaded.

    A database that holds a region already is left alone. Everything happens in one transaction: a mistake in the
    demo's files leaves nothing behind. What time itself does follows.
    """
    now = context.now()
    city = read_demo_city()
    async with context.database.write() as session:
        if await session.scalar(select(exists().select_from(RegionRow))):
            return False
        loading = replace(context, index=MatcherIndex(context.vocabulary), request=None)
        change_at = _changes(loading, session)
        founded = by_day_before(now - timedelta(days=FOUNDED_DAYS_AGO))
        founding = change_at(NOBODY, founded)
        keys = await lay_base(founding, city)
        await offer_everything(founding, keys, city, now)
        await loading.index.catch_up(session, founded)
        stage = Stage(city, keys, now)
        for step in sorted(
            (*plan_needs(stage), *plan_bulletins(stage), *plan_around(stage), *_plan_pauses(stage)),
            key=lambda step: step.at,
        ):
            await _take(change_at(keys.viewers[step.person], step.at), step)
    await run_due(context, now)
    return True


async def _take(change: Change, step: Step) -> None:
    """Let a step happen; one that is refused is a mistake in the demo's files and says where."""
    try:
        await step.act(change)
        await change.session.flush()
    except Refusal as refusal:
        refusal.add_note(f"{step.about}, by {step.person} at {step.at}")
        raise


def _changes(context: Context, session: AsyncSession) -> Callable[[Viewer, datetime], Change]:
    """Return a maker of changes by a viewer at a moment, all of one transaction."""

    def change_at(viewer: Viewer, at: datetime) -> Change:
        return Change(replace(context, viewer=viewer, clock=lambda: at), session, at)

    return change_at


def _plan_pauses(stage: Stage) -> list[Step]:
    """Return who paused a resource today."""
    return [
        Step(by_day_before(stage.now), stage.city.partner_of[key].contacts[0].key, key, _pause(stage, key, days))
        for key, resource in stage.city.resources.items()
        if (days := resource.paused_for_days) is not None
    ]


def _pause(stage: Stage, key: str, days: int) -> Act:
    async def act(change: Change) -> None:
        until = (stage.now + timedelta(days=days)).date()
        await pause_resource(change, stage.keys.resources[key].id, until=until)

    return act
