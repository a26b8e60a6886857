import type { ReactNode } from "react";

export type Tone = "plain" | "red" | "orange" | "gold" | "green" | "blue" | "purple" | "magenta";

/** A short word about a row. The tone only underlines what the word says, and keeps a contrast of 4.5 : 1. */
export function Mark({ tone = "plain", children }: { tone?: Tone; children: ReactNode }): ReactNode {
  return <span className={`mark mark-${tone}`}>{children}</span>;
}
