"""Expected refusals as types; each is one fact of resolvers/refusals with its sentence and its remedy."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from resolvers import refusals as facts
from schema.phrases import Phrases
from schema.relations import shown


@strawberry.interface(description="可预期的「暂不能办理」：说明原因和您可以怎么办。类型名就是代码。")
class Refusal:
    """An expected "no"."""

    message: str = shown(description="一句话说明。")
    remedy: str = shown(description="您可以怎么办。")


@strawberry.type(description="请先登录。")
class NotSignedIn(Refusal):
    """Nobody has signed in."""


@strawberry.type(description="您的角色办不了这一步。")
class NotAllowed(Refusal):
    """The viewer's roles do not reach it."""


@strawberry.type(description="没有这一条，或者您不能查看。")
class NotFound(Refusal):
    """There is no such thing for this viewer."""


@strawberry.type(description="某一栏的问题。")
class FieldProblem:
    """What is wrong with one field."""

    field: str = shown(description="栏目名，例如 parts[0].quantity。")
    message: str = shown()


@strawberry.type(description="填写的内容有问题，逐栏说明。")
class InvalidInput(Refusal):
    """The input cannot be taken."""

    fields: list[FieldProblem] = shown()


@strawberry.type(description="别人刚刚改过，请看过后再改。")
class StaleVersion(Refusal):
    """Somebody changed it meanwhile."""

    changed: list[str] = shown(description="改过的栏目。")


@strawberry.type(description="这一步现在走不了。")
class MoveNotPossible(Refusal):
    """The thing stands elsewhere in its life."""

    possible: list[str] = shown(description="现在可以到达的状态。")


@strawberry.type(description="余量不够。")
class NothingLeft(Refusal):
    """The capacity is taken."""

    left: int | None = shown(description="还剩多少。")


@strawberry.type(description="这一家不能承接这件需求。")
class CandidateBarred(Refusal):
    """The partner may not be asked."""


@strawberry.type(description="这类需求不能公布。")
class PublishingForbidden(Refusal):
    """Needs of this kind are never published."""


@strawberry.type(description="公开的文字可能让人认出是谁，确认后可以再次提交。")
class PublishWarning(Refusal):
    """The wording may point at a person."""

    warnings: list[str] = shown(description="文字里需要再看一眼的词句。")


@strawberry.type(description="已经办过了。")
class AlreadyThere(Refusal):
    """It was done before."""


@strawberry.type(description="今天已经催过了。")
class UrgedToday(Refusal):
    """It was urged today already."""

    again_at: datetime = shown(description="从这个时间起可以再催。")


@strawberry.type(description="用户名或密码不对。")
class SignInRefused(Refusal):
    """User name and password do not fit."""


@strawberry.type(description="试错的次数太多，要等一会儿再登录。")
class SignInPaused(Refusal):
    """Too many attempts failed."""

    try_again_at: datetime = shown(description="从这个时间起可以再试。")


@strawberry.type(description="链接已过期或已使用。")
class LinkExpired(Refusal):
    """The link is worth nothing any more."""


@strawberry.type(description="推荐已过期，请刷新后再派。")
class RankingUnknown(Refusal):
    """The stamp of the ranking is not ours."""


@strawberry.type(description="方案里有几行的情况变了，一行也没有派出。")
class PlanOutdated(Refusal):
    """What some lines rest on has changed; nothing was sent."""

    lines: list[int] = shown(description="哪几行，从 1 数起。")


@strawberry.type(description="还有接了没办完的，办完或退了再办这一步。")
class StillPromised(Refusal):
    """Something was promised and is not done yet."""

    needs: list[str] = shown(description="是哪些需求，编号。")


@strawberry.type(description="这个文件不能作为清单导入，一行也没有导入。")
class ListRefused(Refusal):
    """A file cannot be taken in as a list."""

    line: int | None = shown(description="在哪一行；不在某一行时为空。")


@strawberry.type(description="这个 Idempotency-Key 已用于别的操作。")
class KeyUsedOtherwise(Refusal):
    """The key was used for something else."""


_TYPES: Mapping[type[facts.Refusal], type[Refusal]] = {
    facts.NotSignedIn: NotSignedIn,
    facts.NotAllowed: NotAllowed,
    facts.NotFound: NotFound,
    facts.InvalidInput: InvalidInput,
    facts.StaleVersion: StaleVersion,
    facts.MoveNotPossible: MoveNotPossible,
    facts.NothingLeft: NothingLeft,
    facts.CandidateBarred: CandidateBarred,
    facts.PublishingForbidden: PublishingForbidden,
    facts.PublishWarning: PublishWarning,
    facts.AlreadyThere: AlreadyThere,
    facts.UrgedToday: UrgedToday,
    facts.SignInRefused: SignInRefused,
    facts.SignInPaused: SignInPaused,
    facts.LinkExpired: LinkExpired,
    facts.RankingUnknown: RankingUnknown,
    facts.PlanOutdated: PlanOutdated,
    facts.StillPromised: StillPromised,
    facts.ListRefused: ListRefused,
    facts.KeyUsedOtherwise: KeyUsedOtherwise,
}


def refusal_of(fact: facts.Refusal, phrases: Phrases) -> Refusal:
    """Return the type that tells a fact, in the reader's language."""
    message, remedy = phrases.refusal(fact)
    return _TYPES[type(fact)](message=message, remedy=remedy, **_particulars(fact, phrases))


_AS_THEY_ARE: Mapping[type[facts.Refusal], Mapping[str, str]] = {
    facts.MoveNotPossible: {"possible": "possible"},
    facts.SignInPaused: {"until": "try_again_at"},
    facts.UrgedToday: {"again_at": "again_at"},
    facts.NothingLeft: {"left": "left"},
    facts.PublishWarning: {"warnings": "warnings"},
    facts.ListRefused: {"line": "line"},
    facts.PlanOutdated: {"lines": "lines"},
    facts.StillPromised: {"needs": "needs"},
}
"""What is told of a fact as it is: its own name for it, and the clients'."""


def _particulars(fact: facts.Refusal, phrases: Phrases) -> dict[str, Any]:
    """Return what a refusal tells besides its sentences."""
    match fact:
        case facts.InvalidInput(faults):
            problems = [FieldProblem(field=to_camel_case(one.field), message=phrases.fault(one)) for one in faults]
            return {"fields": problems}
        case facts.StaleVersion(changed):
            return {"changed": [to_camel_case(name) for name in changed]}
    return {told: getattr(fact, name) for name, told in _AS_THEY_ARE.get(type(fact), {}).items()}
