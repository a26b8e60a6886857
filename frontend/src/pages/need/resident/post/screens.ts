import type { TextKey } from "../../../../app/text";

/** The questions of the posting form. */
export type Question = "words" | "kind" | "photo" | "helpers" | "whom" | "where" | "when" | "call" | "amount";

const twoSteps: readonly Question[][] = [
  ["words", "kind", "photo", "helpers"],
  ["whom", "where", "when", "call", "amount"],
];

/** In 长辈版 what the community can find out itself is not asked. */
const oneByOne: readonly Question[] = ["words", "photo", "whom", "where", "when", "call"];

/** Which questions stand on which screen: two steps, or one question a screen in 长辈版. */
export function screensFor(isLarge: boolean): readonly (readonly Question[])[] {
  return isLarge ? oneByOne.map((question) => [question]) : twoSteps;
}

/** The screen an address asks for; one that cannot be shown yet, or is none, becomes the nearest that can. */
export function screenAt(step: string | null, screens: number, hasWords: boolean): number {
  const wanted = Number(step ?? "1") - 1;
  if (!Number.isInteger(wanted) || wanted < 0 || !hasWords) return 0;
  return Math.min(wanted, screens - 1);
}

/** What a screen asks, as its heading: the question itself where it is the only one. */
export function titleOf(screen: readonly Question[]): TextKey {
  const [first = "words", ...others] = screen;
  if (first === "words") return "post.whatTitle";
  return others.length > 0 ? "post.whereTitle" : `postTitle.${first}`;
}
