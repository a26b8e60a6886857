import { language, t } from "./text";

/** Every hour on the pages is the hour in China, wherever the device stands. */
const zone = "Asia/Shanghai";
const offset = "+08:00";
const minute = 60_000;

const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: zone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  weekday: "short",
});

type Piece = "year" | "month" | "day" | "hour" | "minute" | "weekday";

function piecesOf(moment: Date): Record<Piece, string> {
  const pieces = { year: "", month: "", day: "", hour: "", minute: "", weekday: "" };
  return Object.assign(pieces, Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, value])));
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export function weekdayName(weekday: number): string {
  return t(`weekday.${weekday as 0 | 1 | 2 | 3 | 4 | 5 | 6}`);
}

/** "11月21日 周六", with the year when it is another one. */
export function dayOf(iso: string): string {
  const pieces = piecesOf(new Date(iso));
  const thisYear = piecesOf(new Date()).year;
  const weekday = weekdayName(weekdays.indexOf(pieces.weekday));
  const values = { year: pieces.year, month: Number(pieces.month), day: Number(pieces.day), weekday };
  return pieces.year === thisYear ? t("time.day", values) : t("time.dayOfYear", values);
}

/** "11月21日 周六 14:30". */
export function momentOf(iso: string): string {
  const pieces = piecesOf(new Date(iso));
  return `${dayOf(iso)} ${pieces.hour}:${pieces.minute}`;
}

/** "14:30". */
export function clockOf(iso: string): string {
  const pieces = piecesOf(new Date(iso));
  return `${pieces.hour}:${pieces.minute}`;
}

/** "11月21日 周六 14:30–16:00", or both days in full when they differ; null without a beginning. */
export function spanOf(from: string | null, until: string | null): string | null {
  if (!from) return until ? t("time.until", { moment: momentOf(until) }) : null;
  if (!until) return momentOf(from);
  return dayOf(from) === dayOf(until)
    ? `${momentOf(from)}–${clockOf(until)}`
    : `${momentOf(from)} – ${momentOf(until)}`;
}

/** Time left to a deadline, "还有 3 小时" or "已超 2 天". */
export function leftUntil(iso: string, now: number = Date.now()): { text: string; isOver: boolean } {
  const gap = new Date(iso).getTime() - now;
  const isOver = gap < 0;
  const amount = amountOf(Math.abs(gap));
  return { text: t(isOver ? "time.over" : "time.left", { amount }), isOver };
}

function amountOf(gap: number): string {
  const minutes = Math.max(1, Math.round(gap / minute));
  if (minutes < 60) return t("time.minutes", { count: minutes });
  const hours = Math.round(minutes / 60);
  if (hours < 48) return t("time.hours", { count: hours });
  return t("time.days", { count: Math.round(hours / 24) });
}

/** What a `datetime-local` field shows for a moment. */
export function fieldOf(iso: string | null | undefined): string {
  if (!iso) return "";
  const pieces = piecesOf(new Date(iso));
  return `${pieces.year}-${pieces.month}-${pieces.day}T${pieces.hour}:${pieces.minute}`;
}

/** Today's day in China, as a `date` field shows it. */
export function today(): string {
  return fieldOf(new Date().toISOString()).slice(0, "2026-11-21".length);
}

/** The moment meant by a `datetime-local` field, or null when it is empty. */
export function momentIn(field: string): string | null {
  return field === "" ? null : new Date(`${field}:00${offset}`).toISOString();
}

export const isChinese = language === "zh-CN";
