"""Inputs about lists in files."""

import strawberry

from resolvers.lists.out import ExportOrder
from resolvers.lists.uploads import ListOrder
from resolvers.refusals import InvalidInput
from schema.identity import key
from schema.inputs.shared import Id
from schema.words import OfficialList

MOST_COLUMNS = 200


@strawberry.input(description="指定一列是什么；不写 field，就是这一列不导入。")
class ListColumnInput:
    """What a column holds, whatever its head says."""

    column: int = strawberry.field(description="第几列，从 1 数起。")
    field: str | None = None


@strawberry.input(description="要导入的清单。")
class PreviewListInput:
    """A file to be taken in as a list."""

    file: Id = strawberry.field(description="POST /files 得到的编号。")
    official_list: OfficialList = strawberry.field(description="作为哪一张清单：需求、资源或供给主体。")
    region: Id = strawberry.field(description="属于哪个辖区；各行都登记在它和它的下级。")
    source: str = strawberry.field(default="", description="清单的名称，用来区分不同清单里相同的编号；默认是文件名。")
    sheet: str = strawberry.field(default="", description="工作表；默认是第一个有内容的。")
    add_regions: bool = strawberry.field(default=False, description="表里写到而还没有的下级辖区，新建。")
    columns: list[ListColumnInput] = strawberry.field(default_factory=list, description="认错的列，在这里指定。")

    def order(self) -> ListOrder:
        """Return what is to be taken in."""
        if len(self.columns) > MOST_COLUMNS:
            raise InvalidInput.at("columns", "AT_MOST", MOST_COLUMNS)
        return ListOrder(
            official=self.official_list,
            file_id=key(self.file, "File", "file"),
            region_id=key(self.region, "Region", "region"),
            source=self.source,
            sheet_name=self.sheet,
            may_add_regions=self.add_regions,
            columns={one.column - 1: one.field for one in self.columns},
        )


@strawberry.input(description="导入清单：好的行一次全部导入，有问题的行留下来写明原因。再导入一次不会重复。")
class ApplyListInput(PreviewListInput):
    """A file to be taken in as a list, now."""


@strawberry.input(description="导出正式清单，.xlsx 文件。默认供工作人员使用，含联系方式；张贴请用 public。")
class ExportListInput:
    """A list to be taken along."""

    official_list: OfficialList = strawberry.field(description="需求、资源或项目。")
    region: Id
    public: bool = strawberry.field(default=False, description="只写已公开的内容，不含联系人。")

    def order(self) -> ExportOrder:
        """Return which list is to be written."""
        return ExportOrder(self.official_list, key(self.region, "Region", "region"), is_public=self.public)
