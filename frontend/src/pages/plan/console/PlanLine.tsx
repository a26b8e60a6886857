import { Button, Checkbox } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { spanOf } from "../../../app/time";
import { amountOf } from "../../../parts/amount";
import { Mark } from "../../../parts/console/Mark";
import { headlineOf } from "../../need/headline";
import { CandidateFacts } from "./CandidateFacts";
import type { Line } from "./documents";
import { type Edit, forbidden, leftOut, pinned, unpinned } from "./edits";
import { NeedHead } from "./NeedHead";

interface Props {
  line: Line;
  isTicked: boolean;
  /** Whether the server said that this line rests on what is no longer so. */
  hasChanged: boolean;
  tick: (isTicked: boolean) => void;
  edits: readonly Edit[];
  change: (edits: Edit[]) => void;
  replace: () => void;
}

/** One dispatch as it would be sent: for which need, of whom, why, and what staff may do otherwise. */
export function PlanLine({ line, isTicked, hasChanged, tick, edits, change, replace }: Props): ReactNode {
  const { number, need, part, match, isPinned } = line;
  const amount = amountOf(line.quantity, line.unit);
  const when = spanOf(line.startsAt, line.endsAt) ?? t("plan.timeOpen");
  const called = headlineOf(need);
  return (
    <li className={isTicked ? "plan-line" : "plan-line plan-line-off"}>
      <Checkbox
        aria-label={t("plan.tick", { number, need: called })}
        checked={isTicked}
        onChange={({ target }) => tick(target.checked)}
      >
        {number}
      </Checkbox>
      <div className="plan-need">
        <NeedHead need={need} text={part.text} />
        <div className="soft">{[amount, when].join(" · ")}</div>
        {hasChanged && <Mark tone="red">{t("plan.changed")}</Mark>}
        {isPinned && <Mark tone="blue">{t("plan.pinned")}</Mark>}
      </div>
      <CandidateFacts candidate={match} />
      <div className="plan-edit" role="group" aria-label={t("plan.editsOf", { number })}>
        <Button
          size="small"
          aria-pressed={isPinned}
          onClick={() => change(isPinned ? unpinned(edits, line) : pinned(edits, line, match))}
        >
          {t(isPinned ? "plan.unpin" : "plan.pin")}
        </Button>
        <Button size="small" onClick={replace}>
          {t("plan.replace")}
        </Button>
        <Button size="small" onClick={() => change(forbidden(edits, line, match))}>
          {t("plan.forbid")}
        </Button>
        <Button size="small" onClick={() => change(leftOut(edits, line))}>
          {t("plan.leave")}
        </Button>
      </div>
    </li>
  );
}
