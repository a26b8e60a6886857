import { addTexts, language } from "../text";
import chinese from "./texts/zh-CN.json";

/** Fetch the texts that only the console says; residents never wait for them. */
export async function loadConsoleTexts(): Promise<void> {
  addTexts(language === "en" ? (await import("./texts/en.json")).default : chinese);
}
