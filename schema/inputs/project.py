"""Inputs about projects."""

from datetime import date
from decimal import Decimal

import strawberry

from resolvers import projects
from resolvers.changes import Work
from resolvers.quantities import stored
from schema.identity import key, optional_key
from schema.inputs.shared import Id
from schema.words import Unit
from storage.tables import ProjectRow


@strawberry.input(description="项目的一个时间节点。")
class StepInput:
    """One milestone."""

    title: str
    due: date | None = None
    is_done: bool = False


@strawberry.input(description="给需求的项目排时间表，并列入项目清单；不写的栏目不变。")
class PlanProjectInput:
    """A project's timetable."""

    need: Id
    title: str | None = None
    content: str | None = None
    lead_partner: Id | None = None
    person_in_charge: str | None = None
    fund_source: str | None = None
    funds: Decimal | None = strawberry.field(default=None, description="元。")
    due: date | None = None
    steps: list[StepInput] | None = None

    def work(self) -> Work[ProjectRow]:
        """Return the change asked for."""
        return lambda change: projects.plan_project(change, key(self.need, "Need", "need"), self._plan())

    def _plan(self) -> projects.ProjectPlan:
        return projects.ProjectPlan(
            title=self.title,
            content=self.content,
            lead_partner_id=optional_key(self.lead_partner, "Partner", "leadPartner"),
            person_in_charge=self.person_in_charge,
            fund_source=self.fund_source,
            funds_fen=None if self.funds is None else stored(self.funds, Unit.YUAN, "funds"),
            due=self.due,
            steps=None
            if self.steps is None
            else tuple(projects.StepDraft(one.title, one.due, one.is_done) for one in self.steps),
        )


@strawberry.input(description="销号，写明成效。")
class StrikeOffProjectInput:
    """A project that is over."""

    project: Id
    result: str

    def work(self) -> Work[ProjectRow]:
        """Return the change asked for."""
        return lambda change: projects.strike_off_project(
            change, key(self.project, "Project", "project"), result=self.result
        )
