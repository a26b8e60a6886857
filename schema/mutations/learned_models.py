"""What administrators do with what was learned from decisions."""

import strawberry

from schema.answers import mutation
from schema.inputs.learned_model import ActivateModelInput, RollBackModelInput, SetRotationInput
from schema.learned_models import (
    ActivateModelResult,
    ModelSuccess,
    RollBackModelResult,
    SetRotationResult,
    SetRotationSuccess,
)
from schema.rules import ADMINISTRATOR


@strawberry.type
class LearnedModelMutations:
    """What administrators do with what was learned from decisions."""

    activate_model = mutation(
        ActivateModelInput, ActivateModelResult, ModelSuccess.of, ADMINISTRATOR, "启用一套学到的权重。"
    )
    roll_back_model = mutation(
        RollBackModelInput, RollBackModelResult, ModelSuccess.of, ADMINISTRATOR, "退回到上一套权重。"
    )
    set_rotation = mutation(
        SetRotationInput, SetRotationResult, SetRotationSuccess.of, ADMINISTRATOR, "设定机会轮得多勤。"
    )
