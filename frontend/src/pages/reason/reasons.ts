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

/** What a code of the list says; null without a code, or while the list is fetched. */
export function useReasonLabel(list: Word<"ReasonList">, code: string | null): string | null {
  return useReasons(list).find((reason) => reason.code === code)?.label ?? null;
}
