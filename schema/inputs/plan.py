"""Inputs about plans of a whole community."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import strawberry

from resolvers.changes import Work
from resolvers.plans.applying import GivenLine, apply_plan
from resolvers.plans.preview import Pairing
from schema.identity import key, optional_key
from schema.inputs.shared import Id
from storage.tables import DispatchRow


@strawberry.input(description="一项需求内容配一件资源。")
class PlanPairInput:
    """A part and a resource that staff want together."""

    part: Id
    resource: Id


@strawberry.input(description="不要这样配；不写资源，就是这一项先不排。")
class PlanForbiddenInput:
    """A part and a resource that staff want apart."""

    part: Id
    resource: Id | None = None


def pairings(given: Sequence[PlanPairInput | PlanForbiddenInput] | None, field: str) -> tuple[Pairing, ...]:
    """Return the pairs as resolvers read them."""
    return tuple(
        Pairing(
            key(one.part, "NeedPart", f"{field}[{index}].part"),
            optional_key(one.resource, "Resource", f"{field}[{index}].resource"),
        )
        for index, one in enumerate(given or ())
    )


@strawberry.input(description="方案里的一行，照排好的或改过的；时间不写就按方案。")
class PlanLineInput:
    """A line as staff leave it."""

    part: Id
    resource: Id
    quantity: Decimal
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    message: str = ""


@strawberry.input(description="按方案派单：全部派出，或者一单也不派。")
class ApplyPlanInput:
    """A plan to be carried out."""

    stamp: str
    lines: list[PlanLineInput]

    def work(self) -> Work[DispatchRow]:
        """Return the change asked for."""
        return lambda change: apply_plan(change, self.stamp, self._lines())

    def _lines(self) -> list[GivenLine]:
        return [
            GivenLine(
                part_id=key(one.part, "NeedPart", f"lines[{index}].part"),
                resource_id=key(one.resource, "Resource", f"lines[{index}].resource"),
                quantity=one.quantity,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                message=one.message,
            )
            for index, one in enumerate(self.lines)
        ]
