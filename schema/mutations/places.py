"""What staff do with places nearby."""

import strawberry

from schema.answers import mutation
from schema.inputs import place
from schema.nearby import ClosePlaceResult, ConfirmPlaceResult, EditPlaceResult, PlaceSuccess, RecordPlaceResult
from schema.rules import STAFF


@strawberry.type
class PlaceMutations:
    """What staff do with places nearby."""

    record_place = mutation(place.RecordPlaceInput, RecordPlaceResult, PlaceSuccess.of, STAFF, "记下附近的地方。")
    edit_place = mutation(place.EditPlaceInput, EditPlaceResult, PlaceSuccess.of, STAFF, "修改附近的地方。")
    confirm_place = mutation(place.ConfirmPlaceInput, ConfirmPlaceResult, PlaceSuccess.of, STAFF, "确认没有变。")
    close_place = mutation(place.ClosePlaceInput, ClosePlaceResult, PlaceSuccess.of, STAFF, "关闭附近的地方。")
