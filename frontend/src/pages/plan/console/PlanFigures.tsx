import type { ReactNode } from "react";
import { t } from "../../../app/text";
import type { Plan } from "./documents";

/** How good the plan is: how much of what is open it covers, how it spreads the work, how far it may be from the best. */
export function PlanFigures({ plan }: { plan: Plan }): ReactNode {
  const percent = Math.round(plan.leastProbability * 100);
  return (
    <dl className="plan-figures">
      <div>
        <dt>{t("plan.covered")}</dt>
        <dd>
          <span role="status">
            {t("plan.coveredOf", { covered: Number(plan.covered), most: Number(plan.coveredAtMost) })}
          </span>
        </dd>
      </div>
      <div>
        <dt>{t("plan.spread")}</dt>
        <dd>
          {t("plan.spreadOf", {
            asked: plan.partnersAsked,
            possible: plan.partnersPossible,
            most: plan.mostOfOnePartner,
          })}
        </dd>
      </div>
      <div>
        <dt>{t("plan.score")}</dt>
        <dd>{plan.score.toFixed(1)}</dd>
      </div>
      <div>
        <dt>{t("plan.gap")}</dt>
        <dd>{gapOf(plan)}</dd>
      </div>
      <div>
        <dt>{t("plan.least")}</dt>
        <dd>{t("plan.leastOf", { percent })}</dd>
      </div>
    </dl>
  );
}

const noticeable = 0.005;

function gapOf({ pointsShort }: Plan): string {
  if (pointsShort === null) return t("plan.gapOfCount");
  return pointsShort < noticeable ? t("plan.gapNone") : t("plan.gapOfPoints", { points: pointsShort.toFixed(2) });
}
