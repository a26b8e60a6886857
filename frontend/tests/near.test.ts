import assert from "node:assert/strict";
import { test } from "node:test";
import { fittingNeeds } from "../src/pages/partner/resident/fitting.ts";
import { squareAround, walkingRadius } from "../src/pages/place/walk.ts";

test("fifteen minutes are 1,050 metres of way, 808 as the crow flies", () => {
  assert.equal(Math.round(walkingRadius(15)), 808);
});

test("a square has its side in metres, north and east", () => {
  const [corner, right, far] = squareAround({ lat: 25, lng: 102 }, 100);
  const north = ((far?.[0] ?? 0) - (corner?.[0] ?? 0)) * 111_195;
  const east = ((right?.[1] ?? 0) - (corner?.[1] ?? 0)) * 111_195 * Math.cos((25 * Math.PI) / 180);
  assert.ok(Math.abs(north - 100) < 0.01 && Math.abs(east - 100) < 0.01);
});

test("each need stands once, with the reasons of the resource it fits best", () => {
  const fit = (position: number, id: string, why: string) => ({ position, sentences: [why], need: { id } });
  const fits = fittingNeeds([
    { matches: [fit(1, "a", "near"), fit(2, "b", "far")] },
    { matches: [fit(1, "b", "right kind"), fit(3, "a", "late")] },
    { matches: null },
  ]);
  assert.deepEqual(
    fits.map(({ need, sentences }) => [need.id, sentences[0]]),
    [
      ["a", "near"],
      ["b", "right kind"],
    ],
  );
});
