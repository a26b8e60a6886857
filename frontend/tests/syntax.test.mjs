// The built pages of residents hold no syntax that Chrome 70 or Safari 13 would not read.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import ts from "typescript";

const dist = new URL("../dist/", import.meta.url);
const kept = [...readFileSync(new URL("sw.js", dist), "utf8").matchAll(/"\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file);
const map = readdirSync(new URL("assets/", dist)).filter((file) => /^PlaceMap.*\.js$/.test(file));
const files = [...kept, ...map.map((file) => `assets/${file}`), "sw.js"];

const { SyntaxKind } = ts;
const tooNew = new Set([
  SyntaxKind.QuestionDotToken,
  SyntaxKind.QuestionQuestionToken,
  SyntaxKind.QuestionQuestionEqualsToken,
  SyntaxKind.BarBarEqualsToken,
  SyntaxKind.AmpersandAmpersandEqualsToken,
  SyntaxKind.PrivateIdentifier,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.ClassStaticBlockDeclaration,
  SyntaxKind.BigIntLiteral,
]);

function faults(name, text) {
  const found = [];
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const visit = (node) => {
    if (tooNew.has(node.kind)) found.push(`${name}: ${text.slice(node.pos, node.end + 20)}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test("old telephones can read what is sent to them", () => {
  assert.ok(files.length > 20);
  assert.deepEqual(
    files.flatMap((file) => faults(file, readFileSync(new URL(file, dist), "utf8"))),
    [],
  );
});

test("the check finds what it looks for", () => {
  for (const text of ["a?.b", "a ?? b", "a ??= b", "class A { #a = 1 }", "class A { b = 1 }", "10n"]) {
    assert.notDeepEqual(faults("made up", text), [], text);
  }
});
