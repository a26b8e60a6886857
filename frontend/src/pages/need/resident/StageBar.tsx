import type { ReactNode } from "react";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { stageOf, stages, standing } from "../stage";

interface Props {
  status: Word<"NeedStatus">;
  /** Only the bar, without the sentence below it. */
  isShort?: boolean;
}

/** 收到了 → 已安排 → 师傅接了 → 正在办 → 办好了 → 您的评价. */
export function StageBar({ status, isShort }: Props): ReactNode {
  const stage = stageOf(status);
  const reached = stage === null ? -1 : stages.indexOf(stage);
  return (
    <>
      {stage !== null && (
        <ol className="stages">
          {stages.map((each, index) => (
            <li
              key={each}
              className={index < reached || status === "CLOSED" ? "stage-past" : index === reached ? "stage-now" : ""}
              aria-current={index === reached ? "step" : undefined}
            >
              {t(`stages.${each}`)}
            </li>
          ))}
        </ol>
      )}
      {!isShort && <p className="standing">{standing(status)}</p>}
    </>
  );
}
