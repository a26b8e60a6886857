"""Inputs about what was learned from decisions."""

import strawberry

from resolvers.changes import Work
from resolvers.models.keeping import activate_model, roll_back
from resolvers.models.turning import set_rotation
from schema.identity import key
from schema.inputs.shared import Id
from storage.tables import LearnedModelRow, RegionSettingRow


@strawberry.input(description="启用一套学到的权重，从下一次推荐起生效。")
class ActivateModelInput:
    """A model to be put in force."""

    model: Id
    version: int | None = None

    def work(self) -> Work[LearnedModelRow]:
        """Return the change asked for."""
        return lambda change: activate_model(change, key(self.model, "LearnedModel", "model"), self.version)


@strawberry.input(description="机会轮得多勤：1 为出厂，0 为不轮，最多 3；越大，最近忙过、刚派过的就排得越后。")
class SetRotationInput:
    """How strongly chances go round in a region."""

    region: Id
    strength: float

    def work(self) -> Work[RegionSettingRow]:
        """Return the change asked for."""
        return lambda change: set_rotation(change, key(self.region, "Region", "region"), self.strength)


@strawberry.input(description="退回到上一套权重；没有上一套，就用上级辖区的或出厂的。")
class RollBackModelInput:
    """A region whose model is taken back."""

    region: Id

    def work(self) -> Work[LearnedModelRow]:
        """Return the change asked for."""
        return lambda change: roll_back(change, key(self.region, "Region", "region"))
