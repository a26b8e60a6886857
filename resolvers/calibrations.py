"""The line from scores to probabilities of a region, fitted on what became of the dispatches that staff sent there."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import MatchSettings, Outcome, Reliability, calibrated, fit_calibration, reliability
from resolvers.access import within
from resolvers.changes import Change, make_change
from resolvers.context import Context
from resolvers.records.settings import CALIBRATION, match_settings, nearest
from resolvers.records.track import tracks
from resolvers.refusals import NotFound
from storage.tables import (
    DecisionCandidateRow,
    DecisionRow,
    DispatchRow,
    NeedPartRow,
    NeedRow,
    RegionRow,
    RegionSettingRow,
)

MOST_OUTCOMES = 20_000
"""The newest decisions of a region that are read."""
TRIED_SHARE = 0.3
"""Share of the outcomes, the newest, that a line fitted on the others is tried on."""
SOLVED_FROM = 0.5

Line = tuple[float, float]


@dataclass(frozen=True, slots=True)
class JudgedScore:
    """A score by the weights in force, and whether the resource took and did it and the matter was solved."""

    score: float
    succeeded: bool


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What calibration came to: the line in force and the one fitted, each tried on outcomes it was not fitted on.

    `before` and `after` are None without outcomes enough to try; only a line that is better there is worth keeping.
    """

    region: RegionRow
    outcomes: int
    in_force: Line
    fitted: Line
    before: Reliability | None = None
    after: Reliability | None = None

    @property
    def is_better(self) -> bool:
        """Whether the line fitted on older outcomes foretold the newest ones better than the line in force."""
        return self.before is not None and self.after is not None and self.after.log_loss < self.before.log_loss


async def calibrated_by_outcomes(context: Context, region_id: UUID) -> Calibrated:
    """Fit and try a line for a region and all below it, for somebody who runs the server; nothing is written."""
    async with context.database.read() as session:
        region = await session.get(RegionRow, region_id)
        if region is None:
            raise NotFound("region")
        settings = await match_settings(session)
        judged = await judged_scores(session, context, region.path)
    set_at = nearest(settings, region.path)
    in_force = (MatchSettings() if set_at is None else settings[set_at]).calibration
    return tried(region, judged, in_force)


def tried(region: RegionRow, judged: Sequence[JudgedScore], in_force: Line) -> Calibrated:
    """Return the line fitted on all outcomes, which come in the order of time, and how one fitted on the older does."""
    cut = round(len(judged) * (1 - TRIED_SHARE))
    older, newest = judged[:cut], judged[cut:]
    fitted = _fit(judged)
    if not newest:
        return Calibrated(region, len(judged), in_force, fitted)
    return Calibrated(
        region,
        len(judged),
        in_force,
        fitted,
        before=_reliability(newest, in_force),
        after=_reliability(newest, _fit(older)),
    )


async def keep_calibration(context: Context, found: Calibrated) -> RegionSettingRow:
    """Let a region's probabilities be made by the fitted line, from the next ranking on."""

    async def keep(change: Change) -> RegionSettingRow:
        region = await change.session.scalar(select(RegionRow).where(RegionRow.id == found.region.id).with_for_update())
        if region is None:
            raise NotFound("region")
        row = await change.session.scalar(
            select(RegionSettingRow).where(
                RegionSettingRow.region_id == region.id, RegionSettingRow.name == CALIBRATION
            ),
        )
        slope, offset = found.fitted
        value = {"slope": slope, "offset": offset, "outcomes": found.outcomes}
        if row is None:
            row = RegionSettingRow(id=change.key(), region_id=region.id, name=CALIBRATION, value=value)
            change.session.add(row)
        else:
            row.value, row.version = value, row.version + 1
        await change.session.flush()
        change.record(row, "CALIBRATED", region_path=region.path, details=value)
        return row

    return await make_change(context, keep)


async def judged_scores(session: AsyncSession, context: Context, region_path: str) -> list[JudgedScore]:
    """Return the scores of resources sent from a ranking, by the weights in force now, in the order of time."""
    chosen = and_(
        DecisionCandidateRow.decision_id == DecisionRow.id,
        DecisionCandidateRow.resource_id == DecisionRow.chosen_resource_id,
    )
    newest = (
        select(NeedRow.region_path, DecisionRow.is_chinese, DecisionCandidateRow.features, DispatchRow.id)
        .select_from(DecisionRow)
        .join(DecisionCandidateRow, chosen)
        .join(DispatchRow, DispatchRow.decision_id == DecisionRow.id)
        .join(NeedPartRow, NeedPartRow.id == DecisionRow.part_id)
        .join(NeedRow, NeedRow.id == NeedPartRow.need_id)
        .where(within(NeedRow.region_path, [region_path]))
        .order_by(DecisionRow.created_at.desc(), DecisionRow.id.desc())
        .limit(MOST_OUTCOMES)
    )
    decided = (await session.execute(newest)).all()[::-1]
    settings = await match_settings(session)
    became = await tracks(session, context.vocabulary, None)
    found = []
    for path, is_chinese, features, dispatch_id in decided:
        outcome = became.outcome(dispatch_id)
        verdict = None if outcome is None else succeeded(outcome)
        if verdict is not None and features:
            set_at = nearest(settings, path)
            weights = MatchSettings() if set_at is None else settings[set_at]
            score = fsum(weights.weight(code, chinese=is_chinese) * value for code, value in features.items())
            found.append(JudgedScore(score, verdict))
    return found


def succeeded(outcome: Outcome) -> bool | None:
    """Whether a dispatch was taken and done and solved the matter; None where nobody has judged it yet.

    Work that nobody judged counts neither way: silence is no praise.
    """
    if outcome.taken is False or outcome.done is False:
        return False
    return None if outcome.solved is None else outcome.solved > SOLVED_FROM


def _fit(judged: Sequence[JudgedScore]) -> Line:
    return fit_calibration([one.score for one in judged], [one.succeeded for one in judged])


def _reliability(judged: Sequence[JudgedScore], line: Line) -> Reliability:
    return reliability([calibrated(one.score, line) for one in judged], [one.succeeded for one in judged])
