"""Who may see and do what, in one place.

Each `readable_…` is the WHERE clause of a noun; each `require_…` refuses an action. A role reaches the subtree of
the region it is held in. Street and district officers and administrators see no content of needs by their role.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, false, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from resolvers.refusals import NotAllowed, NotSignedIn
from resolvers.viewer import Viewer
from storage.codes import DispatchStatus, Nature, PartnerStatus, RemarkKind, ResourceStatus, Role
from storage.tables import (
    AccountRow,
    BulletinRow,
    DispatchRow,
    EvaluationRow,
    EventRow,
    FileRow,
    LearnedModelRow,
    ListImportRow,
    MachineTokenRow,
    NeedPartRow,
    NeedPhotoRow,
    NeedPrivateRow,
    NeedRemarkRow,
    NeedRow,
    NotificationRow,
    PartnerContactRow,
    PartnerRow,
    PartnershipRow,
    PersonPrivateRow,
    PersonRow,
    PlaceRow,
    ProjectRow,
    RegionRow,
    ReplyTemplateRow,
    ResourceRow,
    RoleGrantRow,
    SavedFilterRow,
    WebhookDeliveryRow,
    WebhookRow,
)

READERS = (Role.COMMUNITY_STAFF, Role.GRID_WORKER)
STAFF = (Role.COMMUNITY_STAFF,)
OFFICERS = (Role.COMMUNITY_STAFF, Role.STREET_OFFICER, Role.DISTRICT_OFFICER)
OVERSEERS = (*OFFICERS, Role.ADMINISTRATOR)
"""Who may read figures of a region that name nobody."""
HELPING = (DispatchStatus.TAKEN, DispatchStatus.UNDER_WAY)


def within(column: InstrumentedAttribute[str], paths: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a path lies in one of the subtrees; a range, so that an index serves it."""
    return or_(false(), *((column >= path) & (column < path + "~") for path in paths))


def readable_needs(viewer: Viewer) -> ColumnElement[bool]:
    """Published needs, one's own and those one entered, those one's partner raised or was asked for, one's regions'."""
    public = NeedRow.published_at.is_not(None) & (NeedRow.nature != Nature.COMPLAINT)
    if viewer.person_id is None:
        return public
    asked = exists().where(DispatchRow.need_id == NeedRow.id, DispatchRow.partner_id.in_(viewer.partner_ids))
    return or_(
        public,
        concerned_needs(viewer),
        asked & (NeedRow.nature != Nature.COMPLAINT),
        within(NeedRow.region_path, viewer.paths(*READERS)),
    )


def concerned_needs(viewer: Viewer) -> ColumnElement[bool]:
    """Needs the viewer raised, entered for somebody, is served by, or raised through a partner."""
    if viewer.person_id is None:
        return false()
    return or_(
        NeedRow.raised_by == viewer.person_id,
        NeedRow.for_person_id == viewer.person_id,
        NeedRow.for_partner_id.in_(viewer.partner_ids),
    )


def readable_need_words(viewer: Viewer) -> ColumnElement[bool]:
    """Whose own words and contact: the askers themselves and staff who reach the need."""
    return NeedPrivateRow.need_id.in_(_needs_in_full(viewer))


def readable_resources(viewer: Viewer) -> ColumnElement[bool]:
    """Active resources of confirmed partners are public; one-time and paused ones are for their partner and staff."""
    is_confirmed = exists().where(PartnerRow.id == ResourceRow.partner_id, PartnerRow.status == PartnerStatus.CONFIRMED)
    return or_(
        (ResourceRow.status == ResourceStatus.ACTIVE) & ResourceRow.is_one_time.is_(False) & is_confirmed,
        ResourceRow.partner_id.in_(viewer.partner_ids),
        within(ResourceRow.region_path, viewer.paths(*OFFICERS)),
    )


def readable_resources_beside_dispatches(viewer: Viewer) -> ColumnElement[bool]:
    """As above, and those that were dispatched for a need of the viewer's, one-time ones among them."""
    return or_(
        readable_resources(viewer),
        ResourceRow.id.in_(select(DispatchRow.resource_id).where(readable_dispatches(viewer))),
    )


def readable_partners(viewer: Viewer) -> ColumnElement[bool]:
    """Confirmed partners are public; one that only registered is for its contacts and staff."""
    return or_(
        PartnerRow.status == PartnerStatus.CONFIRMED,
        PartnerRow.id.in_(viewer.partner_ids),
        within(PartnerRow.region_path, viewer.paths(*OFFICERS)),
    )


def readable_partnerships(viewer: Viewer) -> ColumnElement[bool]:
    """Agreements of confirmed partners are public while they last; ended ones are for the partner and officials."""
    public = exists().where(PartnerRow.id == PartnershipRow.partner_id, PartnerRow.status == PartnerStatus.CONFIRMED)
    return or_(
        PartnershipRow.ended_at.is_(None) & public,
        PartnershipRow.partner_id.in_(viewer.partner_ids),
        within(PartnershipRow.region_path, viewer.paths(*OFFICERS)),
    )


def readable_places(viewer: Viewer) -> ColumnElement[bool]:
    """Places are public until they are closed."""
    return or_(PlaceRow.closed_at.is_(None), within(PlaceRow.region_path, viewer.paths(*OFFICERS)))


def partners_in_full(viewer: Viewer) -> ColumnElement[bool]:
    """Partners of whom the viewer may read what they gave and got: one's own, and those staff and officers reach."""
    return or_(
        PartnerRow.id.in_(viewer.partner_ids),
        within(PartnerRow.region_path, viewer.paths(*OFFICERS)),
    )


def readable_dispatches(viewer: Viewer) -> ColumnElement[bool]:
    """The partner asked, the askers of the need, and staff who reach it."""
    return or_(
        DispatchRow.partner_id.in_(viewer.partner_ids),
        DispatchRow.need_id.in_(select(NeedRow.id).where(concerned_needs(viewer))),
        within(DispatchRow.region_path, viewer.paths(*READERS)),
    )


def whole_needs(viewer: Viewer) -> ColumnElement[bool]:
    """Needs of which the viewer may read everything, and follow the course: the askers' and staff's."""
    return or_(concerned_needs(viewer), within(NeedRow.region_path, viewer.paths(*READERS)))


def reads_whole(viewer: Viewer, need: NeedRow) -> bool:
    """Whether a need is one of `whole_needs`, for a row that is at hand already."""
    is_concerned = viewer.person_id is not None and (
        viewer.person_id in (need.raised_by, need.for_person_id) or need.for_partner_id in viewer.partner_ids
    )
    return is_concerned or viewer.reaches(need.region_path, *READERS)


def readable_parts(viewer: Viewer) -> ColumnElement[bool]:
    """The parts of readable needs, and those a readable dispatch is for."""
    return or_(
        NeedPartRow.need_id.in_(select(NeedRow.id).where(readable_needs(viewer))),
        NeedPartRow.id.in_(select(DispatchRow.part_id).where(readable_dispatches(viewer))),
    )


def _needs_in_full(viewer: Viewer) -> Select[UUID]:
    return select(NeedRow.id).where(whole_needs(viewer))


def readable_remarks(viewer: Viewer) -> ColumnElement[bool]:
    """Comments are for the askers and staff; notes and follow-up calls are for staff alone."""
    reached = select(NeedRow.id).where(within(NeedRow.region_path, viewer.paths(*READERS)))
    return or_(
        NeedRemarkRow.need_id.in_(reached),
        (NeedRemarkRow.kind == RemarkKind.COMMENT) & NeedRemarkRow.need_id.in_(_needs_in_full(viewer)),
    )


def readable_evaluations(viewer: Viewer) -> ColumnElement[bool]:
    """Verdicts are for those who gave them, the askers and staff; a partner reads its thanks as a count."""
    return or_(
        EvaluationRow.person_id == viewer.person_id if viewer.person_id else false(),
        EvaluationRow.need_id.in_(_needs_in_full(viewer)),
    )


def readable_events(viewer: Viewer) -> ColumnElement[bool]:
    """The course of a need: for its askers and staff; a partner sees what concerns itself."""
    return or_(
        EventRow.need_id.in_(_needs_in_full(viewer)),
        EventRow.partner_id.in_(viewer.partner_ids),
    )


def readable_projects(viewer: Viewer) -> ColumnElement[bool]:
    """Listed projects are public; others are for those who may read the need."""
    return or_(
        ProjectRow.is_listed.is_(True),
        ProjectRow.need_id.in_(select(NeedRow.id).where(concerned_needs(viewer))),
        within(ProjectRow.region_path, viewer.paths(*READERS)),
    )


def readable_persons(viewer: Viewer) -> ColumnElement[bool]:
    """What a person is called: one's own, those one serves, and those who hold an office, whose name may be rung."""
    if viewer.person_id is None:
        return false()
    reached = select(RegionRow.id).where(within(RegionRow.path, viewer.paths(*READERS, *OFFICERS)))
    return or_(
        PersonRow.id == viewer.person_id,
        PersonRow.region_id.in_(reached),
        PersonRow.id.in_(select(RoleGrantRow.person_id)),
        PersonRow.id.in_(
            select(PartnerContactRow.person_id).where(PartnerContactRow.partner_id.in_(viewer.partner_ids)),
        ),
    )


def readable_person_private(viewer: Viewer) -> ColumnElement[bool]:
    """One's own, and those of the people who live in the regions one serves as staff."""
    if viewer.person_id is None:
        return false()
    reached = select(PersonRow.id).join(RegionRow, RegionRow.id == PersonRow.region_id)
    return or_(
        PersonPrivateRow.person_id == viewer.person_id,
        PersonPrivateRow.person_id.in_(reached.where(within(RegionRow.path, viewer.paths(*STAFF)))),
    )


def readable_contacts(viewer: Viewer) -> ColumnElement[bool]:
    """Who speaks for a partner: its own contacts, and staff who reach the partner."""
    reached = select(PartnerRow.id).where(within(PartnerRow.region_path, viewer.paths(*OFFICERS)))
    return or_(PartnerContactRow.partner_id.in_(viewer.partner_ids), PartnerContactRow.partner_id.in_(reached))


def readable_models(viewer: Viewer) -> ColumnElement[bool]:
    """What regions learned from decisions: for their staff, officers and administrators."""
    return within(LearnedModelRow.region_path, viewer.paths(*OVERSEERS))


def readable_files(viewer: Viewer) -> ColumnElement[bool]:
    """One's own until they show a need, and photos of needs whose words the viewer may read."""
    if viewer.person_id is None:
        return false()
    shown = select(NeedPhotoRow.file_id).where(NeedPhotoRow.need_id.in_(_needs_in_full(viewer))).correlate(None)
    return or_((FileRow.owner_id == viewer.person_id) & unused_files(), FileRow.id.in_(shown))


def unused_files() -> ColumnElement[bool]:
    """Files that show no need: photos that wait for one, and all lists, which are read once."""
    photo = aliased(NeedPhotoRow)
    return ~exists().where(photo.file_id == FileRow.id)


def readable_list_imports(viewer: Viewer) -> ColumnElement[bool]:
    """Which lists were taken in: for the staff of the region."""
    return within(ListImportRow.region_path, viewer.paths(*STAFF))


def readable_bulletins(viewer: Viewer) -> ColumnElement[bool]:
    """Bulletins are public until they are withdrawn; then staff and officers who reach them still know of them."""
    return or_(BulletinRow.withdrawn_at.is_(None), within(BulletinRow.region_path, viewer.paths(*OFFICERS)))


def readable_reply_templates(viewer: Viewer) -> ColumnElement[bool]:
    """Reply templates are for those who serve the region, one below it, or one above it."""
    paths = tuple(viewer.paths(*READERS, *OFFICERS))
    below = or_(false(), *(literal(path).startswith(ReplyTemplateRow.region_path) for path in paths))
    return ReplyTemplateRow.removed_at.is_(None) & or_(below, within(ReplyTemplateRow.region_path, paths))


def own_filters(viewer: Viewer) -> ColumnElement[bool]:
    """Saved filters are for whoever saved them alone."""
    return SavedFilterRow.person_id == viewer.person_id if viewer.person_id else false()


def readable_webhooks(viewer: Viewer) -> ColumnElement[bool]:
    """Where events are sent: for the administrators of the region."""
    return within(WebhookRow.region_path, viewer.paths(Role.ADMINISTRATOR))


def readable_deliveries(viewer: Viewer) -> ColumnElement[bool]:
    """What was sent to a webhook: for those who may see it."""
    return WebhookDeliveryRow.webhook_id.in_(select(WebhookRow.id).where(readable_webhooks(viewer)))


def own_tokens(viewer: Viewer) -> ColumnElement[bool]:
    """Tokens are for their owner alone."""
    if viewer.person_id is None:
        return false()
    return MachineTokenRow.account_id.in_(select(AccountRow.id).where(AccountRow.person_id == viewer.person_id))


def own_notifications(viewer: Viewer) -> ColumnElement[bool]:
    """Notifications are for whom they were made alone."""
    return false() if viewer.person_id is None else NotificationRow.person_id == viewer.person_id


def require_signed_in(viewer: Viewer) -> None:
    """Refuse somebody who has not signed in."""
    if not viewer.is_signed_in:
        raise NotSignedIn


def require_role(viewer: Viewer, region_path: str, *roles: Role) -> None:
    """Refuse everybody in whom none of the roles reaches the region."""
    require_signed_in(viewer)
    if not viewer.reaches(region_path, *roles):
        raise NotAllowed(roles[0])


def require_staff(viewer: Viewer, region_path: str) -> None:
    """Refuse everybody but staff of the region."""
    require_role(viewer, region_path, *STAFF)


def require_partner(viewer: Viewer, partner: PartnerRow, *, region_path: str | None = None) -> None:
    """Refuse everybody but the partner's contacts and staff of the region concerned (the partner's by default)."""
    require_signed_in(viewer)
    if partner.id in viewer.partner_ids or viewer.reaches(region_path or partner.region_path, *STAFF):
        return
    raise NotAllowed("PARTNER_CONTACT")
