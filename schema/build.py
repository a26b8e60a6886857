"""The schema, put together: roots, limits and the mask over unexpected errors."""

import logging
from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig

from schema.limits.admission import Admission
from schema.mask import Mask, is_unexpected
from schema.moments import SCALARS
from schema.mutations.accounts import AccountMutations
from schema.mutations.bulletins import BulletinMutations
from schema.mutations.contacts import ContactMutations
from schema.mutations.dispatches import DispatchMutations
from schema.mutations.learned_models import LearnedModelMutations
from schema.mutations.lists import ListMutations
from schema.mutations.needs import NeedMutations
from schema.mutations.notifications import NotificationMutations
from schema.mutations.partnerships import PartnershipMutations
from schema.mutations.party import PartyMutations
from schema.mutations.people import PeopleMutations
from schema.mutations.places import PlaceMutations
from schema.mutations.plans import PlanMutations
from schema.mutations.saved_filters import SavedFilterMutations
from schema.mutations.settings import SettingsMutations
from schema.mutations.webhooks import WebhookMutations
from schema.query import Query
from schema.subscription import Subscription

logger = logging.getLogger(__name__)


@strawberry.type(description="每次只办一步；结果是办成的内容，或一条有名字的「暂不能办理」。")
class Mutation(
    SettingsMutations,
    SavedFilterMutations,
    PlaceMutations,
    PartnershipMutations,
    NeedMutations,
    DispatchMutations,
    PlanMutations,
    PartyMutations,
    PeopleMutations,
    AccountMutations,
    NotificationMutations,
    ContactMutations,
    LearnedModelMutations,
    ListMutations,
    WebhookMutations,
    BulletinMutations,
):
    """Everything that may be changed."""


class LoggingSchema(strawberry.Schema):
    """A schema that logs unexpected errors with their trace, since clients see only the mask."""

    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:  # noqa: ARG002 - the library's hook
        """Log what is a bug; a client's mistake is its own affair."""
        for error in errors:
            if is_unexpected(error):
                logger.error("unexpected error at %s", error.path, exc_info=error.original_error)


@cache
def build_schema() -> strawberry.Schema:
    """Return the schema, made once in a process."""
    return LoggingSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        config=StrawberryConfig(auto_camel_case=True, scalar_map=SCALARS),
        extensions=[
            Admission,
            Mask,
        ],
    )
