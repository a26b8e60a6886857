"""What refusals, faults and warnings of lists say: the fact, then what to do about it, in Chinese and in English."""

from collections.abc import Mapping
from types import MappingProxyType

from resolvers.lists.refusals import Fault, FileRefused
from resolvers.lists.sheet import column_letters

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # Files
        "NO_SUCH_FILE": ("没有找到这个文件，请核对文件名", "there is no such file; check its name"),
        "FILE_TOO_LARGE": (
            "文件超过 {value}，请分成几个文件",
            "the file is larger than {value}; split it into several",
        ),
        "UNKNOWN_KIND": (
            "只能读取 .xlsx、.xls、.ods、.csv、.tsv 文件，请另存为 .xlsx 后再试",
            "only .xlsx, .xls, .ods, .csv and .tsv files are read; save it as .xlsx",
        ),
        "OLD_OR_LOCKED_WORKBOOK": (
            "这是旧版 .xls 或设有打开密码的工作簿，请取消密码并另存为 .xlsx",
            "this is an old .xls or a locked workbook; remove the password and save it as .xlsx",
        ),
        "NOT_A_TABLE": (
            "文件内容不是表格（可能是图片、PDF 或压缩包），请另存为 .xlsx",
            "the content is no table (a picture, PDF or archive perhaps); save the list as .xlsx",
        ),
        "NOT_A_WORKBOOK": (
            "文件名是 {value}，内容却不是，请用表格软件打开后另存为 .xlsx",
            "the name says {value} but the content is not; open it in a spreadsheet program and save it as .xlsx",
        ),
        "WORKBOOK_UNDER_OTHER_NAME": (
            "内容是 Excel 工作簿，请把扩展名 {value} 改为 .xlsx",
            "the content is an Excel workbook; rename {value} to .xlsx",
        ),
        "EMPTY_FILE": (
            "文件里没有内容，请核对是否选对了文件",
            "there is nothing in the file; check that it is the right one",
        ),
        "UTF16": (
            "编码是 UTF-16（“Unicode 文本”），请另存为“CSV UTF-8”",
            'the encoding is UTF-16 ("Unicode text"); save it as "CSV UTF-8"',
        ),
        "MIXED_ENCODINGS": (
            "从这一行起编码与其他行不同（UTF-8 与 GB18030 混在一起），请统一另存为“CSV UTF-8”",
            'from this line on the encoding differs (UTF-8 and GB18030 are mixed); save all of it as "CSV UTF-8"',
        ),
        "UNKNOWN_ENCODING": (
            "这一行既不是 UTF-8 也不是 GB18030，请另存为“CSV UTF-8”",
            'this line is neither UTF-8 nor GB18030; save the file as "CSV UTF-8"',
        ),
        "NUL_IN_CELL": (
            "这一格里有空字符（文件可能已损坏），请删除后重新录入这一格",
            "this cell holds a NUL character (the file may be damaged); type the cell anew",
        ),
        "CELL_TOO_LARGE": (
            "这一格超过 {value}，请缩短；.csv 文件请检查引号是否成对",
            "this cell is larger than {value}; shorten it, and in a .csv look for a quote that is not closed",
        ),
        "TOO_MANY_LINES": (
            "超过 {value} 行，请分成几个文件，或删除末尾的空行",
            "more than {value} lines; split the file, or delete empty lines at the end",
        ),
        "TOO_MANY_COLUMNS": (
            "超过 {value} 列，请删除用不到的列",
            "more than {value} columns; delete those that are not needed",
        ),
        "TOO_MANY_CELLS": (
            "表格过大（超过 {value} 格），请删除空白行列或分成几个文件",
            "the table is too large (more than {value} cells); delete blank lines and columns or split it",
        ),
        "UNPACKS_TOO_LARGE": (
            "工作簿展开后超过 {value}，请只保留清单再另存",
            "the workbook unpacks to more than {value}; keep only the list and save it again",
        ),
        "BROKEN_WORKBOOK": (
            "工作簿已损坏或不规范，请用表格软件打开后另存为 .xlsx",
            "the workbook is damaged; open it in a spreadsheet program and save it as .xlsx",
        ),
        "NO_SUCH_SHEET": ("没有这个工作表，文件里有：{value}", "there is no such sheet; the file has: {value}"),
        "NO_HEADS": (
            "没有找到表头，需要有“需求内容”“资源内容”“单位名称”这样的列；第一行是：{value}",
            "no column heads were found; a column such as 需求内容, text or name is needed; the first line is: {value}",
        ),
        "NO_SUCH_REGION": (
            "没有辖区“{value}”，请核对名称，或加 --create-regions 新建",
            'there is no region "{value}"; check the names, or add it with --create-regions',
        ),
        "UNKNOWN_KIND_TO_WRITE": (
            "只能写 .xlsx 或 .csv 文件，请改文件名",
            "only .xlsx and .csv files are written; change the name",
        ),
        "NOT_WRITABLE": (
            "这个位置不能写文件（{value}），请换一个目录",
            "no file can be written there ({value}); choose another folder",
        ),
        "NO_SUCH_REGION_TO_WRITE": (
            "没有辖区“{value}”，请核对各级名称",
            'there is no region "{value}"; check its names',
        ),
        # Lines that are kept out
        "FORMULA": (
            "这一格是公式（{value}），请复制后“选择性粘贴”为数值",
            "this cell is a formula ({value}); copy it and paste it as a value",
        ),
        "NOTHING_ABOVE": ("写的是“{value}”，上面却没有内容，请写全", 'it says "{value}" below nothing; write it out'),
        "TOO_LONG": ("超过 {value} 个字，请缩短", "longer than {value} characters; shorten it"),
        "IMPOSSIBLE_DATE": ("没有 {value} 这一天，请改正日期", "there is no such day as {value}; correct the date"),
        "TEXT_MISSING": ("没有写内容，请补上", "the description is missing; add it"),
        "NAME_MISSING": ("没有写单位或个人名称，请补上", "the name of the unit or person is missing; add it"),
        "POINT_UNREAD": (
            "经纬度“{value}”不对，纬度在 -90 到 90 之间，经度在 -180 到 180 之间",
            'the coordinates "{value}" are wrong; latitude lies within 90 degrees, longitude within 180',
        ),
        "NUMBER_USED": (
            "编号 {value} 已登记过，内容却不同；若是另一份清单，请用 --source 写明名称",
            "number {value} stands for something else already; if this is another list, name it with --source",
        ),
        # What staff should know of lines that are taken
        "IDENTITY_COLUMN_LEFT_OUT": (
            "身份证号一列不导入，其余内容照常导入",
            "the column of identity numbers is left out; everything else goes in",
        ),
        "IDENTITY_NUMBER_REMOVED": ("内容里的身份证号已略去", "the identity number in the text was left out"),
        "SEVERAL_IN_ONE": (
            "一格里像是有几项，先按一条登记，请受理时拆分",
            "several things seem to stand in one cell; it goes in as one, to be parted at acceptance",
        ),
        "SEVERAL_PHONES": ("有几个电话，先打 {value}，其余记入备注", "several phones; {value} is called first"),
        "PHONE_UNREAD": ("没有认出电话号码：{value}", "no phone number was found in: {value}"),
        "DATE_UNREAD": ("没有认出日期，已记入备注：{value}", "no date was found; it is kept as a remark: {value}"),
        "DAY_IS_PAST": ("日期已过，已记入备注：{value}", "the day has passed; it is kept as a remark: {value}"),
        "HOURS_UNREAD": (
            "没有认出开放时间，已写入内容：{value}",
            "no hours were found; they are kept in the text: {value}",
        ),
        "KIND_UNREAD": ("没有认出类型“{value}”，按名称判断", 'the kind "{value}" is not known; the name decides'),
        "NATURE_UNREAD": ("没有认出性质“{value}”，按求助登记", 'the nature "{value}" is not known; it goes in as HELP'),
        "COMPLAINT_SUGGESTED": (
            "读起来像投诉，先按求助登记，请受理时判断",
            "it reads like a complaint; it goes in as HELP for staff to decide",
        ),
        "QUANTITY_MISSING": ("没有写数量，按 1 登记", "no quantity is given; it goes in as 1"),
        "CONTACT_MISSING": ("没有写联系人，请补上", "nobody is named to speak for it; add somebody"),
        "PARTNER_FROM_TEXT": (
            "没有单位一列，按内容冒号前的“{value}”登记",
            "no column names the unit; taken from the text: {value}",
        ),
        "PARTNER_UNNAMED": ("没有单位名称，先登记在“{value}”名下", 'no unit is named; it stands under "{value}"'),
        "REGION_UNKNOWN": (
            "没有辖区“{value}”，先登记在上一级；加 --create-regions 可新建",
            'there is no region "{value}"; it stands one level up, or add --create-regions',
        ),
        "AREA_UNKNOWN": (
            "没有认出服务范围“{value}”，按所在辖区登记",
            'the area "{value}" is not known; its own region is served',
        ),
    }
)


SAID_ON_PAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "NUMBER_USED": (
            "编号 {value} 已登记过，内容却不同；若是另一份清单，请另写清单名称",
            "number {value} stands for something else already; if this is another list, give it another name",
        ),
        "NO_SUCH_REGION": ("没有辖区“{value}”，请核对名称", 'there is no region "{value}"; check the names'),
        "NO_SUCH_SHEET": (
            "没有这个工作表，请从文件里有的选一个：{value}",
            "there is no such sheet; choose one of those in the file: {value}",
        ),
        "NO_HEADS": (
            "没有找到表头（第一行是：{value}），请加上“需求内容”“资源内容”“单位名称”这样的列名，或者指定各列是什么",
            "no column heads were found (the first line is: {value}); add some, or say what the columns are",
        ),
        "POINT_UNREAD": (
            "经纬度“{value}”不对，请改正：纬度在 -90 到 90 之间，经度在 -180 到 180 之间",
            'the coordinates "{value}" are wrong; latitude lies within 90 degrees, longitude within 180',
        ),
        "REGION_UNKNOWN": (
            "没有辖区“{value}”，先登记在上一级；可以选“新建辖区”",
            'there is no region "{value}"; it stands one level up, unless regions are added',
        ),
    }
)
"""What is said otherwise where nobody types options of a command."""

_ASKS = ("，请", "；若是", "；可以")
"""Where a Chinese sentence goes over from what is wrong to what to do about it."""


def parted(code: str, value: str = "", *, is_chinese: bool = True) -> tuple[str, str]:
    """Return what a code says on a page in one language: the fact, and what to do about it, "" where nothing is.

    >>> parted("TOO_LONG", "40")
    ('超过 40 个字。', '请缩短。')
    >>> parted("TOO_LONG", "40", is_chinese=False)
    ('Longer than 40 characters.', 'Shorten it.')
    """
    chinese, english = SAID_ON_PAGES.get(code) or SENTENCES[code]
    if not is_chinese:
        fact, _, remedy = english.partition("; ")
        return _said(fact.format(value=value), "."), _said(remedy.format(value=value), ".")
    at = min((found for mark in _ASKS if (found := chinese.find(mark)) >= 0), default=len(chinese))
    return _said(chinese[:at].format(value=value), "。"), _said(chinese[at + 1 :].format(value=value), "。")


def _said(text: str, end: str) -> str:
    return text[:1].upper() + text[1:] + end if text else ""


def sentence(code: str, value: str = "") -> str:
    """Return what a code says, in Chinese and in English."""
    chinese, english = SENTENCES[code]
    return f"{chinese.format(value=value)} / {english.format(value=value)}"


def refusal_sentence(refused: FileRefused) -> str:
    """Return why a file cannot be read, with the place where there is one."""
    where = _place(refused.line, refused.column, "")
    return f"{refused.file_name}{where}：{sentence(refused.code, refused.value)}"


def fault_sentence(fault: Fault) -> str:
    """Return what is wrong with a line, with its place."""
    return f"{_place(fault.line, fault.column, fault.head).strip()}：{sentence(fault.code, fault.value)}"


def _place(line: int | None, column: int | None, head: str) -> str:
    where = f" 第 {line} 行" if line else ""
    if column is not None:
        where += f" {column_letters(column)} 列"
    return where + (f"（{head}）" if head else "")
