"""Every WHERE clause of what may be seen, asked as nobody: what is not public has no row for somebody unknown."""

from collections.abc import Callable
from inspect import getmembers, isfunction, signature

import pytest
from sqlalchemy import ColumnElement, func, select

from resolvers import access
from resolvers.life.voices import add_remark
from resolvers.refusals import NotAllowed, NotSignedIn, Refusal
from resolvers.viewer import NOBODY, Viewer
from storage.codes import NeedStatus, RemarkKind
from storage.columns import Table
from storage.tables import (
    DispatchRow,
    EvaluationRow,
    EventRow,
    FileRow,
    LearnedModelRow,
    ListImportRow,
    MachineTokenRow,
    NeedPartRow,
    NeedPrivateRow,
    NeedRemarkRow,
    NeedRow,
    NotificationRow,
    PartnerContactRow,
    PartnerRow,
    PersonPrivateRow,
    PersonRow,
    ProjectRow,
    ReplyTemplateRow,
    ResourceRow,
    SavedFilterRow,
    WebhookDeliveryRow,
    WebhookRow,
)
from tests.factories import Town

Clause = Callable[[Viewer], ColumnElement[bool]]

PRIVATE: dict[str, type[Table]] = {
    "concerned_needs": NeedRow,
    "whole_needs": NeedRow,
    "readable_need_words": NeedPrivateRow,
    "partners_in_full": PartnerRow,
    "readable_dispatches": DispatchRow,
    "readable_remarks": NeedRemarkRow,
    "readable_evaluations": EvaluationRow,
    "readable_events": EventRow,
    "readable_persons": PersonRow,
    "readable_person_private": PersonPrivateRow,
    "readable_contacts": PartnerContactRow,
    "readable_models": LearnedModelRow,
    "readable_files": FileRow,
    "readable_list_imports": ListImportRow,
    "readable_reply_templates": ReplyTemplateRow,
    "own_filters": SavedFilterRow,
    "readable_webhooks": WebhookRow,
    "readable_deliveries": WebhookDeliveryRow,
    "own_tokens": MachineTokenRow,
    "own_notifications": NotificationRow,
}
WITHOUT_WHAT_IS_PUBLIC: dict[str, type[Table]] = {
    "readable_needs": NeedRow,
    "readable_parts": NeedPartRow,
    "readable_projects": ProjectRow,
}
"""What has public rows, of which this town has none."""
PUBLIC = {
    "readable_resources",
    "readable_resources_beside_dispatches",
    "readable_partners",
    "readable_partnerships",
    "readable_places",
    "readable_bulletins",
}


def clauses() -> dict[str, Clause]:
    """Return all clauses that take a viewer and nothing else."""
    return {
        name: clause
        for name, clause in getmembers(access, isfunction)
        if clause.__module__ == access.__name__
        and list(signature(clause).parameters) == ["viewer"]
        and not name.startswith(("_", "require_"))
    }


def test_every_clause_is_known_here() -> None:
    assert set(clauses()) == set(PRIVATE) | set(WITHOUT_WHAT_IS_PUBLIC) | PUBLIC


async def test_nobody_reads_what_is_not_public(town: Town) -> None:
    need = await town.need(NeedStatus.DONE)
    await town.do(town.staff, add_remark, need.id, RemarkKind.NOTE, "先打电话")
    async with town.context.database.read() as session:
        for name, table in {**PRIVATE, **WITHOUT_WHAT_IS_PUBLIC}.items():
            count = select(func.count()).select_from(table)
            assert await session.scalar(count.where(clauses()[name](NOBODY))) == 0, name
        for table in (NeedRow, DispatchRow, NeedRemarkRow, PersonRow, ProjectRow, NeedPartRow, EventRow):
            assert await session.scalar(select(func.count()).select_from(table)), table
        beside = access.readable_resources_beside_dispatches
        once = select(func.count()).select_from(ResourceRow).where(ResourceRow.is_one_time)
        assert await session.scalar(once.where(beside(NOBODY))) == 0
        assert await session.scalar(once.where(beside(town.resident))) == 1


async def test_whoever_is_not_who_is_needed_is_refused(town: Town) -> None:
    path = town.community.path
    refused: tuple[tuple[Callable[[], None], type[Refusal]], ...] = (
        (lambda: access.require_signed_in(NOBODY), NotSignedIn),
        (lambda: access.require_staff(NOBODY, path), NotSignedIn),
        (lambda: access.require_staff(town.resident, path), NotAllowed),
        (lambda: access.require_partner(NOBODY, town.shop), NotSignedIn),
        (lambda: access.require_partner(town.resident, town.shop), NotAllowed),
    )
    for refuse, fact in refused:
        with pytest.raises(fact):
            refuse()
    access.require_partner(town.shopkeeper, town.shop)
    access.require_partner(town.staff, town.shop)
    need = await town.need()
    assert access.reads_whole(town.resident, need)
    assert not access.reads_whole(NOBODY, need)
    assert not access.reads_whole(town.neighbour, need)
