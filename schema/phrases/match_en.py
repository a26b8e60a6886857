"""English sentences of matches, entry for entry beside the Chinese ones."""

from math import inf

LABELS = {
    "prior": "Starting point",
    "words": "Words",
    "likeness": "Likeness of texts",
    "spelling": "Spelling",
    "pieces": "Pieces of words",
    "piece_likeness": "Likeness by pieces of words",
    "ideas": "Ideas",
    "idea_likeness": "Likeness by ideas",
    "context": "Local ways of saying it",
    "covered": "Words of the need covered",
    "explained": "Words of the resource explained",
    "association": "Words that go together",
    "rare": "Rare words found",
    "labels": "Numbers and letters named",
    "opening": "Beginning of the description",
    "typical": "Usual wording",
    "sought_after": "Wanted by other needs",
    "central": "Fits a little of everything",
    "length": "Length of the description",
    "counterparty": "The one the matter is about",
    "history": "Needs served before",
    "category": "Category",
    "manner": "Manner of service",
    "distance": "Distance",
    "time": "Time",
    "capacity": "Quantity",
    "track": "Work done so far",
    "load": "Open dispatches",
    "rest": "Time since last asked",
    "freshness": "Details confirmed",
    "return_asked": "Asked in return",
    "ties": "In common",
}

STAFF = {
    "prior": ((-inf, "The same start for everybody"),),
    "words": (
        (0.5, "Most words agree ({percent}%)"),
        (0.2, "Some words agree ({percent}%)"),
        (-inf, "Few words agree"),
    ),
    "likeness": (
        (0.3, "The description is close to the need"),
        (0.1, "The description is somewhat close"),
        (-inf, "The description is not close"),
    ),
    "spelling": ((0.6, "Spelled much alike"), (-inf, "Spelled differently")),
    "pieces": ((0.3, "Pieces of words agree"), (-inf, "Few pieces of words agree")),
    "piece_likeness": (
        (0.3, "The description is close to the need"),
        (0.1, "The description is somewhat close"),
        (-inf, "The description is not close"),
    ),
    "ideas": ((0.3, "Other words, much the same meaning"), (-inf, "Few words mean the same")),
    "idea_likeness": ((0.3, "Other words, much the same meaning"), (-inf, "Few words mean the same")),
    "context": ((0.1, "Close to how such matters are put here"), (-inf, "Not how such matters are put here")),
    "covered": ((0.5, "Most of what is asked is mentioned"), (-inf, "Little of what is asked is mentioned")),
    "explained": (
        (0.5, "Most of the description is about this"),
        (-inf, "Most of the description is not"),
    ),
    "association": ((0.01, "Such words have gone together before"), (-inf, "Such words have rarely gone together")),
    "rare": ((0.3, "Rare words of the need are mentioned"), (-inf, "Few rare words are mentioned")),
    "labels": ((0.01, "The same numbers and letters are named"), (-inf, "Not the numbers and letters of the need")),
    "opening": ((0.1, "It begins with what is asked"), (-inf, "It begins with something else")),
    "typical": ((-inf, "Described as such things usually are here"),),
    "sought_after": ((-inf, "Learned from dispatches: other needs want it too"),),
    "central": ((-inf, "Learned from dispatches: it fits a little of everything"),),
    "length": ((-inf, "Learned from dispatches: length of the description"),),
    "counterparty": (
        (0.05, "May be the one the matter is about; check first"),
        (-inf, "Nothing links it to the one the matter is about"),
    ),
    "history": ((0.2, "Often serves such needs"), (-inf, "Has not served such needs yet")),
    "category": ((0.5, "Same category"), (0.15, "Related category"), (-inf, "Another category")),
    "distance": ((-inf, "{distance} from the asker"),),
    "levels": ((2, "{count} levels of regions apart"), (1, "In a neighbouring region"), (-inf, "In the same region")),
    "remote": ((-inf, "Remote, distance does not count"),),
    "time": ((0.01, "Free {when}"), (-inf, "Not free {when}")),
    "any_time": ((-inf, "No time was asked for"),),
    "capacity": ((1, "Enough"), (0.01, "Enough for {percent}%"), (-inf, "Nothing left")),
    "uncounted": ((-inf, "Not counted"),),
    "track": (
        (0.75, "Good work so far (about {percent}% succeeded)"),
        (0.65, "Few dispatches so far"),
        (-inf, "Few succeeded so far (about {percent}%)"),
    ),
    "load": ((1, "{count} open dispatches"), (-inf, "No open dispatch")),
    "rest": ((365, "Not asked in the last year"), (1, "Last asked {count} days ago"), (-inf, "Asked today")),
    "freshness": (
        (0.3, "Details confirmed recently"),
        (0.001, "Details to be confirmed again soon"),
        (-inf, "Details need confirming"),
    ),
    "return_asked": ((1, "Asks in return: {asks}"), (-inf, "Asks nothing in return")),
    "ties": ((1, "Interests, occupation or age in common"), (-inf, "Nothing in common on record")),
}

PARTNER = {
    "words": ((0.3, "Fits what you offer"),),
    "likeness": ((0.1, "Close to what you offer"),),
    "piece_likeness": ((0.1, "Close to what you offer"),),
    "ideas": ((0.3, "Means much the same as what you offer"),),
    "history": ((0.2, "You often serve such needs"),),
    "category": ((0.5, "Just what you offer"), (0.15, "Close to what you offer")),
    "distance": ((-inf, "{distance} from you"),),
    "levels": ((-inf, "In your region"),),
    "remote": ((-inf, "Can be done online or by phone"),),
    "time": ((0.01, "You are free {when}"),),
    "capacity": ((1, "You have enough"), (0.01, "You can help with a part")),
    "track": ((0.75, "You have done well so far"),),
    "load": ((1, "You have {count} open dispatches"),),
    "freshness": ((0.001, ""), (-inf, "Please confirm the details of this resource")),
}

ASKER = {
    "category": ((0.5, "{offered}"), (0.15, "Offers something close")),
    "words": ((0.3, "Mentions what you ask for"),),
    "likeness": ((0.15, "Mentions what you ask for"),),
    "piece_likeness": ((0.15, "Mentions what you ask for"),),
    "ideas": ((0.3, "Speaks of what you ask for"),),
    "distance": ((-inf, "{distance} from you"),),
    "levels": ((-inf, "In your region"),),
    "remote": ((-inf, "Can be done online or by phone"),),
    "time": ((0.01, "Free {when}"),),
    "capacity": ((1, "Enough for you"), (0.01, "Can help with a part")),
}

OFFERED = {
    "SERVICE": "Offers just this service",
    "GOODS": "Has such goods",
    "VENUE": "Has such a venue",
    "FUND": "Has a fund for this",
    "SKILL": "Has people skilled in this",
    "POLICY": "Handles such matters",
}

COMES = "{sentence}, comes to you"
OTHER_PART = "Something else"

RULES = {
    "NATURE": "Questions and complaints are not matched",
    "KIND": "Another kind of resource is asked for",
    "REGION": "Outside the regions served",
    "RADIUS": "{value} away, beyond the radius of {limit}",
    "CAPACITY": "Nothing left",
    "NOTICE": "Must be asked {limit} hours ahead",
    "WINDOW": "Not free at the time asked for",
    "YOUNGER": "Serves people of {limit} and older",
    "OLDER": "Serves people up to {limit}",
    "AGE": "Serves another age group",
    "GROUP": "Serves particular groups",
    "MEMBERS": "Serves its own members",
    "PAUSED": "Paused",
    "RESUMING": "Paused for about {value} days more",
    "STALE": "Not confirmed for {value} days; call first",
    "BARRED": "Concerned in the matter and stands aside",
    "RETURNED": "Asked before for this, not taken",
    "QUALIFICATION": "The qualification is recorded as absent",
    "COUNTERPARTY": "May be the one the matter is about and stands aside",
    "OTHER": "Does not meet the conditions",
}

REMARKS = {
    "QUALIFICATION_UNKNOWN": "Qualification to be checked: {subject}",
    "OTHER": "To be checked: {subject}",
}

METRES = "about {value} m"
KILOMETRES = "about {value} km"
WITHIN_KILOMETRE = "within 1 km"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MORNING, AFTERNOON, EVENING, WHOLE_DAY = " morning", " afternoon", " evening", ""
WHEN = "{weekday} {day}/{month}{daypart}"
SOME_TIME = "at the time you asked for"
SOME_TIME_STAFF = "at the time asked for"

OFFER_QUESTION = "Would you like to help? You can say so under “I can help”."
SIMILAR = "{count} similar needs so far"
SIMILAR_NEIGHBOURS = "{count} neighbours have asked this"
SIMILAR_FEW = "Neighbours have asked this"
RELATIONS = {
    "ESCALATION": "The same matter again: more urgent, or not done well before; please go on with the earlier need",
    "DUPLICATE": "It looks as if the same matter was entered twice; there is no need to ask again",
    "ME_TOO": "Somebody nearby asked for the same; you can say “I need this too”",
    "RELATED": "A similar matter elsewhere",
}
COPY = "Almost the same as “{title}”, which is listed already; please look whether it is the same"
