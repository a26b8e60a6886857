"""What is done with one's own filters."""

from typing import Annotated, TypeAlias

import strawberry

from resolvers import saved_filters
from resolvers.changes import Work
from schema.answers import mutation
from schema.identity import key
from schema.inputs.shared import Id
from schema.results import Asked, PersonSuccess, Success
from schema.rules import SIGNED_IN
from schema.saved_filters import SavedFilter
from storage.tables import PersonRow, SavedFilterRow


@strawberry.input(description="存下筛选；同一页面同名的会被替换，每人至多 50 条。")
class SaveFilterInput:
    """A filter to be kept."""

    screen: str = strawberry.field(description="哪个页面的，至多 40 字。")
    name: str = strawberry.field(description="至多 40 字。")
    query: str = strawberry.field(description="地址栏里 ? 后面的部分，至多 2000 字。")

    def work(self) -> Work[SavedFilterRow]:
        """Return the change asked for."""
        draft = saved_filters.FilterDraft(self.screen, self.name, self.query)
        return lambda change: saved_filters.save_filter(change, draft)


@strawberry.input(description="删除存下的筛选。")
class RemoveFilterInput:
    """A filter that is kept no longer."""

    saved_filter: Id = strawberry.field(name="filter")

    def work(self) -> Work[PersonRow]:
        """Return the change asked for."""
        return lambda change: saved_filters.remove_filter(change, key(self.saved_filter, "SavedFilter", "filter"))


@strawberry.type
class SavedFilterSuccess(Success):
    """The filter as it is kept now."""

    saved_filter: SavedFilter = strawberry.field(name="filter", metadata=SIGNED_IN)


SaveFilterResult: TypeAlias = Annotated[SavedFilterSuccess | Asked, strawberry.union("SaveFilterResult")]
RemoveFilterResult: TypeAlias = Annotated[PersonSuccess | Asked, strawberry.union("RemoveFilterResult")]


@strawberry.type
class SavedFilterMutations:
    """What is done with one's own filters."""

    save_filter = mutation(SaveFilterInput, SaveFilterResult, SavedFilterSuccess.of, SIGNED_IN, "存下筛选。")
    remove_filter = mutation(RemoveFilterInput, RemoveFilterResult, PersonSuccess.of, SIGNED_IN, "删除存下的筛选。")
