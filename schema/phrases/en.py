"""English phrases, entry for entry beside the Chinese ones."""

REFUSALS = {
    "NotSignedIn": ("Please sign in first.", "Sign in, or ask the community by phone to do it for you."),
    "NotAllowed": ("This step is taken by {needed}.", "Please turn to {needed}, or ask the community."),
    "NotFound": ("There is no such {noun}, or you may not see it.", "Please check the list, or ask the community."),
    "InvalidInput": ("A few fields need a change: {faults}", "Please correct them and send again; nothing was lost."),
    "StaleVersion": ("Somebody has just changed this.", "Please look at the newest version, then make your change."),
    "MoveNotPossible": ('This {noun} is now "{status}", so this step cannot be taken.', "Possible now: {possible}."),
    "NothingLeft": ("Not enough left: {asked} asked, {left} left.", "Ask for less, for another time, or ask one more."),
    "CandidateBarred": ("This partner cannot be asked: {rule}.", "Please choose another one from the list."),
    "PublishingForbidden": ("This need is not published: {why}.", "It can be matched and dispatched without."),
    "PublishWarning": (
        "The public wording may point at a person: {named}",
        "Please reword it; if it is right, publish again to confirm.",
    ),
    "AlreadyThere": ("{what}.", "There is no need to do it again; to change it, ask the community."),
    "UrgedToday": (
        "It was urged today already, and the community sees it.",
        "It can be urged again tomorrow; if it cannot wait, please ring the community.",
    ),
    "SignInRefused": ("User name and password do not fit.", "Please try again, or ask the community's staff."),
    "SignInPaused": (
        "Too many attempts have failed; please wait a little.",
        "Please try again in {minutes} min, or ask the community's staff for your user name or password.",
    ),
    "LinkExpired": ("This link is too old or was used.", "Please sign in, or ring the community."),
    "RankingUnknown": ("The ranking is too old.", "Please refresh it and dispatch again."),
    "PlanOutdated": (
        "Things have changed since the plan was made: line {named}. Nothing was sent.",
        "Please plan again, look it through, and send it then.",
    ),
    "StillPromised": (
        "Something taken is not done yet: {named}.",
        "Please finish, return or recall it first.",
    ),
    "ListRefused": ("{why}", "{remedy}"),
    "KeyUsedOtherwise": ("This Idempotency-Key was used for another operation.", "Please use a new key."),
}

FAULTS = {
    "TOO_MANY": "at most {value}; please remove some first",
    "LIST_NOT_TAKEN_IN": "this list cannot be taken in",
    "LIST_NOT_WRITTEN": "this list cannot be written",
    "UNKNOWN_FIELD": 'there is no column "{value}"',
    "ONE_OF_REGION_NEAR": "give a region or a point",
    "MAIL_ADDRESS": "“{value}” is not an e-mail address",
    "ASKED_TOO_OFTEN": "{value} mails were sent today to ask for it; please try again tomorrow",
    "QUANTITY_WHOLE": "a quantity and its unit go together",
    "MOST_PHOTOS": "{value} photos at a time at most",
    "MOST_PHOTOS_OF_NEED": "{value} photos of a need at most",
    "UNKNOWN_PHOTO": "this photo was used before or is too old; please send it again",
    "ONE_OF_NEED_DISPATCH_PERSON": "give one of a need, a dispatch and a person",
    "WRONG_PASSWORD": "this is not the present password",
    "EMPTY": "this field is empty",
    "TOO_LONG": "at most {value} characters",
    "ID_NUMBER": "please give no identity number, it is not needed",
    "ONE_ONLY": "a need is for one: oneself, somebody else, a unit or the community",
    "POINT_WHOLE": "latitude and longitude go together",
    "POSITIVE": "must be above zero, not {value}",
    "NOT_NEGATIVE": "must not be below zero, as {value} is",
    "WHOLE": "must be a whole number (yuan may have two decimals), not {value}",
    "AT_MOST": "must lie between zero and {value}",
    "REVERSED": "ends before it begins",
    "TWICE": "one thing is named twice",
    "WINDOW": "must end after it begins, within seven days",
    "IN_THE_PAST": "this time has passed",
    "MINIMUM_NOTICE": "must be asked for {value} hours ahead",
    "CLOSED_THEN": "not open at {value}",
    "VENUE_NEEDS_TIME": "please choose a time for the venue",
    "UNKNOWN_CATEGORY": "there is no category {value}",
    "UNKNOWN_REASON": "there is no reason {value}",
    "ONE_OF_RESOURCE_PARTNER": "give either a resource or a partner",
    "OWNER_NOT_STAFF": "the owner must be staff of this community",
    "MERGE_TARGET": "choose another need that is still open",
    "OTHER_DISPATCH": "a dispatch of another need is among them",
    "UNKNOWN_ID": "the id {value} is not right",
    "FIRST": "ask for 1 to 100 at once, not {value}",
    "CURSOR": "the cursor is not right, please begin with the first page",
    "HOURS": "hours lie between 00:00 and 24:00 and open before they close",
    "PARTS_IN_USE": "somebody was asked already, so the parts cannot be replaced; please raise another need",
    "TOO_SHORT": "at least {value} characters",
    "TOO_LARGE": "at most {value}",
    "AGE": "an age lies between 0 and 120, not {value}",
    "BASE_NEEDED": "serving by radius needs a base",
    "RADIUS_NEEDED": "serving by radius needs a radius",
    "RADIUS_ONLY": "only what serves by radius has a radius",
    "COORDINATES": "{value} is no point: latitudes lie between -90 and 90, longitudes between -180 and 180",
    "FIXED": "this stays as it was registered; please offer another resource",
    "LETTERS": "1 to 6 capital letters, please",
    "LEVEL_ORDER": "a region lies below one of a wider level",
    "NEEDS_PERSON": "please say who speaks for it",
    "ONE_OF_PERSON_NEED": "give either a person or a need",
    "OVERLAP": "open hours of one day overlap",
    "PAGE_SIZE": "ask for 1 to {value} at once",
    "UNITS_ONLY": "only units can have this",
    "VOLUNTEERS_ONLY": "only volunteers are confirmed as able persons",
    "USER_NAME": "a user name has 3 to 60 letters, figures or . @ + - _",
    "WEEKDAY": "a weekday is a figure from 0 (Monday) to 6 (Sunday), not {value}",
    "OTHER_PART": "a part of another need is among them",
    "NULL": "this field cannot be cleared",
    "PIN_NOT_POSSIBLE": "this resource cannot take this part on that day; please unpin it or choose another",
    "PHONE_OF_HOURS": "hours need a phone that is answered",
    "NOT_IN_PLAN": "this line is not of that plan; please plan again",
}

NOUNS = {
    "filter": "saved filter",
    "place": "place",
    "notification": "notification",
    "partnership": "partnership",
    "file": "file",
    "token": "token",
    "need": "need",
    "part": "part of a need",
    "resource": "resource",
    "partner": "partner",
    "person": "person",
    "region": "region",
    "dispatch": "dispatch",
    "project": "project",
    "invitation": "invitation",
    "account": "account",
    "role": "role",
    "bulletin": "bulletin",
    "reply_template": "reply template",
    "model": "learned weights",
}

STATUSES = {
    "RAISED": "raised",
    "ACCEPTED": "accepted",
    "DISCUSSING": "being discussed",
    "DECIDED": "decided",
    "DISPATCHED": "dispatched",
    "TAKEN": "taken",
    "UNDER_WAY": "under way",
    "DONE": "done, verdict awaited",
    "CLOSED": "closed",
    "DECLINED": "cannot be accepted",
    "TRANSFERRED": "transferred",
    "MERGED": "merged",
    "WITHDRAWN": "withdrawn",
    "ON_HOLD": "on hold",
    "REOPENED": "reopened",
    "SENT": "waiting for an answer",
    "PROPOSED": "another time proposed",
    "CLAIMED": "claimed, to be confirmed",
    "FAILED": "not done",
    "RETURNED": "returned",
    "EXPIRED": "not answered in time",
    "RECALLED": "recalled",
    "ACTIVE": "available",
    "PAUSED": "paused",
    "REGISTERED": "to be confirmed",
    "CONFIRMED": "confirmed",
    "IN_FORCE": "in force",
    "ENDED": "ended",
    "LEFT": "left",
    "PLANNED": "not begun",
    "FINISHED": "finished",
    "STRUCK_OFF": "struck off",
}

ALLOWED = {
    "OWNER": "the person, signed in",
    "WIDER_TOKEN": "a token of a wider scope",
    "STAFF": "community staff",
    "COMMUNITY_STAFF": "community staff",
    "GRID_WORKER": "a grid worker",
    "STREET_OFFICER": "a street officer",
    "DISTRICT_OFFICER": "a district officer",
    "ADMINISTRATOR": "an administrator",
    "PARTNER_CONTACT": "a contact of the partner",
    "ASKER": "whoever asked",
    "OTHER_RESIDENT": "other residents, for published needs",
}

BARRED = {
    "COMPLAINED_ABOUT": "the matter is about them",
    "CONFLICT_OF_INTEREST": "they stand aside in this matter",
    "PARTNER_NOT_CONFIRMED": "the partner is not confirmed yet",
    "PAUSED": "the resource is paused or withdrawn",
    "QUALIFICATION": "the qualification is recorded as absent",
    "NATURE": "questions and complaints are not dispatched",
    "OTHER": "they do not meet the conditions",
}

ALREADY = {
    "partnership": "The partner has an agreement of this badge with the region already",
    "evaluation": "This round was evaluated already",
    "endorsement": "You have endorsed it already",
    "dispatch": "This partner was asked already and has not answered yet",
    "account": "This user name is taken",
    "partner": "It is registered already",
    "role": "The role is held already",
    "contact": "They are a contact already",
    "region": "There is a region of this name already",
    "active_model": "These weights are in force already",
    "shipped_weights": "No learned weights of this region are in force, so there is nothing to go back from",
    "other": "It was done already",
}

FORBIDDEN = {
    "COMPLAINT": "complaints are never public",
    "LEAF": "matters of this kind are private",
}

MOVES = {
    "need.RAISED": "Need raised",
    "need.ACCEPTED": "Accepted by the community",
    "need.HANDED_OVER": "Handed over to a colleague",
    "need.HELD": "Put on hold",
    "need.RESUMED": "Going on",
    "need.GAP_LISTED": "Nothing fits yet; on the gap list",
    "need.DECLINED": "Cannot be accepted; the reason was given",
    "need.TRANSFERRED": "Transferred",
    "need.WITHDRAWN": "Withdrawn",
    "need.MERGED": "Merged into a similar need",
    "need.JOINED_BY_ANOTHER": "A similar need was merged into this one",
    "need.REOPENED": "Reopened",
    "need.PUBLISHED": "Published",
    "need.MATCHES_DISMISSED": "Matches looked through, another way is sought",
    "need.EDITED": "Edited",
    "need.ENDORSED": "Endorsed by a neighbour",
    "need.SHARED": "Its course was shared with the family",
    "need.SHARING_STOPPED": "Sharing was stopped",
    "need.URGED": "It was urged",
    "need.COMMENTED": "New comment",
    "need.ANSWERED": "Answered by the community",
    "need.NOTED": "Note by staff",
    "need.FOLLOWED_UP": "Follow-up call made",
    "need.EVALUATED": "Evaluated",
    "need.CLOSED_UNEVALUATED": "Closed without a verdict",
    "need.OVERDUE": "It is late; the community is looking into it",
    "need.VERDICT_ASKED": "The asker was asked for a verdict",
    "need.SILENCED": "Messages stopped",
    "need.UNSILENCED": "Messages allowed again",
    "need.WORDS_ERASED": "Words and contact erased",
    "need.IMPORTED": "Imported from a list",
    "dispatch.SENT": "Dispatched, waiting for an answer",
    "dispatch.CLAIMED": "Claimed by a partner, to be confirmed",
    "dispatch.PROPOSED": "Another time or quantity was proposed",
    "dispatch.TAKEN": "Taken",
    "dispatch.RETURNED": "Not taken; the next one is asked",
    "dispatch.ASKED_BACK": "The partner needs to know more",
    "dispatch.EXPIRED": "Not answered in time; the next one is asked",
    "dispatch.RECALLED": "Recalled by the community",
    "dispatch.STARTED": "Work begun",
    "dispatch.DONE": "Work done",
    "dispatch.FAILED": "Could not be done; the community goes on",
    "project.BEGUN": "Project begun",
    "project.PLANNED": "Timetable made",
    "project.STRUCK_OFF": "Struck off",
    "other": "Something new",
}

CHANNELS = {
    "PHONE": "phone",
    "WECHAT": "WeChat",
    "DESK": "desk",
    "VISIT": "visit",
    "PAPER": "paper",
    "WEB": "web",
    "IMPORT": "import",
    "MEETING": "meeting",
    "HOTLINE": "hotline",
    "AUTO": "system",
}

ON_BEHALF = "{sentence} (recorded by {channel})"
FREE = "Free of charge"
ENDORSED = "{count} neighbours have asked this"
ENDORSED_FEW = "Neighbours have asked this"

UNCOVERED = {
    "NO_CANDIDATE": "nothing fits yet",
    "NO_ROOM": "all that fit are closed or fully taken on that day",
}

LEARNING = {
    "PROVEN": (
        "Learned from {trained} decisions; guessing {tried} later ones from earlier ones it is "
        "{gain:.1f} % surer ({low:.1f} % to {high:.1f} %)."
    ),
    "UNPROVEN": (
        "Learned from {trained} decisions; tried on {tried} it changes by {gain:+.1f} % "
        "({low:+.1f} % to {high:+.1f} %), which proves nothing yet."
    ),
    "UNTRIED": "Learned from {trained} decisions; no new decision to try it on yet.",
    "NEWCOMERS": "newcomers (90 days)",
    "OTHERS": "known before",
}

UNITS = {
    "PERSON": "persons",
    "HOUR": "hours",
    "PIECE": "pieces",
    "TIME": "times",
    "PLACE": "places",
    "SQUARE_METRE": "square metres",
    "YUAN": "yuan",
}

LINE = "Line {line}: "

FILES = {
    "EMPTY_FILE": ("There is nothing in the file.", "Please check that it is the right one."),
    "NOT_TAKEN": (
        "Only photos (JPEG, PNG, WebP) and lists (.xlsx, .xls, .ods, .csv, .tsv) are taken.",
        "Please save it as one of these and send it again.",
    ),
    "HEIC": (
        "This is a HEIC photo, which many devices cannot open.",
        'On an iPhone choose "Most Compatible" under Settings, Camera, Formats, or send a screenshot of it.',
    ),
    "PHOTO_TOO_LARGE": ("The photo is larger than {value} MB.", "Please make it smaller, or send a screenshot of it."),
    "LIST_TOO_LARGE": ("The list is larger than {value} MB.", "Please split it into several files."),
    "TOO_LARGE": ("The file is larger than {value} MB.", "Please make a photo smaller; split a list."),
    "TOO_MANY_PIXELS": (
        "The photo has more than {value} times ten thousand pixels.",
        "Please make it smaller, or send a screenshot of it.",
    ),
    "BROKEN_PHOTO": (
        "The photo cannot be opened; it may be incomplete, or a moving picture.",
        "Please choose another one, or send a screenshot of it.",
    ),
    "LOCKED": ("The workbook opens by a password only.", "Please take the password away, save it and send it again."),
    "TOO_MANY_WAITING": (
        "{value} of your files wait to be used.",
        "Please use them first, or come back tomorrow: what is not used is removed after a day.",
    ),
    "TOO_MANY_AT_ONCE": ("You are sending too many files at a time.", "Please wait until the others have come."),
    "NOT_WHOLE": ("The file did not come in whole.", "Please check the network and send it again."),
    "ENCODED": ("Please do not compress the body.", "Send the file as it is, without a Content-Encoding."),
    "FROM_ELSEWHERE": ("Only files sent by our own pages are taken.", "Please send it from our own page."),
}

NOTICE = {
    "greeting": "Hello, the community would like to ask for your help:",
    "what": "What: {what} ({quantity})",
    "when": "When: {when}",
    "later": "to be agreed",
    "where": "Where: {where}",
    "message": "Message: {message}",
    "answer": "Please answer here, yes or no: {link}",
    "number": "Number: {number}",
}
