import type { ReactNode } from "react";
import { canOpenWithoutNetwork } from "../../../../app/resident/worker";
import { t } from "../../../../app/text";
import { useIsOnline } from "../../../../graph/online";

/** What becomes of the words when the page is closed or the network goes: the truth on this device and address. */
export function KeptNote({ isKept }: { isKept: boolean }): ReactNode {
  const isOnline = useIsOnline();
  if (!isKept) return <p className="note note-warn">{t("kept.nowhere")}</p>;
  if (isOnline) return null;
  return <p className="note note-soft">{t(canOpenWithoutNetwork() ? "kept.here" : "kept.keepOpen")}</p>;
}
