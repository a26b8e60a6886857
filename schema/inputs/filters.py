"""What lists may be filtered by; a region means its whole subtree."""

from datetime import datetime
from typing import TypeVar

import strawberry

from resolvers import filters
from schema.identity import optional_key
from schema.inputs.indicator import CountedInput
from schema.inputs.shared import Id
from schema.words import (
    DispatchStatus,
    Kind,
    Manner,
    Nature,
    NeedStatus,
    PartnerKind,
    PartnerStatus,
    ProjectStatus,
    ResourceStatus,
    Urgency,
)

Word = TypeVar("Word")


def chosen(words: list[Word] | None) -> tuple[Word, ...] | None:
    """Return what was chosen; nothing said narrows nothing, while an empty choice keeps nothing."""
    return None if words is None else tuple(words)


@strawberry.input(description="需求的筛选。")
class NeedFilterInput:
    """Which needs."""

    region: Id | None = None
    status: list[NeedStatus] | None = None
    nature: list[Nature] | None = None
    category: list[str] | None = strawberry.field(default=None, description="类别或大类的代码。")
    manner: list[Manner] | None = None
    urgency: list[Urgency] | None = None
    kind: list[Kind] | None = None
    text: str | None = None
    published: bool | None = None
    claimable: bool | None = None
    gap: bool | None = None
    owner: Id | None = None
    mine: bool | None = None
    open: bool | None = None
    counted: CountedInput | None = strawberry.field(
        default=None, description="某项指标的分子或分母里的那些；只给能查看这些需求的工作人员，别人得到空表。"
    )

    def wanted(self, now: datetime) -> filters.NeedFilter:
        """Return the filter as the resolvers take it."""
        return filters.NeedFilter(
            region=optional_key(self.region, "Region", "filter.region"),
            status=chosen(self.status),
            nature=chosen(self.nature),
            category=chosen(self.category),
            manner=chosen(self.manner),
            urgency=chosen(self.urgency),
            kind=chosen(self.kind),
            text=self.text,
            published=self.published,
            claimable=self.claimable,
            gap=self.gap,
            owner=optional_key(self.owner, "Person", "filter.owner"),
            mine=self.mine,
            open=self.open,
            counted=None if self.counted is None else self.counted.counted(now),
        )


@strawberry.input(description="资源的筛选。")
class ResourceFilterInput:
    """Which resources."""

    region: Id | None = None
    kind: list[Kind] | None = None
    category: list[str] | None = None
    text: str | None = None
    partner: Id | None = None
    status: list[ResourceStatus] | None = None
    fresh: bool | None = None

    def wanted(self) -> filters.ResourceFilter:
        """Return the filter as the resolvers take it."""
        return filters.ResourceFilter(
            region=optional_key(self.region, "Region", "filter.region"),
            kind=chosen(self.kind),
            category=chosen(self.category),
            text=self.text,
            partner=optional_key(self.partner, "Partner", "filter.partner"),
            status=chosen(self.status),
            fresh=self.fresh,
        )


@strawberry.input(description="合伙人的筛选。")
class PartnerFilterInput:
    """Which partners."""

    region: Id | None = None
    kind: list[PartnerKind] | None = None
    text: str | None = None
    status: list[PartnerStatus] | None = None

    def wanted(self) -> filters.PartnerFilter:
        """Return the filter as the resolvers take it."""
        return filters.PartnerFilter(
            region=optional_key(self.region, "Region", "filter.region"),
            kind=chosen(self.kind),
            text=self.text,
            status=chosen(self.status),
        )


@strawberry.input(description="项目的筛选。")
class ProjectFilterInput:
    """Which projects."""

    region: Id | None = None
    status: list[ProjectStatus] | None = None
    listed: bool | None = None

    def wanted(self) -> filters.ProjectFilter:
        """Return the filter as the resolvers take it."""
        return filters.ProjectFilter(
            region=optional_key(self.region, "Region", "filter.region"),
            status=chosen(self.status),
            listed=self.listed,
        )


@strawberry.input(description="派单的筛选：合伙人的收件箱，或社区的看板。")
class DispatchFilterInput:
    """Which dispatches."""

    region: Id | None = None
    partner: Id | None = None
    status: list[DispatchStatus] | None = None
    need: Id | None = None
    open: bool | None = None

    def wanted(self) -> filters.DispatchFilter:
        """Return the filter as the resolvers take it."""
        return filters.DispatchFilter(
            region=optional_key(self.region, "Region", "filter.region"),
            partner=optional_key(self.partner, "Partner", "filter.partner"),
            status=chosen(self.status),
            need=optional_key(self.need, "Need", "filter.need"),
            open=self.open,
        )
