"""The input that opens a contact."""

import strawberry

from resolvers.changes import Change, Work
from resolvers.contacts import Target, open_contact
from resolvers.refusals import InvalidInput
from schema.identity import optional_key
from schema.inputs.shared import Id
from storage.tables import ContactViewRow


@strawberry.input(description="打开联系方式和门牌(需求、派单、个人三选一)；本人看得到是谁、为什么打开。")
class OpenContactInput:
    """Whose contact, and what for."""

    reason: str = strawberry.field(description="为什么要看，例如「约上门时间」。")
    need: Id | None = None
    dispatch: Id | None = None
    person: Id | None = None

    def work(self) -> Work[ContactViewRow]:
        """Return the change asked for."""
        return self._open

    async def _open(self, change: Change) -> ContactViewRow:
        if sum(one is not None for one in (self.need, self.dispatch, self.person)) != 1:
            raise InvalidInput.at("need", "ONE_OF_NEED_DISPATCH_PERSON")
        target = Target(
            need_id=optional_key(self.need, "Need", "need"),
            dispatch_id=optional_key(self.dispatch, "Dispatch", "dispatch"),
            person_id=optional_key(self.person, "Person", "person"),
        )
        return await open_contact(change, target, self.reason)
