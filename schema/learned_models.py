"""What a region learned from its decisions, what ranks there, and how evenly chances fall."""

from collections.abc import Sequence
from datetime import datetime
from math import expm1
from typing import Annotated, Any, TypeAlias
from uuid import UUID

import strawberry
from strawberry import relay

from matching.choice_parts import TAUGHT, shipped_weights
from matching.fairness import GroupShare
from resolvers.chances import FIRST_PLACES, NEWCOMER, Chances
from resolvers.models.reading import RegionModels, Weight, is_proven, models_of
from resolvers.records.settings import model_name
from schema.info import Info
from schema.phrases import phrases_in
from schema.phrases.matches import match_phrases_in
from schema.places import Person, Region
from schema.refusals import AlreadyThere, StaleVersion
from schema.relations import related, shown, told
from schema.results import Asked, Success
from schema.rules import OFFICER
from storage.tables import LearnedModelRow

PER_CENT = 100


@strawberry.type(name="LearnedWeight", description="学到的一项权重。")
class LearnedWeightType:
    """One weight of a model beside the shipped one."""

    code: str = shown(OFFICER)
    label: str = shown(OFFICER, "这一项叫什么。")
    shipped: float = shown(OFFICER, "出厂权重：每一单位加多少分(对数几率)。")
    learned: float = shown(OFFICER, "学到的权重；方向不会变，也不会归零。")


@strawberry.type(name="WeightInForce", description="此刻排序用的一项权重，和它的来历。")
class WeightInForceType:
    """One weight as it counts in a region now."""

    code: str = shown(OFFICER)
    shipped: float = shown(OFFICER, "出厂权重。")
    own: float | None = shown(OFFICER, "本辖区或上级自己设定的，优先于学到的；没有就为空。")
    learned: float | None = shown(OFFICER, "正在使用的模型学到的；没有就为空。负荷和轮休两项不学。")
    in_force: float = shown(OFFICER, "实际使用的。")

    @told(OFFICER, "这一项叫什么。")
    def label(row: strawberry.Parent[Weight], info: Info) -> str:
        """Return what the part is called."""
        return match_phrases_in(info.context.language).label(row.code)


@strawberry.type(name="LearnedModel", description="从派单决定里学到的一套权重，只用于中文需求。")
class LearnedModelType(relay.Node):
    """Weights of a region with the replay that tried them."""

    id: relay.NodeID[UUID]
    region: Region | None = related(
        "region", "region_id", rule=OFFICER, description="在哪个辖区学到，就用于它和它的下级。"
    )
    number: int = shown(OFFICER, "本辖区的第几套。")
    is_active: bool = shown(OFFICER, "正在使用；一个辖区至多一套。")
    trained: int = shown(OFFICER, "从多少次决定里学到。")
    tried: int = shown(OFFICER, "回放检验了多少次决定：只用以前的来猜以后的。")
    tried_against: str = shown(OFFICER, "检验时和哪一套设置比。")
    known_until: datetime = shown(OFFICER, "学到哪一天的决定为止。")
    position_pull: float = strawberry.field(
        metadata=OFFICER,
        description="排在前面本身的吸引力，已从权重里扣除；0 为没有。",
        resolver=lambda root: root.pull,
    )
    created_at: datetime = shown(OFFICER)
    created_by: Person | None = related("person", "created_by", rule=OFFICER, description="为空就是由命令行学到的。")
    activated_at: datetime | None = shown(OFFICER)
    activated_by: Person | None = related("person", "activated_by", rule=OFFICER, description="为空就是由系统启用的。")
    version: int = shown(OFFICER, "启用时带回，以免和别人冲突。")

    @told(OFFICER, "印在每条推荐的 modelVersion 里的名字。")
    def name(row: strawberry.Parent[LearnedModelRow]) -> str:
        """Return the name that stamps matches."""
        return model_name(row)

    @told(OFFICER, "回放证明它更好：检验够多，而且整个区间都大于零。只有这样的才会自动启用。")
    def is_proven(row: strawberry.Parent[LearnedModelRow]) -> bool:
        """Return whether the replay proved it better."""
        return is_proven(row)

    @told(OFFICER, "猜中工作人员实际选择的把握，比原来平均高百分之几。")
    def gain_percent(row: strawberry.Parent[LearnedModelRow]) -> float:
        """Return by how many per cent likelier it finds what was chosen, on the geometric mean."""
        return PER_CENT * expm1(row.gain)

    @told(OFFICER, "上面一项 95 % 区间的下限。")
    def gain_percent_low(row: strawberry.Parent[LearnedModelRow]) -> float:
        """Return the lower end of the interval."""
        return PER_CENT * expm1(row.gain_low)

    @told(OFFICER, "上面一项 95 % 区间的上限。")
    def gain_percent_high(row: strawberry.Parent[LearnedModelRow]) -> float:
        """Return the upper end of the interval."""
        return PER_CENT * expm1(row.gain_high)

    @told(OFFICER, "一句话说明检验的结果。")
    def sentence(row: strawberry.Parent[LearnedModelRow], info: Info) -> str:
        """Return what the replay showed, in words."""
        phrases = phrases_in(info.context.language).learning
        key = "UNTRIED" if not row.tried else "PROVEN" if is_proven(row) else "UNPROVEN"
        return phrases[key].format(
            trained=row.trained,
            tried=row.tried,
            gain=PER_CENT * expm1(row.gain),
            low=PER_CENT * expm1(row.gain_low),
            high=PER_CENT * expm1(row.gain_high),
        )

    @told(OFFICER, "各项权重，和出厂的比。")
    def weights(row: strawberry.Parent[LearnedModelRow], info: Info) -> list[LearnedWeightType]:
        """Return the weights beside the shipped ones."""
        phrases = match_phrases_in(info.context.language)
        return [
            LearnedWeightType(code=code, label=phrases.label(code), shipped=float(shipped), learned=row.weights[code])
            for code, shipped in zip(TAUGHT, shipped_weights(), strict=True)
            if code in row.weights
        ]

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, LearnedModelRow)


@strawberry.type(name="RegionModels", description="一个辖区学到的权重，和此刻排序用的权重。")
class RegionModelsType:
    """The models of a region, and what ranks there."""

    region: Region = shown(OFFICER)
    settings_version: str = shown(OFFICER, "此刻印在每条推荐上的设置和模型。")
    in_force: LearnedModelType | None = strawberry.field(
        metadata=OFFICER, description="正在使用的模型，可能是上级辖区的；为空就是出厂权重。"
    )
    models: list[LearnedModelType] = shown(OFFICER, "本辖区的各套，新的在前，至多 100 套。")
    weights: list[WeightInForceType] = shown(OFFICER, "此刻对中文需求使用的权重。")
    viewer_can_change: bool = shown(OFFICER, "您能不能启用和退回：只有本辖区的管理员可以。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, RegionModels)


@strawberry.type(name="ChancesOfGroup", description="一组合伙人占多少、得到多少机会。")
class ChancesOfGroupType:
    """What a group is among all, and what it gets."""

    label: str = shown(OFFICER, "哪一组。")
    region: Region | None = shown(OFFICER, "按辖区分组时是哪个辖区。")
    partners: int = shown(OFFICER, "有几家合伙人。")
    with_chance: int = shown(OFFICER, "其中几家有过机会。")
    chances: int = shown(OFFICER, "共有几次机会。")
    share_of_partners: float = shown(OFFICER, "占合伙人的份额，0 到 1。")
    share_of_chances: float = shown(OFFICER, "占机会的份额，0 到 1；比上一项小，就是得到的偏少。")

    @classmethod
    def of(cls, label: str, share: GroupShare, region: Any = None) -> "ChancesOfGroupType":
        """Return a group under its label."""
        return cls(
            label=label,
            region=region,
            partners=share.partners,
            with_chance=share.with_chance,
            chances=share.chances,
            share_of_partners=share.share_of_partners,
            share_of_chances=share.share_of_chances,
        )


@strawberry.type(
    name="Chances", description="机会分得匀不匀。机会：排进推荐的前几名，或者被派单。只有数字，不点名，不排名。"
)
class ChancesType:
    """How evenly chances fall on the partners of a region."""

    region: Region = shown(OFFICER)
    since: datetime = shown(OFFICER)
    until: datetime = shown(OFFICER)
    elsewhere: int = shown(OFFICER, "落到别处的机会：辖区以外的、没有登记可用资源的合伙人；不算在别的数字里。")

    @told(OFFICER, "推荐的前几名算一次机会。")
    def first_places(row: strawberry.Parent[Chances]) -> int:
        """Return how many places of a list count."""
        return FIRST_PLACES

    @told(OFFICER, "本辖区有可用资源的合伙人有几家。")
    def partners(row: strawberry.Parent[Chances]) -> int:
        """Return how many partners offer something."""
        return row.spread.partners

    @told(OFFICER, "其中几家有过机会。")
    def with_chance(row: strawberry.Parent[Chances]) -> int:
        """Return how many had any chance."""
        return row.spread.with_chance

    @told(OFFICER, "有过机会的占几成，0 到 1。")
    def share_with_chance(row: strawberry.Parent[Chances]) -> float:
        """Return the share that had any chance."""
        return row.spread.share_with_chance

    @told(OFFICER, "共有几次机会。")
    def chances(row: strawberry.Parent[Chances]) -> int:
        """Return how many chances there were."""
        return row.spread.chances

    @told(OFFICER, "基尼系数：0 为人人一样多，接近 1 为集中在一家。")
    def gini(row: strawberry.Parent[Chances]) -> float:
        """Return Gini's coefficient."""
        return row.spread.gini

    @told(OFFICER, "把合伙人按机会从少到多分成十份，每份得到全部机会的多少，合计为 1。")
    def tenths(row: strawberry.Parent[Chances]) -> Sequence[float]:
        """Return what falls to each tenth."""
        return list(row.spread.tenths)

    @told(OFFICER, "新来的(90 天内)和原有的合伙人。")
    def newcomers(row: strawberry.Parent[Chances], info: Info) -> list[ChancesOfGroupType]:
        """Return newcomers beside the others."""
        phrases = phrases_in(info.context.language).learning
        return [
            ChancesOfGroupType.of(phrases["NEWCOMERS" if one.group == NEWCOMER else "OTHERS"], one)
            for one in row.newcomers
        ]

    @told(OFFICER, "按下一级辖区分。")
    def regions(row: strawberry.Parent[Chances]) -> list[ChancesOfGroupType]:
        """Return the regions just below."""
        return [ChancesOfGroupType.of(one.region.name, one.share, one.region) for one in row.regions]


@strawberry.type
class ModelSuccess(Success):
    """The model as it stands now, with what ranks in its region."""

    model: LearnedModelType = strawberry.field(metadata=OFFICER)

    @told(OFFICER, "这个辖区现在的各套权重。", of=RegionModelsType | None)
    async def models(self, info: Info) -> Any:
        """Return the models of the region as they stand now."""
        changed: Any = self.model
        return await models_of(info.context.context, changed.region_id)


ActivateModelResult: TypeAlias = Annotated[
    ModelSuccess | Asked | StaleVersion | AlreadyThere,
    strawberry.union("ActivateModelResult"),
]


@strawberry.type
class SetRotationSuccess(Success):
    """The rotation was set; with what ranks in the region now."""

    setting: strawberry.Private[Any]

    @told(OFFICER, "这个辖区现在用的权重。", of=RegionModelsType | None)
    async def models(self, info: Info) -> Any:
        """Return what ranks in the region now."""
        return await models_of(info.context.context, self.setting.region_id)


SetRotationResult: TypeAlias = Annotated[SetRotationSuccess | Asked, strawberry.union("SetRotationResult")]
RollBackModelResult: TypeAlias = Annotated[ModelSuccess | Asked | AlreadyThere, strawberry.union("RollBackModelResult")]
