// Speaks with the server by the reference clients of graphql-sse and graphql-ws, and prints what each was told.
// Arguments: host:port, token, id of a region, the seq to listen from, how many events there are.
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/package.json`);
const sse = require("graphql-sse");
const ws = require("graphql-ws");
const [host, token, region, after, count] = process.argv.slice(2);
const authorization = `Bearer ${token}`;

const changes = {
  query: "subscription N($region: ID!, $after: Int) { needChanged(region: $region, after: $after) { seq } }",
  variables: { region, after: Number(after) },
};
const viewer = { query: "{ viewer { isSignedIn } }" };
const preference = { query: "mutation { setPreference(input: {prefersLargeType: true}) { __typename } }" };
const wrong = { query: "{ noSuchField }" };
const broken = { query: "{" };

async function first(client, request, most = 1) {
  const told = [];
  try {
    for await (const result of client.iterate(request)) {
      told.push(result);
      if (told.length === most) break;
    }
  } catch (problem) {
    told.push({ refused: Array.isArray(problem) ? problem.map((one) => one.message) : String(problem) });
  }
  return told;
}

async function speak(client) {
  const many = await Promise.all(Array.from({ length: 8 }, () => first(client, changes, 1)));
  const told = {
    query: await first(client, viewer),
    mutation: await first(client, preference),
    changes: await first(client, changes, Number(count)),
    many: many.flat(),
    wrong: await first(client, wrong),
    broken: await first(client, broken),
  };
  client.dispose?.();
  return told;
}

const url = `${host}/graphql`;
const told = {
  sse: await speak(sse.createClient({ url: `http://${url}`, headers: { authorization }, retryAttempts: 0 })),
  ws: await speak(ws.createClient({ url: `ws://${url}`, connectionParams: { authorization }, lazyCloseTimeout: 5000 })),
};
const stranger = ws.createClient({ url: `ws://${url}`, connectionParams: {}, retryAttempts: 0, lazy: true });
try {
  for await (const _ of stranger.iterate(viewer)) break;
  told.stranger = "let in";
} catch (problem) {
  told.stranger = problem.code;
}
console.log(JSON.stringify(told));
process.exit();
