import { t } from "../../../app/text";
import type { Figure, Indicator } from "./documents";

type Measure = Indicator["measure"];
type Told = Pick<Figure, "value" | "isKeptBack">;

/** A figure as people read it: "86.1%", "22.5 小时", "0.63"; a dash while there is nothing to divide by. */
export function valueOf({ value, isKeptBack }: Told, measure: Measure): string {
  if (isKeptBack) return t("dashboard.keptBack");
  if (value === null) return "—";
  if (measure === "SHARE") return `${rounded(value * 100, 1)}%`;
  if (measure === "HOURS") return t("dashboard.hours", { hours: rounded(value, 1) });
  if (measure === "GINI") return value.toFixed(2);
  return t("dashboard.cases", { count: value });
}

/** What stands above and below the line: "4 / 5"; null where it is not told. */
export function fractionOf({ numerator, denominator }: Pick<Figure, "numerator" | "denominator">): string | null {
  return numerator === null || denominator === null ? null : `${numerator} / ${denominator}`;
}

/** "上期 100%（4 / 4）". */
export function previousOf(previous: Figure, measure: Measure): string {
  const value = valueOf(previous, measure);
  const fraction = measure === "SHARE" && previous.value !== null ? fractionOf(previous) : null;
  return fraction === null ? t("dashboard.previous", { value }) : t("dashboard.previousOf", { value, fraction });
}

/** "2026-10", as a heading of a column reads it. */
export function monthOf({ since }: Pick<Figure, "since">): string {
  return since.slice(0, "2026-10".length);
}

/** "10月1日—10月31日", each with the year when the two differ. */
export function spanOf(since: string, until: string): string {
  const isOneYear = since.slice(0, 4) === until.slice(0, 4);
  return t("dashboard.span", { since: shortDay(since, !isOneYear), until: shortDay(until, !isOneYear) });
}

function shortDay(day: string, withYear: boolean): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const values = { year, month: Number(month), day: Number(date) };
  return t(withYear ? "dashboard.dayOfYear" : "dashboard.day", values);
}

function rounded(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
