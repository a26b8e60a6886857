import type { ReactNode } from "react";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { amountOf } from "../../../parts/amount";

interface Part {
  id: string;
  text: string;
  quantity: string;
  promised: string;
  unit: Word<"Unit">;
}

/** Which parts of a need nobody has promised yet, and how much of each. */
export function OpenParts({ parts }: { parts: readonly Part[] }): ReactNode {
  const open = parts.flatMap((part) => {
    const left = Number(part.quantity) - Number(part.promised);
    return left > 0 ? [{ ...part, left: amountOf(String(left), part.unit) }] : [];
  });
  if (parts.length < 2 && open.every(({ left, quantity, unit }) => left === amountOf(quantity, unit))) return null;
  return (
    <p className="open-parts">
      {open.length === 0
        ? t("part.allPromised")
        : t("part.stillOpen", {
            parts: open.map(({ text, left }) => [text, left].filter(Boolean).join(" ")).join(t("list.comma")),
          })}
    </p>
  );
}
