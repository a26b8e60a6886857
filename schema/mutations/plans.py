"""What is done with plans of a whole community."""

import strawberry

from schema.answers import mutation
from schema.inputs.plan import ApplyPlanInput
from schema.plans import ApplyPlanResult, ApplyPlanSuccess
from schema.rules import STAFF


@strawberry.type
class PlanMutations:
    """What is done with plans of a whole community."""

    apply_plan = mutation(
        ApplyPlanInput, ApplyPlanResult, ApplyPlanSuccess.of, STAFF, "按方案派单：全部派出，或者一单也不派。"
    )
