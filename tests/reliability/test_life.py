"""Anything may be done to needs, dispatches and slots, and all stays as a plain model says. The proof does more."""

import asyncio
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.reliability.life_machine import LifeMachine
from tests.reliability.life_stage import sqlite_stage

FEW = settings(
    max_examples=8, stateful_step_count=30, deadline=None, derandomize=True, database=None, phases=[Phase.generate]
)


def test_whatever_is_done_all_is_as_the_model_says(sqlite_template: Path, tmp_path: Path) -> None:
    class Played(LifeMachine):
        stage = asyncio.run(sqlite_stage(sqlite_template, tmp_path))

    run_state_machine_as_test(Played, settings=FEW)
    assert Played.steps > 100
