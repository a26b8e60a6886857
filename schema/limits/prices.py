"""How much a field of the schema costs beside the one it counts for, and how long lists without pages are taken to be.

Prices are in fields: one that costs 200 takes about as long as 200 fields that only show a column.
"""

from collections.abc import Mapping

PAGE = "first"
"""The argument that says how long a page is."""

PRICES: Mapping[str, int] = {
    "Need.matches": 200,
    "Resource.matches": 200,
    "Match.counterfactual": 10,
    "NearMiss.counterfactual": 10,
    "Matches.loosenings": 200,
    "Query.suggestMatches": 200,
    "Query.similarNeeds": 200,
    "Query.similarToNeed": 200,
    "Query.resourceCopies": 200,
    "Query.planDispatches": 2_000,
    "Query.threeLists": 100,
    "Query.learnedModels": 20,
    "Query.chances": 100,
    "Query.indicators": 300,
    "Query.regionSettings": 20,
    "Query.gaps": 200,
    "Query.places": 20,
    "Indicator.previous": 20,
    "Indicator.series": 20,
    "Partner.gaveAndGot": 10,
    "Partner.load": 10,
    "Partner.coverage": 10,
    "Mutation.signIn": 500,
    "Mutation.acceptInvitation": 500,
    "Mutation.changePassword": 500,
    "Mutation.eraseMe": 500,
    "Query.exportMyData": 500,
    "Mutation.applyPlan": 500,
    "Mutation.previewList": 500,
    "Mutation.applyList": 1_000,
    "Mutation.exportList": 1_000,
}
"""What ranks, plans, counts over whole regions, or hashes a password."""

USUAL_LENGTH = 10
LENGTHS: Mapping[str, int] = {
    "Query.categories": 100,
    "Query.reasons": 20,
    "Query.demoAccounts": 20,
    "Query.webhooks": 20,
    "Partner.partnerships": 3,
    "Partnership.promises": 5,
    "Query.indicators": 12,
    "Query.gaps": 30,
    "AuditEvent.fields": 3,
    "Indicator.series": 12,
    "RegionSettings.groups": 7,
    "SettingsGroup.lines": 15,
    "SettingsEdit.changed": 3,
    "Need.viewerCan": 10,
    "MatchLag.parts": 25,
    "MatchCounterfactual.changes": 2,
    "PlanPreview.lines": 100,
    "ListPreview.badLines": 200,
    "ListPreview.warnings": 200,
    "ListPreview.columns": 20,
    "ListPreview.fields": 25,
    "RegionModels.models": 20,
    "RegionModels.weights": 20,
    "LearnedModel.weights": 20,
    "ApplyPlanSuccess.dispatches": 100,
    "__Schema.types": 250,
    "__Schema.directives": 8,
    "__Type.fields": 8,
    "__Type.inputFields": 3,
    "__Type.enumValues": 3,
    "__Type.interfaces": 1,
    "__Type.possibleTypes": 1,
    "__Field.args": 1,
    "__Directive.args": 1,
}
"""The lists that are longer or shorter than usual; of the schema's own, the mean over its types, rounded up."""
