import type { ReactNode } from "react";
import { t } from "../../app/text";
import { leftUntil } from "../../app/time";
import type { Word } from "../../graph/graphql";
import { Mark, type Tone } from "./Mark";

const urgencyColours: Record<Word<"Urgency">, Tone> = { P1: "red", P2: "orange", P3: "plain", P4: "blue" };

export function UrgencyTag({ urgency }: { urgency: Word<"Urgency"> }): ReactNode {
  return <Mark tone={urgencyColours[urgency]}>{t(`urgency.${urgency}`)}</Mark>;
}

const needColours: Partial<Record<Word<"NeedStatus">, Tone>> = {
  RAISED: "orange",
  REOPENED: "orange",
  ACCEPTED: "gold",
  DISPATCHED: "blue",
  TAKEN: "blue",
  UNDER_WAY: "blue",
  DONE: "green",
};

export function NeedStatusTag({ status }: { status: Word<"NeedStatus"> }): ReactNode {
  return <Mark tone={needColours[status] ?? "plain"}>{t(`needStatus.${status}`)}</Mark>;
}

const dispatchColours: Partial<Record<Word<"DispatchStatus">, Tone>> = {
  SENT: "orange",
  PROPOSED: "purple",
  CLAIMED: "purple",
  TAKEN: "blue",
  UNDER_WAY: "blue",
  DONE: "green",
  FAILED: "red",
  EXPIRED: "red",
};

export function DispatchStatusTag({ status }: { status: Word<"DispatchStatus"> }): ReactNode {
  return <Mark tone={dispatchColours[status] ?? "plain"}>{t(`dispatchStatus.${status}`)}</Mark>;
}

/** "还有 3 小时", and in red with the word when it is over. */
export function Deadline({ at }: { at: string }): ReactNode {
  const { text, isOver } = leftUntil(at);
  return <span className={isOver ? "deadline deadline-over" : "deadline"}>{text}</span>;
}
