"""The largest document that is answered, and the sentence a client reads beyond it."""

from dataclasses import dataclass, fields

from graphql import GraphQLError


@dataclass(frozen=True, slots=True)
class Caps:
    """The most a document may have of each; all are counts.

    `nesting` counts brackets of any kind in the text, `depth` fields within fields; `repeats` counts fields that say
    again what stands beside them, for which validation takes the square of their number. `cost` is how many fields
    the answer may hold at most, and `introspection` the same of questions about the schema itself.
    """

    characters: int = 20_000
    tokens: int = 1_000
    nesting: int = 40
    operations: int = 5
    fragments: int = 40
    repeats: int = 20
    depth: int = 15
    aliases: int = 15
    root_fields: int = 20
    mutations: int = 1
    directives: int = 8
    cost: int = 20_000
    introspection: int = 400_000


CAPS = Caps()

WHAT = {
    "characters": ("字符", "characters"),
    "tokens": ("词", "tokens"),
    "nesting": ("括号层数", "nested brackets"),
    "operations": ("操作", "operations"),
    "fragments": ("片段", "fragments"),
    "repeats": ("重复的字段", "repeated fields"),
    "depth": ("字段层数", "levels of fields"),
    "aliases": ("别名", "aliases"),
    "root_fields": ("根字段", "root fields"),
    "directives": ("指令", "directives"),
    "cost": ("可能返回的字段", "fields in the answer"),
    "introspection": ("可能返回的类型说明", "fields about the schema"),
}
ONE_MUTATION = "一次请求只能办一步，请分开提交。 Only one mutation a request; please send them one by one."


def beyond(name: str, found: int, most: int) -> GraphQLError:
    """Return what a client reads whose document has more of something than is answered."""
    extensions = {"code": "TOO_LARGE", "limit": name, "found": found, "most": most}
    if name == "mutations":
        return GraphQLError(ONE_MUTATION, extensions=extensions)
    zh, en = WHAT[name]
    return GraphQLError(
        f"查询太大：{zh} {found}，最多 {most}，请拆开来问。 Too large: {found} {en}, at most {most}; please split it.",
        extensions=extensions,
    )


def breaches(figures: object, caps: Caps = CAPS) -> list[GraphQLError]:
    """Return an error for each limit that the counts of a document, or of an operation, go beyond."""
    counted = ((field.name, getattr(figures, field.name, 0), getattr(caps, field.name)) for field in fields(caps))
    return [beyond(name, found, most) for name, found, most in counted if found > most]
