"""Lighthouse on the residents' pages: as a middling telephone on a slow mobile network loads them, the cache empty."""

import asyncio
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from statistics import median
from typing import Any

from frontend.build import FRONTEND, NODE, NODE_FOLDER
from frontend.check.demo import demo_city, session_of
from server.door.door import COOKIE

FOLDER = FRONTEND / "check"
LIGHTHOUSE = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
RUNS, TRIES = 5, 3
LEAST_POINTS = {"performance": 95, "accessibility": 100, "best-practices": 95}
FIGURES = {
    "first-contentful-paint": ("FCP", "ms"),
    "largest-contentful-paint": ("LCP", "ms"),
    "total-blocking-time": ("TBT", "ms"),
    "cumulative-layout-shift": ("CLS", ""),
    "total-byte-weight": ("sent", "bytes"),
}


class NotLoadedError(Exception):
    """Lighthouse could not load a page; it said why on standard error."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page of residents, and whether one is signed in there."""

    name: str
    path: str
    user_name: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What the loads of a page came to, each figure the median: points of 100, milliseconds and bytes."""

    visit: Visit
    points: dict[str, float]
    figures: dict[str, float]
    faults: list[str]

    @property
    def is_well(self) -> bool:
        """Whether every category has the points it must have."""
        return all(self.points[category] >= least for category, least in LEAST_POINTS.items())


VISITS = (Visit("home", "/resident.html"), Visit("post 点单", "/resident.html#/post", "resident"))


async def judge_pages(runs: int = RUNS) -> list[Judged]:
    """Load every visited page so many times, one after the other, in a demo city of their own."""
    async with demo_city() as context:
        judged = []
        for visit in VISITS:
            headers = {"Cookie": f"{COOKIE}={await session_of(context, visit.user_name)}"} if visit.user_name else {}
            reports = [await _loaded(context.public_address + visit.path, headers) for _ in range(runs)]
            judged.append(_summed_up(visit, reports))
        return judged


async def _loaded(address: str, headers: dict[str, str]) -> dict[str, Any]:
    """Return the report of one load; the browser sometimes keeps no record of a load, which is then made again."""
    for _ in range(TRIES - 1):
        with suppress(NotLoadedError):
            return await _load(address, headers)
    return await _load(address, headers)


async def _load(address: str, headers: dict[str, str]) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        NODE,
        LIGHTHOUSE,
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(LEAST_POINTS)}",
        f"--extra-headers={json.dumps(headers)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        cwd=FOLDER,
        env={**os.environ, "CHROME_PATH": str(CHROMIUM), "PATH": f"{NODE_FOLDER / 'bin'}:{os.environ['PATH']}"},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    if process.returncode != 0:
        raise NotLoadedError(address)
    report: dict[str, Any] = json.loads(said)
    return report


def _summed_up(visit: Visit, reports: list[dict[str, Any]]) -> Judged:
    points = {
        category: median(100 * (report["categories"][category]["score"] or 0) for report in reports)
        for category in LEAST_POINTS
    }
    figures = {name: median(report["audits"][name]["numericValue"] for report in reports) for name in FIGURES}
    weighed = {
        reference["id"]
        for category in ("accessibility", "best-practices")
        for reference in reports[-1]["categories"][category]["auditRefs"]
        if reference["weight"] > 0
    }
    faults = [
        name
        for name, audit in reports[-1]["audits"].items()
        if name in weighed and audit["score"] is not None and audit["score"] < 1
    ]
    return Judged(visit, points, figures, sorted(faults))
