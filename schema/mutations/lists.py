"""Lists in files: looked through, taken in, taken along."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import strawberry

from resolvers.access import require_signed_in
from resolvers.lists.list_files import ListFiles
from resolvers.lists.out import keep_list, write_list
from resolvers.lists.uploads import preview_list, ready_list, take_in_list, writing
from resolvers.refusals import Refusal
from schema.answers import answer
from schema.info import Info
from schema.inputs.lists import ApplyListInput, ExportListInput, PreviewListInput
from schema.lists import (
    ApplyListResult,
    ApplyListSuccess,
    ExportListResult,
    ExportListSuccess,
    PreviewListResult,
    PreviewListSuccess,
)
from schema.phrases import phrases_in
from schema.refusals import refusal_of
from schema.relations import told
from schema.rules import STAFF
from schema.scopes import refuse_beyond_scope

INPUT = strawberry.argument(name="input")


@strawberry.type
class ListMutations:
    """Lists in files."""

    @told(STAFF, "导入前看一看，什么也不写。", of=PreviewListResult)
    async def preview_list(self, info: Info, given: Annotated[PreviewListInput, INPUT]) -> Any:
        """Return what would become of a list."""

        async def look() -> Any:
            context = info.context.context
            ready = await ready_list(context, _files(info), given.order())
            made: Any = PreviewListSuccess
            return made(preview=await preview_list(context, ready))

        return await _answered(info, look)

    @told(STAFF, "导入清单：好的行一次全部导入，有问题的行留下来写明原因。", of=ApplyListResult)
    async def apply_list(self, info: Info, given: Annotated[ApplyListInput, INPUT]) -> Any:
        """Take a list in: it is read and checked before the transaction begins."""

        async def apply() -> Any:
            context, files = info.context.context, _files(info)
            ready = await ready_list(context, files, given.order())
            return await answer(
                info, lambda change: take_in_list(change, files, ready), ApplyListSuccess.of, writing(context)
            )

        return await _answered(info, apply)

    @told(STAFF, "导出正式清单。", of=ExportListResult)
    async def export_list(self, info: Info, given: Annotated[ExportListInput, INPUT]) -> Any:
        """Write a list into a file for whoever asks."""

        async def write() -> Any:
            written = await write_list(info.context.context, _files(info), given.order())
            return await answer(info, lambda change: keep_list(change, written), ExportListSuccess.of)

        return await _answered(info, write)


def _files(info: Info) -> ListFiles:
    assert info.context.list_files is not None, "the door says how files are read"
    return info.context.list_files


async def _answered(info: Info, work: Callable[[], Awaitable[Any]]) -> Any:
    """Return what the work gives, or why it is not done; who may not begin is told before any file is opened."""
    try:
        require_signed_in(info.context.context.viewer)
        refuse_beyond_scope(info.context.context.viewer, info.field_name)
        return await work()
    except Refusal as fact:
        return refusal_of(fact, phrases_in(info.context.language))
