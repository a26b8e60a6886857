import { Button } from "antd";
import type { ReactNode } from "react";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { amountOf } from "../../../parts/amount";
import type { Uncovered } from "./documents";
import { NeedHead } from "./NeedHead";

interface Props {
  uncovered: Uncovered;
  choose: () => void;
  leave: () => void;
}

/** A part that nobody is asked for, why, and the way on: somebody who is full, or what kept the others out. */
export function UncoveredPart({ uncovered, choose, leave }: Props): ReactNode {
  const { need, part, quantity, sentence, candidates } = uncovered;
  return (
    <li className="plan-uncovered">
      <div className="plan-need">
        <NeedHead need={need} text={part.text} />
        <div className="soft">{amountOf(quantity, part.unit)}</div>
      </div>
      <div className="plan-candidate">{sentence}</div>
      <div className="plan-edit">
        {candidates.length > 0 && (
          <Button size="small" onClick={choose}>
            {t("plan.chooseOne")}
          </Button>
        )}
        <Button size="small" onClick={leave}>
          {t("plan.leave")}
        </Button>
        <Button size="small" href={address("/", { need: need.id })}>
          {t("plan.seeWhy")}
        </Button>
      </div>
    </li>
  );
}
