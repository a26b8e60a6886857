"""Inputs about what was learned from decisions."""

import strawberry

from resolvers.changes import Work
from resolvers.models.keeping import activate_model, roll_back
from schema.identity import key
from schema.inputs.shared import Id
from storage.tables import LearnedModelRow


@strawberry.input(description="启用一套学到的权重,从下一次推荐起生效。")
class ActivateModelInput:
    """A model to be put in force."""

    model: Id
    version: int | None = None

    def work(self) -> Work[LearnedModelRow]:
        """Return the change asked for."""
        return lambda change: activate_model(change, key(self.model, "LearnedModel", "model"), self.version)


@strawberry.input(description="退回到上一套权重;没有上一套,就用上级辖区的或出厂的。")
class RollBackModelInput:
    """A region whose model is taken back."""

    region: Id

    def work(self) -> Work[LearnedModelRow]:
        """Return the change asked for."""
        return lambda change: roll_back(change, key(self.region, "Region", "region"))
