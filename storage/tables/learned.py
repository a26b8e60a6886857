"""What was learned from decisions: weights of a region, in force or not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import MODEL_VERSION_WIDTH, REGION_PATH, Key, Moment, Table, UtcDateTime


class LearnedModelRow(Table):
    """Weights a region learned from its decisions, with the replay that tried them; at most one is in force.

    `gain` is the mean of what the replay won per decision in nats over the weights of `tried_against`, with the ends
    of its 95 % interval. `known_until` is the moment of the last decision that taught. `follows_id` is the model that
    was in force when this one was activated: rolling back returns to it, or to the shipped weights without one.
    """

    __tablename__ = "learned_model"
    __table_args__ = (
        ForeignKeyConstraint(["region_id", "region_path"], ["region.id", "region.path"], onupdate="CASCADE"),
        UniqueConstraint("region_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("trained >= 1 AND tried >= 0", name="counts"),
        CheckConstraint("gain_low <= gain AND gain <= gain_high", name="gain"),
        CheckConstraint("follows_id IS NULL OR follows_id <> id", name="follows_another"),
        CheckConstraint("NOT is_active OR activated_at IS NOT NULL", name="activated_at"),
        Index(
            "ix_learned_model_only_one_active",
            "region_id",
            unique=True,
            sqlite_where=text("is_active"),
            postgresql_where=text("is_active"),
        ),
        Index("ix_learned_model_region_path_id", "region_path", "id"),
    )

    id: Mapped[Key]
    region_id: Mapped[UUID]
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    number: Mapped[int]
    weights: Mapped[dict[str, float]] = mapped_column(JSON)
    sharpness: Mapped[float]
    pull: Mapped[float]
    trained: Mapped[int]
    tried: Mapped[int]
    gain: Mapped[float]
    gain_low: Mapped[float]
    gain_high: Mapped[float]
    tried_against: Mapped[str] = mapped_column(String(MODEL_VERSION_WIDTH))
    known_until: Mapped[Moment]
    created_at: Mapped[Moment]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    is_active: Mapped[bool] = mapped_column(default=False)
    activated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    activated_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("learned_model.id"))
    version: Mapped[int] = mapped_column(default=1)
