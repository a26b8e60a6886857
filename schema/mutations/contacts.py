"""Opening the contact of somebody, which that person can read of."""

from typing import Annotated, Any

import strawberry

from resolvers import refusals as facts
from resolvers.contacts import contact_of
from schema.answers import answer
from schema.contacts import OpenContactResult, OpenContactSuccess
from schema.info import Info
from schema.inputs.contact import OpenContactInput
from schema.phrases import phrases_in
from schema.refusals import refusal_of
from schema.relations import told
from schema.rules import PARTNER
from storage.tables import ContactViewRow


@strawberry.type
class ContactMutations:
    """Opening contacts."""

    @told(PARTNER, "打开联系方式和门牌；留下记录，本人看得到。", of=OpenContactResult)
    async def open_contact(
        self, info: Info, given: Annotated[OpenContactInput, strawberry.argument(name="input")]
    ) -> Any:
        """Open a contact for a reason."""
        made: Any = OpenContactSuccess
        view = await answer(info, given.work(), lambda row: row)
        if not isinstance(view, ContactViewRow):
            return view
        contact = await contact_of(info.context.context, view)
        if contact is None:  # A retry, after the right to it ended.
            return refusal_of(facts.NotFound("person"), phrases_in(info.context.language))
        return made(contact=contact)
