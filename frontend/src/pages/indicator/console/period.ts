import { today } from "../../../app/time";
import type { TextKey } from "../../../app/text";

export interface Period {
  since: string;
  until: string;
}

export const choices = ["days30", "thisMonth", "lastMonth", "days90", "thisYear", "own"] as const;
export type Choice = (typeof choices)[number];

const dayMilliseconds = 86_400_000;

function moved(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMilliseconds).toISOString().slice(0, "2026-11-21".length);
}

const firstOfMonth = (day: string): string => `${day.slice(0, "2026-11".length)}-01`;

/** The days a choice means, counted from today in China. */
export function periodOf(choice: Choice, now: string = today()): Period {
  if (choice === "thisMonth") return { since: firstOfMonth(now), until: now };
  if (choice === "lastMonth") {
    const until = moved(firstOfMonth(now), -1);
    return { since: firstOfMonth(until), until };
  }
  if (choice === "thisYear") return { since: `${now.slice(0, 4)}-01-01`, until: now };
  return { since: moved(now, choice === "days90" ? -89 : -29), until: now };
}

const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text);

/** The choice in the address and the days it means. */
export function periodIn(query: URLSearchParams): { choice: Choice; period: Period } {
  const choice = choices.find((each) => each === query.get("period")) ?? "days30";
  if (choice !== "own") return { choice, period: periodOf(choice) };
  const [since, until] = [query.get("since"), query.get("until")];
  const period = isDay(since) && isDay(until) && since <= until ? { since, until } : periodOf("days30");
  return { choice, period };
}

export const choiceText = (choice: Choice): TextKey => `period.${choice}`;
