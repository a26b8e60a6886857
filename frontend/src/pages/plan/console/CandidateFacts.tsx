import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { Mark } from "../../../parts/console/Mark";
import type { Candidate } from "./documents";

const mostReasons = 3;

/** Nothing is quite sure, however it is rounded. */
function percentOf(probability: number): number {
  return Math.min(99, Math.round(probability * 100));
}

/** Who would be asked, how likely that fits, and the first reasons. */
export function CandidateFacts({ candidate }: { candidate: Candidate }): ReactNode {
  const { resource, probability, score, sentences, remarks } = candidate;
  return (
    <div className="plan-candidate">
      <strong>{resource.title}</strong> <span className="soft">{resource.partner?.name}</span>{" "}
      {probability !== null && score !== null && (
        <Tooltip title={t("match.scoreHint")}>
          <Mark>{t("plan.sure", { percent: percentOf(probability), score: score.toFixed(1) })}</Mark>
        </Tooltip>
      )}
      <ul className="reasons">
        {sentences.slice(0, mostReasons).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {remarks.map((remark) => (
          <li key={remark} className="remark-line">
            {remark}
          </li>
        ))}
      </ul>
    </div>
  );
}
