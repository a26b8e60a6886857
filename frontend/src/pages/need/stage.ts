import { t } from "../../app/text";
import type { Word } from "../../graph/graphql";

type Status = Word<"NeedStatus">;

/** The steps a resident sees; staff words such as 受理 and 派单 never appear here. */
export const stages = ["received", "arranged", "taken", "underWay", "done", "verdict"] as const;
export type Stage = (typeof stages)[number];

const stageOfStatus: Partial<Record<Status, Stage>> = {
  RAISED: "received",
  ACCEPTED: "received",
  DISCUSSING: "received",
  DECIDED: "received",
  REOPENED: "received",
  DISPATCHED: "arranged",
  TAKEN: "taken",
  UNDER_WAY: "underWay",
  DONE: "done",
  CLOSED: "verdict",
};

/** How far a need is, or null when it left the usual way (turned away, withdrawn, on hold …). */
export function stageOf(status: Status): Stage | null {
  return stageOfStatus[status] ?? null;
}

/** One everyday sentence for where a need stands. */
export function standing(status: Status): string {
  return t(`standing.${status}`);
}
