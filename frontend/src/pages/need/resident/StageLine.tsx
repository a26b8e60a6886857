import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import type { Word } from "../../../graph/graphql";
import { Icon } from "../../../parts/resident/Icon";
import { type Stage, stageOf, stages, standing } from "../stage";

/** When each stage was reached, as far as it was. */
export type StageTimes = Partial<Record<Stage, string | null | undefined>>;

interface Props {
  status: Word<"NeedStatus">;
  times: StageTimes;
}

/** 收到了 → 已安排 → 师傅接了 → 正在办 → 办好了 → 您的评价, one below the other, each with its day. */
export function StageLine({ status, times }: Props): ReactNode {
  const stage = stageOf(status);
  if (stage === null) return <p className="standing">{standing(status)}</p>;
  const reached = status === "CLOSED" ? stages.length : stages.indexOf(stage);
  return (
    <>
      <p className="standing">{standing(status)}</p>
      <ol className="stage-line">
        {stages.map((each, index) => {
          const at = index <= reached ? times[each] : null;
          return (
            <li
              key={each}
              className={index < reached ? "stage-past" : index === reached ? "stage-now" : "stage-ahead"}
              aria-current={index === reached ? "step" : undefined}
            >
              <span className="stage-mark">{index < reached && <Icon name="check" />}</span>
              <span>{t(`stages.${each}`)}</span>
              {at && <small>{dayOf(at)}</small>}
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** The same in a card: a bar in six pieces, and in words which one it is. */
export function StageBar({ status }: { status: Word<"NeedStatus"> }): ReactNode {
  const stage = stageOf(status);
  if (stage === null || status === "CLOSED") return null;
  const reached = stages.indexOf(stage);
  const values = { step: reached + 1, of: stages.length };
  return (
    <div className="stage-bar" role="img" aria-label={t("stages.position", values)}>
      {stages.map((each, index) => (
        <span key={each} className={index < reached ? "stage-past" : index === reached ? "stage-now" : ""} />
      ))}
    </div>
  );
}
