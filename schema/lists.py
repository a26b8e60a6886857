"""Official lists in and out: what a file would bring, what was taken in, and files to take along."""

from datetime import datetime
from typing import Annotated, Self, TypeAlias

import strawberry

from resolvers.lists.heads import How, MappedColumn
from resolvers.lists.refusals import Fault
from resolvers.lists.report import Report, UnderstoodLine
from resolvers.lists.sentences import parted
from resolvers.lists.sheet import column_letters
from resolvers.lists.uploads import Counts, count, fields_known
from schema.files import FileType
from schema.info import Info
from schema.phrases import phrases_in
from schema.places import Person, Region
from schema.refusals import ListRefused
from schema.relations import related, shown, told
from schema.results import Asked, Success
from schema.rules import STAFF
from schema.words import OfficialList
from storage.tables import ListImportRow

FAULTS_SHOWN = 200
"""Bad lines and warnings that are told one by one; all bad lines are in the file of an import."""

ColumnSource: TypeAlias = Annotated[
    How,
    strawberry.enum(
        How,
        name="ColumnSource",
        description="怎么认出来的：熟悉的表头、相似的表头、您指定的、身份证号（不导入）、不认识。",
    ),
]


@strawberry.type(name="ListField", description="一栏可以是什么。")
class ListFieldType:
    """What a column may hold."""

    field: str = shown(STAFF, "指定时用它。")
    label: str = shown(STAFF)


@strawberry.type(name="ListColumn", description="文件的一列，和它被认作什么。")
class ListColumnType:
    """A column of a file and what it was taken for."""

    column: int = shown(STAFF, "第几列，从 1 数起。")
    letters: str = shown(STAFF, "表格软件里的列名，例如 B。")
    head: str = shown(STAFF, "文件里的表头。")
    field: str | None = shown(STAFF, "认作哪一栏；为空就不导入。")
    label: str = shown(STAFF, "这一栏叫什么。")
    source: ColumnSource = shown(STAFF)
    likeness: int = shown(STAFF, "表头的相似程度，0 到 100；不到 100 请核对。")

    @classmethod
    def of(cls, column: MappedColumn) -> Self:
        """Return a column as people count it."""
        return cls(
            column=column.column + 1,
            letters=column_letters(column.column),
            head=column.head,
            field=column.field,
            label=column.label,
            source=column.how,
            likeness=column.likeness,
        )


@strawberry.type(name="ListCell", description="一格：栏目和内容。")
class ListCellType:
    """What stands under an official head."""

    head: str = shown(STAFF)
    text: str = shown(STAFF)


@strawberry.type(name="ListLine", description="按理解显示的一行。")
class ListLineType:
    """A line as it was understood."""

    line: int = shown(STAFF, "文件里的第几行。")
    cells: list[ListCellType] = shown(STAFF)

    @classmethod
    def of(cls, line: UnderstoodLine) -> Self:
        """Return a line with its cells."""
        return cls(line=line.line, cells=[ListCellType(head=head, text=text) for head, text in line.cells])


@strawberry.type(name="ListFault", description="某一行的问题，和怎么改。")
class ListFaultType:
    """What is wrong with a line, or what staff should know of it."""

    line: int = shown(STAFF, "文件里的第几行。")
    letters: str | None = shown(STAFF, "哪一列；不在某一列时为空。")
    head: str = shown(STAFF, "那一列的表头。")
    code: str = shown(STAFF)
    message: str = shown(STAFF)
    remedy: str = shown(STAFF, "怎么改；不用改时为空。")

    @classmethod
    def of(cls, info: Info, fault: Fault) -> Self:
        """Return a fault in the reader's language."""
        is_chinese = phrases_in(info.context.language).is_chinese
        message, remedy = parted(fault.code, fault.value, is_chinese=is_chinese)
        letters = None if fault.column is None else column_letters(fault.column)
        return cls(line=fault.line, letters=letters, head=fault.head, code=fault.code, message=message, remedy=remedy)


@strawberry.type(name="ListCounts", description="各种行有多少。")
class ListCountsType:
    """How many lines of each sort."""

    read: int = shown(STAFF, "读到的。")
    new: int = shown(STAFF, "可以导入的；导入以后是导入了的。")
    same: int = shown(STAFF, "已经有的，不动。")
    changed: int = shown(STAFF, "编号已有而内容不同的，不导入；算在 bad 里。")
    bad: int = shown(STAFF, "有问题、不导入的。")
    skipped: int = shown(STAFF, "合计、说明等行，不是内容。")

    @classmethod
    def of(cls, counts: Counts) -> Self:
        """Return the counts of a report."""
        return cls(
            read=counts.read,
            new=counts.new,
            same=counts.same,
            changed=counts.changed,
            bad=counts.bad,
            skipped=counts.skipped,
        )


@strawberry.type(name="ListPreview", description="导入前看一看：怎么认的列、会成什么样、哪些行有问题。什么也没有写。")
class ListPreviewType:
    """What would become of a list."""

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Report)

    @told(STAFF, "读的是哪个工作表；不是工作簿时为空文字。")
    def sheet(row: strawberry.Parent[Report]) -> str:
        """Return the name of the sheet."""
        return row.sheet_name

    @told(STAFF, "没有读的其他工作表。")
    def other_sheets(row: strawberry.Parent[Report]) -> list[str]:
        """Return the sheets that were not read."""
        return list(row.other_sheets)

    @told(STAFF, "各列认作什么。")
    def columns(row: strawberry.Parent[Report]) -> list[ListColumnType]:
        """Return what each column was taken for."""
        return [ListColumnType.of(column) for column in row.columns]

    @told(STAFF, "这张清单有哪些栏，供指定时选。")
    def fields(row: strawberry.Parent[Report], info: Info) -> list[ListFieldType]:
        """Return what a column may hold."""
        known = fields_known(info.context.context.vocabulary, row.noun.official)
        return [ListFieldType(field=field, label=label) for field, label in known.items()]

    @told(STAFF, "前几行，按理解显示。")
    def sample_lines(row: strawberry.Parent[Report]) -> list[ListLineType]:
        """Return the first lines as they were understood."""
        return [ListLineType.of(line) for line in row.first_lines]

    @told(STAFF, f"有问题、不导入的行，前 {FAULTS_SHOWN} 个。")
    def bad_lines(row: strawberry.Parent[Report], info: Info) -> list[ListFaultType]:
        """Return what keeps lines out."""
        return [ListFaultType.of(info, fault) for fault in row.faults[:FAULTS_SHOWN]]

    @told(STAFF, f"会导入、但请留意的，前 {FAULTS_SHOWN} 个。")
    def warnings(row: strawberry.Parent[Report], info: Info) -> list[ListFaultType]:
        """Return what staff should know of lines that go in."""
        return [ListFaultType.of(info, fault) for fault in row.warnings[:FAULTS_SHOWN]]

    @told(STAFF, "会新建的辖区，各级名称用 / 隔开。")
    def new_regions(row: strawberry.Parent[Report]) -> list[str]:
        """Return the regions that would be added."""
        return ["/".join(names) for names in row.new_regions[:FAULTS_SHOWN]]

    @told(STAFF, "会新建的合伙人。")
    def new_partners(row: strawberry.Parent[Report]) -> list[str]:
        """Return the partners that would be added."""
        return list(row.new_partners[:FAULTS_SHOWN])

    @told(STAFF, "各种行有多少。")
    def counts(row: strawberry.Parent[Report]) -> ListCountsType:
        """Return how many lines of each sort."""
        return ListCountsType.of(count(row))


@strawberry.type(name="ListImport", description="导入过的一张清单。")
class ListImportType:
    """A list that was taken in."""

    id: strawberry.ID = shown(STAFF)
    region: Region | None = related("region", "region_id", rule=STAFF)
    imported_by: Person | None = related("person", "imported_by", rule=STAFF, description="谁导入的。")
    file_name: str = shown(STAFF)
    source: str = shown(STAFF, "清单的名称，用来区分不同清单里相同的编号。")
    created_at: datetime = shown(STAFF)
    bad_lines: FileType | None = related(
        "file", "bad_file_id", rule=STAFF, description="没有导入的行和原因，改好可以再导入；只给导入的人，保留一天。"
    )

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, ListImportRow)

    @told(STAFF, "哪一张清单。")
    def official_list(row: strawberry.Parent[ListImportRow]) -> OfficialList:
        """Return which list it was."""
        return row.noun

    @told(STAFF, "各种行有多少。")
    def counts(row: strawberry.Parent[ListImportRow]) -> ListCountsType:
        """Return how many lines of each sort there were."""
        return ListCountsType(
            read=row.lines_read, new=row.written, same=row.same, changed=row.changed, bad=row.bad, skipped=row.skipped
        )


@strawberry.type
class PreviewListSuccess:
    """What would become of the list."""

    preview: ListPreviewType = strawberry.field(metadata=STAFF)


@strawberry.type
class ApplyListSuccess(Success):
    """The list as it was taken in."""

    list_import: ListImportType = strawberry.field(metadata=STAFF)


@strawberry.type
class ExportListSuccess(Success):
    """The file to take along."""

    file: FileType = strawberry.field(metadata=STAFF)


PreviewListResult: TypeAlias = Annotated[
    PreviewListSuccess | Asked | ListRefused, strawberry.union("PreviewListResult")
]
ApplyListResult: TypeAlias = Annotated[ApplyListSuccess | Asked | ListRefused, strawberry.union("ApplyListResult")]
ExportListResult: TypeAlias = Annotated[ExportListSuccess | Asked, strawberry.union("ExportListResult")]
