"""Why a backup was not made, or not restored: a sentence for whoever runs the command, in Chinese and in English."""

SENTENCES = {
    "EXISTS": "{what} 已经存在，请换一个文件名。 The file exists already; choose another name.",
    "NO_DATABASE": "没有数据库文件 {what}。 There is no database file.",
    "EMPTY": "数据库是空的，没有可备份的。 The database is empty; there is nothing to back up.",
    "UNSOUND": "数据库自检不通过：{what}。 The database fails its own check.",
    "NO_PROGRAM": (
        "没有找到 {what}，请先安装 PostgreSQL 客户端（Debian：apt-get install postgresql-client）。"
        " {what} was not found; install the client programs of PostgreSQL."
    ),
    "PROGRAM_FAILED": "没有做成。 It was not done. {what}",
    "NO_BACKUP": "这不是本系统的备份，或已损坏：{what}。 This is no backup of ours, or it is damaged.",
    "DAMAGED": "{what} 已损坏，内容与清单不符。 The backup is damaged: it is not what it says.",
    "OTHER_DATABASE": "这是 {what} 的备份，不能恢复到另一种数据库。 This is a backup of {what} and fits no other.",
    "NEWER": "备份的版本 {what} 比本程序新，请先升级程序。 The backup is newer than this program; update it first.",
    "NOT_EMPTY": "目标数据库不是空的；要覆盖，请加 --replace。 The database is not empty; --replace overwrites it.",
}


class BackupRefusedError(Exception):
    """The command cannot go on, for a reason by its code; what was there before is there still."""

    def __init__(self, code: str, what: object = "") -> None:
        super().__init__(SENTENCES[code].format(what=what))
        self.code = code
