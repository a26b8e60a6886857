import type { OperationResult } from "urql";
import { sentenceOf } from "./client";
import { graphql, type ResultOf } from "./graphql";

/** What every refusal says; spread it in each mutation. */
export const RefusalText = graphql(`
  fragment RefusalText on Refusal @_unmask {
    __typename
    message
    remedy
    ... on InvalidInput {
      fields {
        field
        message
      }
    }
    ... on PublishWarning {
      warnings
    }
    ... on PlanOutdated {
      lines
    }
  }
`);

export type Refusal = ResultOf<typeof RefusalText>;

/** The members of a mutation's result that are not refusals. */
export type Success<Data> = Exclude<Data[keyof Data], { message: string } | null | undefined>;

export type Outcome<Data> =
  | { kind: "done"; value: Success<Data> }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "unanswered"; sentence: string };

/** Sort the answer to a mutation: each has exactly one root field. */
export function outcomeOf<Data extends object>(result: OperationResult<Data, never>): Outcome<Data> {
  if (result.error) return { kind: "unanswered", sentence: sentenceOf(result.error) };
  const [answer] = Object.values<unknown>(result.data ?? {});
  if (isRefusal(answer)) return { kind: "refused", refusal: answer };
  return { kind: "done", value: answer as Success<Data> };
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === "object" && answer !== null && "message" in answer && "remedy" in answer;
}
