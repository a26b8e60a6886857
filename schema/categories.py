"""Categories and coded reasons, as the vocabulary has them."""

from enum import StrEnum

import strawberry

from schema.info import Info
from schema.phrases import phrases_in
from schema.relations import shown
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import PublicRule, Reason


@strawberry.enum(description="这类需求能否公开：不公开、只公开摘要、可以公开。")
class CategoryVisibility(StrEnum):
    """Whether needs of a category may be public."""

    NEVER = "NEVER"
    SUMMARY = "SUMMARY"
    PUBLIC = "PUBLIC"


_VISIBILITY = {
    PublicRule.N: CategoryVisibility.NEVER,
    PublicRule.S: CategoryVisibility.SUMMARY,
    PublicRule.Y: CategoryVisibility.PUBLIC,
}


@strawberry.type(description="类别：两级，代码不变，名称可改。")
class Category:
    """A leaf of the table of matters."""

    code: str = shown()
    name_zh: str = shown()
    name_en: str = shown()
    group_code: str = shown()
    group_name_zh: str = shown()
    group_name_en: str = shown()
    visibility: CategoryVisibility = shown()

    @classmethod
    def of(cls, vocabulary: Vocabulary, code: str) -> "Category":
        """Return the category of a code of the vocabulary."""
        leaf, group = vocabulary.leaves[code], vocabulary.group_of[code]
        return cls(
            code=leaf.code,
            name_zh=leaf.zh,
            name_en=leaf.en,
            group_code=group.code,
            group_name_zh=group.zh,
            group_name_en=group.en,
            visibility=_VISIBILITY[vocabulary.rule_of(code).public],
        )


def category_of(info: Info, code: str | None) -> Category | None:
    """Return the category of a code; None for no code and for one that is no longer ours."""
    vocabulary = info.context.context.vocabulary
    return Category.of(vocabulary, code) if code in vocabulary.leaves and code else None


@strawberry.type(name="Reason", description="从清单里选的原因，加一句话。")
class ReasonType:
    """A coded reason in the reader's language."""

    code: str = shown()
    label: str = shown()
    next_step: str = shown(description="选了它以后会怎样。")

    @classmethod
    def of(cls, info: Info, reason: Reason) -> "ReasonType":
        """Return a reason in the reader's language."""
        if phrases_in(info.context.language).is_chinese:
            return cls(code=reason.code, label=reason.zh, next_step=reason.next_step_zh)
        return cls(code=reason.code, label=reason.en, next_step=reason.next_step_en)
