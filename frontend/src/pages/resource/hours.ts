import { t } from "../../app/text";
import { weekdayName } from "../../app/time";

interface OpenHours {
  weekday: number;
  opens: string;
  closes: string;
}

/** "周一至周五 09:00–17:00；周六 09:00–12:00": days in a row with the same hours are said together. */
export function hoursOf(hours: readonly OpenHours[]): string {
  const sorted = [...hours].sort((one, other) => one.weekday - other.weekday || one.opens.localeCompare(other.opens));
  const runs: { first: number; last: number; span: string }[] = [];
  for (const { weekday, opens, closes } of sorted) {
    const span = `${opens}–${closes}`;
    const run = runs.find((each) => each.span === span && each.last === weekday - 1);
    if (run) run.last = weekday;
    else runs.push({ first: weekday, last: weekday, span });
  }
  return runs.map(({ first, last, span }) => `${daysOf(first, last)} ${span}`).join(t("list.comma"));
}

function daysOf(first: number, last: number): string {
  if (first === 0 && last === 6) return t("weekday.all");
  if (first === last) return weekdayName(first);
  return t("weekday.span", { first: weekdayName(first), last: weekdayName(last) });
}
