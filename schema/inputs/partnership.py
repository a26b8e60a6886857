"""Inputs about partnerships, and about taking back for good."""

from datetime import date
from decimal import Decimal
from typing import Any

import strawberry

from resolvers import leaving, partnerships
from resolvers.changes import Work
from resolvers.refusals import FieldFault, InvalidInput
from schema.identity import key
from schema.inputs.shared import Id, OnBehalfInput, on_behalf
from schema.words import Unit
from storage.tables import PartnerRow, PartnershipRow, ResourceRow


@strawberry.input(description="合伙人每年承诺的一项；数量和单位要么都写，要么都不写。")
class PromiseInput:
    """One thing promised for each year."""

    text: str
    quantity: Decimal | None = None
    unit: Unit | None = None


def promises(given: list[PromiseInput]) -> tuple[partnerships.Promise, ...]:
    """Return the promises as they are stored."""
    return tuple(
        partnerships.promise(one.text, one.quantity, one.unit, f"promises[{at}].quantity")
        for at, one in enumerate(given)
    )


@strawberry.input(description="记下一份合伙协议；同一家、同一辖区、同一类同时只有一份。")
class RecordPartnershipInput:
    """An agreement to be recorded."""

    partner: Id
    region: Id
    badge: str = strawberry.field(description="哪一类：红色、物业、公益、商户、生活……")
    starts_on: date
    ends_on: date | None = None
    terms: str = strawberry.field(default="", description="协议全文，不公开。")
    region_brings: str = strawberry.field(default="", description="辖区能给对方的。")
    promises: list[PromiseInput] = strawberry.field(default_factory=list)

    def work(self) -> Work[PartnershipRow]:
        """Return the change asked for."""
        return lambda change: partnerships.record_partnership(
            change,
            partnerships.PartnershipDraft(
                partner_id=key(self.partner, "Partner", "partner"),
                region_id=key(self.region, "Region", "region"),
                badge=self.badge,
                starts_on=self.starts_on,
                ends_on=self.ends_on,
                terms=self.terms,
                region_brings=self.region_brings,
                promises=promises(self.promises),
            ),
        )


@strawberry.input(description="修改合伙协议；不写的栏目不变，endsOn 写 null 为没有末日。")
class EditPartnershipInput:
    """What changes of an agreement."""

    partnership: Id
    version: int
    badge: str | None = strawberry.UNSET
    starts_on: date | None = strawberry.UNSET
    ends_on: date | None = strawberry.UNSET
    terms: str | None = strawberry.UNSET
    region_brings: str | None = strawberry.UNSET
    promises: list[PromiseInput] | None = strawberry.UNSET
    is_paused: bool | None = strawberry.field(default=None, description="暂停或恢复。")

    def work(self) -> Work[PartnershipRow]:
        """Return the change asked for."""
        return lambda change: partnerships.edit_partnership(
            change,
            key(self.partnership, "Partnership", "partnership"),
            self.version,
            self._given(),
            is_paused=self.is_paused,
        )

    def _given(self) -> dict[str, Any]:
        said = {name: value for name, value in vars(self).items() if value is not strawberry.UNSET}
        given = {name: value for name, value in said.items() if name not in ("partnership", "version", "is_paused")}
        cleared = [name for name, value in given.items() if value is None and name != "ends_on"]
        if cleared:
            raise InvalidInput([FieldFault(name, "NULL") for name in sorted(cleared)])
        if "promises" in given:
            given["promises"] = promises(given["promises"])
        return given


@strawberry.input(description="退出合伙关系；已经派的单不受影响。")
class EndPartnershipInput:
    """An agreement that ends."""

    partnership: Id
    version: int | None = None
    reason_text: str = ""

    def work(self) -> Work[PartnershipRow]:
        """Return the change asked for."""
        return lambda change: partnerships.end_partnership(
            change,
            key(self.partnership, "Partnership", "partnership"),
            reason_text=self.reason_text,
            version=self.version,
        )


@strawberry.input(description="撤下资源：没有答复的派单收回，接了没办完的要先办完。")
class WithdrawResourceInput:
    """A resource that is offered no more."""

    resource: Id
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[ResourceRow]:
        """Return the change asked for."""
        return lambda change: leaving.withdraw_resource(
            change, key(self.resource, "Resource", "resource"), on_behalf=on_behalf(self.on_behalf)
        )


@strawberry.input(description="合伙人退出：资源全部撤下，合伙关系结束；接了没办完的要先办完。")
class LeavePartnerInput:
    """A partner that leaves."""

    partner: Id
    reason_text: str = strawberry.field(default="", description="记在合伙关系上，不公开。")
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[PartnerRow]:
        """Return the change asked for."""
        return lambda change: leaving.leave_partner(
            change,
            key(self.partner, "Partner", "partner"),
            reason_text=self.reason_text,
            on_behalf=on_behalf(self.on_behalf),
        )
