import { t } from "../app/text";
import type { Word } from "../graph/graphql";

/** "3 次", "2000 元". */
export function amountOf(quantity: string, unit: Word<"Unit">): string {
  return t(`amount.${unit}`, { quantity: Number(quantity) });
}

export const units: readonly Word<"Unit">[] = ["TIME", "PERSON", "HOUR", "PIECE", "PLACE", "SQUARE_METRE", "YUAN"];

export const kinds: readonly Word<"Kind">[] = ["SERVICE", "SKILL", "GOODS", "VENUE", "FUND", "POLICY"];
