"""What lists can be narrowed by.

Each filter gives WHERE conditions, which stand beside what the viewer may see anyway; a field that is None narrows
nothing. A filter never tests what the viewer may not read, or else the rows it keeps would tell it.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_

from resolvers.access import concerned_needs, readable_need_words, whole_needs
from resolvers.categories import leaf_codes
from resolvers.context import Context
from resolvers.freshness import fresh_resources
from resolvers.indicators.figures import Counted
from resolvers.life.moves import OPEN_DISPATCHES, OPEN_NEEDS
from resolvers.narrowing import Conditions, among, in_subtree, says, when
from storage.codes import (
    DispatchStatus,
    Kind,
    Level,
    Manner,
    Nature,
    NeedStatus,
    PartnerKind,
    PartnerStatus,
    ProjectStatus,
    ResourceStatus,
    Urgency,
)
from storage.tables import (
    DispatchRow,
    NeedPartRow,
    NeedPrivateRow,
    NeedRow,
    PartnerRow,
    ProjectRow,
    RegionRow,
    ResourceRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFilter:
    """Narrows needs; `category` takes codes of leaves or of groups, `mine` means concerning the viewer.

    `counted` keeps what an indicator counts, for those who read the needs it speaks of.
    """

    region: UUID | None = None
    status: tuple[NeedStatus, ...] | None = None
    nature: tuple[Nature, ...] | None = None
    category: tuple[str, ...] | None = None
    manner: tuple[Manner, ...] | None = None
    urgency: tuple[Urgency, ...] | None = None
    kind: tuple[Kind, ...] | None = None
    text: str | None = None
    published: bool | None = None
    claimable: bool | None = None
    gap: bool | None = None
    owner: UUID | None = None
    mine: bool | None = None
    open: bool | None = None
    counted: Counted | None = None

    def conditions(self, context: Context) -> Conditions:
        """Return what a need must meet."""
        return [
            *([] if self.counted is None else self.counted.conditions(context)),
            *in_subtree(NeedRow.region_path, self.region),
            *among(NeedRow.status, self.status),
            *among(NeedRow.nature, self.nature),
            *among(NeedRow.manner, self.manner),
            *among(NeedRow.urgency, self.urgency),
            *among(NeedRow.owner_id, None if self.owner is None else (self.owner,)),
            *when(self.published, NeedRow.published_at.is_not(None)),
            *when(self.claimable, NeedRow.is_claimable.is_(True) & NeedRow.published_at.is_not(None)),
            *when(self.mine, concerned_needs(context.viewer)),
            *when(self.open, NeedRow.status.in_(OPEN_NEEDS)),
            *when(self.gap, _some_part(NeedPartRow.gap_listed_at.is_not(None))),
            *self._of_parts(context),
            *self._of_text(context),
        ]

    def _of_parts(self, context: Context) -> Conditions:
        found: Conditions = []
        if self.kind is not None:
            found.append(_some_part(NeedPartRow.kind.in_(self.kind)))
        if self.category is not None:
            codes = leaf_codes(context.vocabulary, self.category)
            found.append(_some_part(NeedPartRow.category.in_(codes) | NeedPartRow.second_category.in_(codes)))
        return found

    def _of_text(self, context: Context) -> Conditions:
        """Look in what is public of every need, in the summary of those read whole, and in the words one may read."""
        if not (self.text or "").strip():
            return []
        viewer, text = context.viewer, self.text or ""
        words = exists().where(
            NeedPrivateRow.need_id == NeedRow.id, readable_need_words(viewer), says(text, NeedPrivateRow.words)
        )
        public = NeedRow.published_at.is_not(None) & says(text, NeedRow.public_title, NeedRow.public_text)
        return [or_(says(text, NeedRow.number), public, whole_needs(viewer) & says(text, NeedRow.summary), words)]


def _some_part(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(NeedPartRow.need_id == NeedRow.id, condition)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceFilter:
    """Narrows resources; `region` is where they are kept, `fresh` means confirmed in time."""

    region: UUID | None = None
    kind: tuple[Kind, ...] | None = None
    category: tuple[str, ...] | None = None
    text: str | None = None
    partner: UUID | None = None
    status: tuple[ResourceStatus, ...] | None = None
    fresh: bool | None = None

    def conditions(self, context: Context) -> Conditions:
        """Return what a resource must meet."""
        found = [
            *in_subtree(ResourceRow.region_path, self.region),
            *among(ResourceRow.kind, self.kind),
            *among(ResourceRow.status, self.status),
            *among(ResourceRow.partner_id, None if self.partner is None else (self.partner,)),
            *when(self.fresh, fresh_resources(context.now())),
        ]
        if (self.text or "").strip():
            found.append(says(self.text or "", ResourceRow.number, ResourceRow.title, ResourceRow.text))
        if self.category is not None:
            codes = leaf_codes(context.vocabulary, self.category)
            found.append(ResourceRow.category.in_(codes) | ResourceRow.second_category.in_(codes))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerFilter:
    """Narrows partners."""

    region: UUID | None = None
    kind: tuple[PartnerKind, ...] | None = None
    text: str | None = None
    status: tuple[PartnerStatus, ...] | None = None

    def conditions(self) -> Conditions:
        """Return what a partner must meet."""
        found = [
            *in_subtree(PartnerRow.region_path, self.region),
            *among(PartnerRow.kind, self.kind),
            *among(PartnerRow.status, self.status),
        ]
        if (self.text or "").strip():
            found.append(says(self.text or "", PartnerRow.name, PartnerRow.introduction))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFilter:
    """Narrows projects."""

    region: UUID | None = None
    status: tuple[ProjectStatus, ...] | None = None
    listed: bool | None = None

    def conditions(self) -> Conditions:
        """Return what a project must meet."""
        return [
            *in_subtree(ProjectRow.region_path, self.region),
            *among(ProjectRow.status, self.status),
            *when(self.listed, ProjectRow.is_listed.is_(True)),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchFilter:
    """Narrows dispatches: a partner's inbox, a need's course or a community's board."""

    region: UUID | None = None
    partner: UUID | None = None
    need: UUID | None = None
    status: tuple[DispatchStatus, ...] | None = None
    open: bool | None = None

    def conditions(self) -> Conditions:
        """Return what a dispatch must meet."""
        return [
            *in_subtree(DispatchRow.region_path, self.region),
            *among(DispatchRow.partner_id, None if self.partner is None else (self.partner,)),
            *among(DispatchRow.need_id, None if self.need is None else (self.need,)),
            *among(DispatchRow.status, self.status),
            *when(self.open, DispatchRow.status.in_(OPEN_DISPATCHES)),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFilter:
    """Narrows regions: those below one, itself not among them."""

    under: UUID | None = None
    level: Level | None = None
    text: str | None = None

    def conditions(self) -> Conditions:
        """Return what a region must meet."""
        found = [
            *in_subtree(RegionRow.path, self.under),
            *among(RegionRow.level, None if self.level is None else (self.level,)),
        ]
        if self.under is not None:
            found.append(RegionRow.id != self.under)
        if (self.text or "").strip():
            found.append(says(self.text or "", RegionRow.name))
        return found
