import { useQuery } from "urql";
import { graphql, type ResultOf, type Word } from "../../graph/graphql";

const ReasonsQuery = graphql.persisted(
  "Reasons",
  graphql(`
    query Reasons($list: ReasonList!) {
      reasons(list: $list) {
        code
        label
        nextStep
      }
    }
  `),
);

export type Reason = ResultOf<typeof ReasonsQuery>["reasons"][number];

/** The coded reasons of one list, in the server's order; empty while they are fetched. */
export function useReasons(list: Word<"ReasonList">): Reason[] {
  const [{ data }] = useQuery({ query: ReasonsQuery, variables: { list }, requestPolicy: "cache-first" });
  return data?.reasons ?? [];
}
