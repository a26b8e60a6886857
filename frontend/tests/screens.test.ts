import assert from "node:assert/strict";
import { test } from "node:test";
import { screenAt, screensFor, titleOf } from "../src/pages/need/resident/post/screens.ts";

test("two steps, or one question a screen in 长辈版", () => {
  assert.equal(screensFor(false).length, 2);
  assert.ok(screensFor(true).every((screen) => screen.length === 1));
});

test("an address leads to the nearest screen there is", () => {
  assert.equal(screenAt(null, 2, true), 0);
  assert.equal(screenAt("2", 2, true), 1);
  assert.equal(screenAt("6", 2, true), 1);
  assert.equal(screenAt("nonsense", 2, true), 0);
  assert.equal(screenAt("2", 2, false), 0, "nothing is asked before the words");
});

test("a screen of one question is headed by it", () => {
  assert.equal(titleOf(["words"]), "post.whatTitle");
  assert.equal(titleOf(["when"]), "postTitle.when");
  assert.equal(titleOf(["whom", "where"]), "post.whereTitle");
});
