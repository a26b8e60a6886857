import { Tag } from "antd";
import type { ReactNode } from "react";
import { t } from "../../app/text";
import { leftUntil } from "../../app/time";
import type { Word } from "../../graph/graphql";

const urgencyColours: Record<Word<"Urgency">, string> = { P1: "red", P2: "orange", P3: "default", P4: "blue" };

export function UrgencyTag({ urgency }: { urgency: Word<"Urgency"> }): ReactNode {
  return <Tag color={urgencyColours[urgency]}>{t(`urgency.${urgency}`)}</Tag>;
}

const needColours: Partial<Record<Word<"NeedStatus">, string>> = {
  RAISED: "orange",
  REOPENED: "orange",
  ACCEPTED: "gold",
  DISPATCHED: "blue",
  TAKEN: "blue",
  UNDER_WAY: "cyan",
  DONE: "green",
};

export function NeedStatusTag({ status }: { status: Word<"NeedStatus"> }): ReactNode {
  return <Tag color={needColours[status] ?? "default"}>{t(`needStatus.${status}`)}</Tag>;
}

const dispatchColours: Partial<Record<Word<"DispatchStatus">, string>> = {
  SENT: "orange",
  PROPOSED: "purple",
  CLAIMED: "purple",
  TAKEN: "blue",
  UNDER_WAY: "cyan",
  DONE: "green",
  FAILED: "red",
  EXPIRED: "red",
};

export function DispatchStatusTag({ status }: { status: Word<"DispatchStatus"> }): ReactNode {
  return <Tag color={dispatchColours[status] ?? "default"}>{t(`dispatchStatus.${status}`)}</Tag>;
}

/** "还有 3 小时", and in red with the word when it is over. */
export function Deadline({ at }: { at: string }): ReactNode {
  const { text, isOver } = leftUntil(at);
  return <span className={isOver ? "deadline deadline-over" : "deadline"}>{text}</span>;
}
