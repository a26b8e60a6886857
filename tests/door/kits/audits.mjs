// Runs the server audits of graphql-http against an address with a token, and prints [id, name, status, reason] of each.
// Arguments: address, token. Modules are found from the folder it is started in.
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/package.json`);
const { serverAudits } = require("graphql-http");
const [url, token] = process.argv.slice(2);

function fetchWithToken(input, init) {
  const headers = new Headers(init?.headers);
  headers.set("authorization", `Bearer ${token}`);
  return fetch(input, { ...init, headers });
}

const told = [];
for (const audit of serverAudits({ url, fetchFn: fetchWithToken })) {
  const result = await audit.fn();
  told.push([audit.id, audit.name, result.status, result.reason ?? null]);
}
console.log(JSON.stringify(told));
