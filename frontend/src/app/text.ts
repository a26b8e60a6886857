import type consoleChinese from "./console/texts/zh-CN.json";
import first from "texts:first";
import type chinese from "./texts/zh-CN.json";

/** The texts of all pages, and those that only the console loads. */
export type TextKey = keyof typeof chinese | keyof typeof consoleChinese;
export type Language = "zh-CN" | "en";

const stored = "language";

export const language: Language = localStorage.getItem(stored) === "en" ? "en" : "zh-CN";

const texts: Record<string, string> = { ...first };

export function addTexts(more: Record<string, string>): void {
  Object.assign(texts, more);
}

/** Fetch the texts of the chosen language, as far as the first page says them; call before the first render. */
export async function loadTexts(): Promise<void> {
  document.documentElement.lang = language;
  if (language === "en") await loadAllTexts();
}

let all: Promise<void> | null = null;

/** Fetch what all other pages say; they wait for it. */
export function loadAllTexts(): Promise<void> {
  all ??= (language === "en" ? import("./texts/en.json") : import("texts:rest")).then((more) => addTexts(more.default));
  return all;
}

/** The text of a key; `{name}` in it is replaced by the value of that name. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Keep the choice and start again in it: every text on the page, and every sentence of the server, changes. */
export function switchLanguage(): void {
  localStorage.setItem(stored, language === "en" ? "zh-CN" : "en");
  location.reload();
}
