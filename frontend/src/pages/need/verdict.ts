import type { Word } from "../../graph/graphql";
import { useReasons } from "../reason/reasons";

export const solvedWords: readonly Word<"Solved">[] = ["YES", "PARTLY", "NO"];

export const satisfiedWords: readonly Word<"Satisfied">[] = [
  "VERY_SATISFIED",
  "SATISFIED",
  "FAIR",
  "DISSATISFIED",
  "VERY_DISSATISFIED",
];

/** The coded reasons that fit the two answers so far. */
export function useOfferedReasons(solved: Word<"Solved"> | "", satisfied: Word<"Satisfied"> | "") {
  const notSolved = useReasons("NOT_SOLVED");
  const notSatisfied = useReasons("NOT_SATISFIED");
  const pleased = useReasons("SATISFIED");
  const isUnhappy = satisfied === "DISSATISFIED" || satisfied === "VERY_DISSATISFIED";
  const isUnsolved = solved === "PARTLY" || solved === "NO";
  const reasons = [...(isUnsolved ? notSolved : []), ...(isUnhappy ? notSatisfied : satisfied === "" ? [] : pleased)];
  return reasons.map((reason) => ({ value: reason.code, label: reason.label }));
}
