"""The life of each need of the demo, laid out in time and then lived through the product's own resolvers."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from server.demo_bulletins import LATELY, share, urge
from server.demo_desk import (
    accept,
    add_remarks,
    answer,
    decline,
    endorse,
    hold,
    list_gaps,
    merge,
    post,
    publish,
    transfer,
    withdraw,
)
from server.demo_need_records import DemoNeed, Reach
from server.demo_projects import plan, strike_off
from server.demo_stage import Act, Stage, Step
from server.demo_times import by_day_after, by_day_before
from server.demo_work import Work, evaluate, try_before
from storage.codes import Channel, Urgency

LONGEST_SHIFT_DAYS = 90
_EARLY_ENDS = {
    Reach.DECLINED: decline,
    Reach.TRANSFERRED: transfer,
    Reach.MERGED: merge,
    Reach.WITHDRAWN: withdraw,
}
_AT_THE_DESK = {Reach.ON_HOLD: hold, Reach.ANSWERED: answer, Reach.GAP: list_gaps}
_UNANSWERED = (Reach.DISPATCHED, Reach.PROPOSED, Reach.CLAIMED)
_UNANSWERED_FOR = timedelta(hours=5)
_AT_WORK = (Reach.UNDER_WAY, Reach.FAILED, Reach.DONE, Reach.UNEVALUATED, Reach.EVALUATED)
_PROMISED = (Reach.TAKEN, *_AT_WORK)


def plan_needs(stage: Stage) -> list[Step]:
    """Return everything that happens to the needs, in the order of time."""
    steps = [step for need in stage.city.needs.values() for step in _plan(stage, need)]
    return sorted(steps, key=lambda step: step.at)


def _plan(stage: Stage, need: DemoNeed) -> Sequence[Step]:
    """Lay out one life; one that would reach into the future begins so many days earlier.

    Whoever has not answered yet was asked a few hours ago, or some more where those fall into the night.
    """
    for earlier in range(LONGEST_SHIFT_DAYS):
        before = Counter(stage.bookings.taken)
        begun = by_day_before(stage.now - timedelta(days=need.days_ago + earlier))
        life = _Life(stage, need, begun, by_day_before(stage.now - _UNANSWERED_FOR * (earlier + 1)))
        if life.is_over_by_now():
            return life.steps
        stage.bookings.taken = before
    message = f"{need.key}: no time is found in which its life could have gone so far"
    raise RuntimeError(message)


class _Life:
    """One need on its way; laying it out appends steps and moves `at` on."""

    def __init__(self, stage: Stage, need: DemoNeed, begun: datetime, asked_lately: datetime) -> None:
        self.stage = stage
        self.need = need
        self.at = begun
        self.asked_lately = asked_lately
        self.steps: list[Step] = []
        self.staff = stage.staff_of(need)
        self._lay_out()

    def is_over_by_now(self) -> bool:
        """Whether nothing of it lies in the future."""
        return all(step.at <= self.stage.now for step in self.steps)

    def _then(self, hours: float, person: str, act: Act) -> None:
        self.at = by_day_after(self.at + timedelta(hours=hours))
        self.steps.append(Step(self.at, person, self.need.key, act))

    def _lay_out(self) -> None:
        stage, need, reach = self.stage, self.need, self.need.reach
        haste = 0.1 if need.urgency is Urgency.P1 else 1.0
        self._then(0, self._raiser(), post(stage, need))
        if reach in _EARLY_ENDS:
            person = self._raiser() if reach is Reach.WITHDRAWN else self.staff
            self._then(2.2, person, _EARLY_ENDS[reach](stage, need))
        elif reach is not Reach.RAISED:
            self._then(0.6 * haste, self.staff, accept(stage, need))
            if need.milestones:
                self._then(0.9, self.staff, plan(stage, need, self.steps[0].at))
            self._speak(haste)
            if reach in _AT_THE_DESK:
                self._then(1.5 * haste, self.staff, _AT_THE_DESK[reach](stage, need))
            elif reach is not Reach.ACCEPTED:
                self._work(haste)
        self._ask_on()

    def _ask_on(self) -> None:
        """Let the askers urge the need today, and show the family how far it has come."""
        at = max(self.at, by_day_before(self.stage.now - LATELY))
        for is_done, act in ((self.need.is_urged, urge), (self.need.is_shared, share)):
            if is_done:
                self.steps.append(Step(at, self._raiser(), self.need.key, act(self.stage, self.need)))

    def _raiser(self) -> str:
        need = self.need
        contact = self.stage.city.partners[need.for_partner].contacts[0].key if need.for_partner else None
        return need.by or need.for_person or contact or self.staff

    def _speak(self, haste: float) -> None:
        """Publish the need, and let neighbours, staff and those asked in vain have their say."""
        stage, need = self.stage, self.need
        if need.public_title:
            self._then(0.4, self.staff, publish(stage, need))
        for one in need.endorsed:
            self._then(3.3, one.person, endorse(stage, need, one))
        if need.remarks:
            self._then(0.5, self.staff, add_remarks(stage, need))
        for attempt in need.tried:
            partner = stage.city.partner_of[attempt.resource]
            ask, give_back = try_before(stage, need, attempt)
            self._then(0.8 * haste, self.staff, ask)
            self._then(3.5, partner.contacts[0].key, give_back)

    def _work(self, haste: float) -> None:
        need, reach = self.need, self.need.reach
        works = [Work(self.stage, need, position, part) for position, part in enumerate(need.all_parts(), start=1)]
        if reach in _UNANSWERED:
            self.at = max(self.at, self.asked_lately)
        for work in works:
            self._ask(work, haste)
        if reach is Reach.PROPOSED:
            self._then(2.5, works[0].speaker, works[0].propose())
        if reach in _PROMISED:
            for work in works:
                if not work.is_taken_at_once:
                    self._then(1.7 * haste, self.staff if work.is_claimed else work.speaker, work.take())
        if reach in _AT_WORK:
            self.at = max([self._do(work, haste) for work in works])
            self._conclude(works)

    def _conclude(self, works: Sequence[Work]) -> None:
        """Give the verdict, keep up the timetable and strike the project off, as far as the need has come."""
        stage, need = self.stage, self.need
        if need.reach is Reach.EVALUATED:
            person = self.staff if self._verdict_channel() else self._raiser()
            self._then(16, person, evaluate(stage, need, works, self._verdict_channel()))
        if need.milestones:
            self._then(2, self.staff, plan(stage, need, self.steps[0].at))
        if need.struck_off:
            self._then(20, self.staff, strike_off(stage, need))

    def _ask(self, work: Work, haste: float) -> None:
        """Ask for a part at a time that suits: one to come if it still lies ahead, or the first there was."""
        sent = by_day_after(self.at + timedelta(hours=1.1 * haste))
        is_ahead = self.need.reach not in _AT_WORK
        work.find_time(max(sent, self.stage.now) if is_ahead else sent + timedelta(hours=6 * haste))
        self._then(1.1 * haste, work.asker(self.staff), work.ask())

    def _do(self, work: Work, haste: float) -> datetime:
        """Begin and end one part, at the time agreed or the next day, and return when it ended."""
        begun = max(
            by_day_after(self.at + timedelta(hours=17 * haste)) if work.starts_at is None else work.starts_at, self.at
        )
        self.steps.append(Step(begun, work.speaker, self.need.key, work.start()))
        if self.need.reach is Reach.UNDER_WAY:
            return begun
        ended = begun + timedelta(minutes=work.part.minutes)
        finish = work.fail() if self.need.reach is Reach.FAILED else work.finish()
        self.steps.append(Step(ended, work.speaker, self.need.key, finish))
        return ended

    def _verdict_channel(self) -> Channel | None:
        """Return how a verdict reached staff; None when the askers gave it themselves."""
        need = self.need
        if need.verdict_channel or need.for_person is None:
            return need.verdict_channel
        return None if need.channel is Channel.WEB else Channel.PHONE
