import type { ConfigProviderProps } from "antd";
import { language } from "../text";

/** The words antd itself says ("No data", "OK"), in the reader's language. */
export async function loadLocale(): Promise<NonNullable<ConfigProviderProps["locale"]>> {
  return language === "en" ? (await import("antd/locale/en_US")).default : (await import("antd/locale/zh_CN")).default;
}
