// Lists the documents that the pages send, by the SHA-256 of their text, so that the server can tell them from others.
// urql adds __typename to what it keeps; subscriptions are sent as they are written.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { parse } from "@0no-co/graphql.web";
import { formatDocument, stringifyDocument } from "@urql/core";

const [from, to] = process.argv.slice(2);
const documents = Object.values(JSON.parse(readFileSync(from, "utf8")));
const hash = (text) => createHash("sha256").update(text).digest("hex");

const hashes = documents.flatMap((text) => {
  const written = parse(text, { noLocation: true });
  return [stringifyDocument(written), stringifyDocument(formatDocument(written))].map(hash);
});
writeFileSync(to, JSON.stringify([...new Set(hashes)].sort(), null, 1));
