import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { qrMatrix } from "../src/parts/qr/matrix.ts";

function printed(text: string, mask: number): string {
  const rows = qrMatrix(text, mask).map((row) => row.map((dark) => (dark ? "1" : "0")).join(""));
  return createHash("sha256").update(rows.join("/")).digest("hex").slice(0, 16);
}

// Drawn by another, widely used encoder: one of each kind of block layout.
const known: [text: string, mask: number, hash: string][] = [
  ["a", 0, "6057ac437fa318ba"],
  ["社区合伙人三张清单", 3, "b4f809db409852fe"],
  ["y".repeat(60), 1, "91ce629e5a3c76b5"],
  ["x".repeat(100), 5, "571445a9abb15fe7"],
  ["z".repeat(120), 7, "369bac6fa8d2f727"],
  ["w".repeat(170), 2, "0e1e04bdfb6a668f"],
];

for (const [text, mask, hash] of known) {
  test(`${text.slice(0, 20)} under mask ${mask} is drawn as others draw it`, () => {
    assert.equal(printed(text, mask), hash);
  });
}

test("what is too long is refused", () => {
  assert.throws(() => qrMatrix("长".repeat(61)), RangeError);
  assert.equal(qrMatrix("x".repeat(180)).length, 53);
});
