"""English sentences that explain a ranking, entry for entry beside the Chinese ones."""

CHANGES = {
    "CONFIRMED": "details confirmed today",
    "FREE": "free {when}",
    "MOVED": "moved to {when}",
    "LOAD": "open dispatches down by {amount}",
    "STOCK": "{amount} {unit} more on hand",
    "RADIUS": "radius widened to {after}",
    "REGION": "this region served as well",
    "QUALIFICATION": "{subject} obtained and recorded",
}
AND = ", "
FIRST = "Would come first: {changes}"
ALL_THE_TIME = "all the time asked for"
THAT_TIME = "the time asked for"

BEHIND = "{points} points behind the first, mostly by {parts}"
TEXT = "wording"

LOOSENINGS = {
    "STALE": "Details confirmed by a call: {added} more",
    "TIME": "A day sooner or later: {added} more",
    "WEEK": "Any day of that week: {added} more",
    "RADIUS": "Radius widened to {limit}: {added} more",
    "REGION": "Regions served {limit} level(s) wider: {added} more",
    "KIND": "Any kind of resource: {added} more",
    "AGE": "Ages widened by {limit} year(s): {added} more",
    "GROUP": "Any group of people: {added} more",
    "MEMBERS": "Opened to others than own members: {added} more",
}

REMEDIES = {
    "NATURE": "Answer it or pass it on",
    "KIND": "If this kind would do as well, change the kind in the need",
    "REGION": "Ask whether they would serve this region as well",
    "RADIUS": "Ask whether they would come as far as {needed}",
    "CAPACITY": "Ask whether they can restock first",
    "NOTICE": "Ask whether a later time would do",
    "WINDOW": "Ask whether another time would do, or whether they can make time",
    "AGE": "Ask whether they would serve this age",
    "GROUP": "Ask whether they would serve other groups",
    "MEMBERS": "Ask whether they would serve others than their members",
    "PAUSED": "Wait until they are back",
    "STALE": "Call to confirm the details first",
    "BARRED": "They stand aside; choose another",
    "RETURNED": "They have said it does not suit them; choose another",
    "QUALIFICATION": "Once the qualification is obtained and recorded",
    "COUNTERPARTY": "They stand aside; choose another",
    "OTHER": "Choose another",
}

METRES = "{value} m"
KILOMETRES = "{value} km"
