"""Categories, leaf rules and danger patterns as frozen records, and how rows of tables become them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Category:
    """A leaf of the two-level table of matters.

    `synonyms` are residents' own words for asking; `offered` are words partners use when they offer it.
    Both are for matching and never shown.
    """

    code: str
    level1_code: str
    name_zh: str
    name_en: str
    level1_zh: str
    level1_en: str
    synonyms: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeafRule:
    """What a leaf demands: `public` N never, S staff's summary only, Y may be public."""

    category: str
    public: str = "S"
    qualifications: tuple[str, ...] = ()
    handoff: str = ""
    counterparties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DangerPattern:
    """A regular expression that is read before any matching, and what to show first when it is found."""

    pattern: str
    show: str


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Everything said in data: categories, rules of leaves, dangers, and words of one idea by its code.

    Compared by identity, so that what is learned from one can be kept with it.
    """

    categories: tuple[Category, ...] = ()
    leaf_rules: Mapping[str, LeafRule] = field(default_factory=dict)
    dangers: tuple[DangerPattern, ...] = ()
    ideas: Mapping[str, Sequence[str]] = field(default_factory=dict)


def _offered(synonyms: Mapping[str, Mapping[str, Sequence[str]]], code: str, side: str) -> tuple[str, ...]:
    return tuple(synonyms.get(code, {}).get(side, ()))


def read_vocabulary(
    taxonomy: Iterable[Row],
    leaf_rules: Iterable[Row] = (),
    dangers: Iterable[Row] = (),
    synonyms: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
) -> Vocabulary:
    """Make records from rows with the column names of taxonomy.tsv, leaf_rules.tsv and danger.tsv.

    `synonyms` is the content of synonyms.toml: per leaf code the lists `asked` and `offered`, and under `idea` the
    words of each idea. Qualifications of a leaf are the pieces of its `requires_zh` between semicolons.
    """
    everyday = synonyms or {}
    categories = tuple(
        Category(
            code=row["level2_code"],
            level1_code=row["level1_code"],
            name_zh=row["level2_zh"],
            name_en=row["level2_en"],
            level1_zh=row["level1_zh"],
            level1_en=row["level1_en"],
            synonyms=tuple(word for word in row["synonyms_zh"].split("|") if word)
            + _offered(everyday, row["level2_code"], "asked"),
            offered=_offered(everyday, row["level2_code"], "offered"),
        )
        for row in taxonomy
    )
    rules = {row["level2_code"]: _leaf_rule(row) for row in leaf_rules}
    patterns = tuple(DangerPattern(row["pattern"], row["show_zh"]) for row in dangers)
    return Vocabulary(categories, rules, patterns, dict(everyday.get("idea", {})))


def _leaf_rule(row: Row) -> LeafRule:
    demands = tuple(piece.strip() for piece in row["requires_zh"].replace(";", ";").split(";") if piece.strip())
    return LeafRule(
        category=row["level2_code"],
        public=row["public"],
        qualifications=tuple(demand for demand in demands if "回避" not in demand),
        handoff=row["handoff_zh"],
        counterparties=("物业公司", "物业服务") if any("被反映的物业" in demand for demand in demands) else (),
    )
