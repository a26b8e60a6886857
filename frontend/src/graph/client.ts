import { cacheExchange, Client, type CombinedError, fetchExchange } from "urql";
import { t } from "../app/text";
import { request } from "./request";

export const endpoint = "/graphql";

export const client = new Client({
  url: endpoint,
  exchanges: [cacheExchange, fetchExchange],
  fetch: request,
  // Queries are sent as POST and ask for plain JSON: "text/event-stream" among the accepted types would open a stream.
  preferGetMethod: false,
  fetchOptions: { headers: { Accept: "application/json" } },
  requestPolicy: "cache-and-network",
});

/** One sentence for a person, whatever went wrong on the way. */
export function sentenceOf(problem: CombinedError): string {
  if (problem.networkError) return problem.networkError.message;
  return problem.graphQLErrors[0]?.message ?? t("connection.unknown");
}
