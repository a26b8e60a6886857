import type { ResultOf } from "../../graph/graphql";
import type { DemoAccounts } from "./documents";

export type DemoAccount = ResultOf<typeof DemoAccounts>["demoAccounts"][number];

/** The demo accounts, those who work at this entry first. */
export function accountsFor(entry: "resident" | "console", accounts: readonly DemoAccount[]): DemoAccount[] {
  const here = accounts.filter((account) => account.entry === entry);
  const elsewhere = accounts.filter((account) => account.entry !== entry);
  return [...here, ...elsewhere];
}
