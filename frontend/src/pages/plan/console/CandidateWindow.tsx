import { Button, Modal } from "antd";
import type { ReactNode } from "react";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { Nothing } from "../../../parts/console/Answer";
import { Mark } from "../../../parts/console/Mark";
import { headlineOf } from "../../need/headline";
import { CandidateFacts } from "./CandidateFacts";
import type { Candidate, Line, Uncovered } from "./documents";

interface Props {
  of: Line | Uncovered;
  choose: (candidate: Candidate) => void;
  close: () => void;
}

/** The others that were compared for a part, the most fitting first; who is chosen is pinned. */
export function CandidateWindow({ of, choose, close }: Props): ReactNode {
  const chosen = "match" in of ? of.match.resource.id : null;
  const hasOthers = of.candidates.some(({ resource }) => resource.id !== chosen);
  return (
    <Modal open title={t("plan.replaceTitle", { need: headlineOf(of.need) })} footer={null} onCancel={close}>
      {!hasOthers && <Nothing>{t("plan.noOther")}</Nothing>}
      <ol className="plain-list">
        {of.candidates.map((candidate) => (
          <li key={candidate.resource.id} className="plan-choosing">
            <CandidateFacts candidate={candidate} />
            {candidate.resource.id === chosen ? (
              <Mark tone="green">{t("plan.chosen")}</Mark>
            ) : (
              <Button onClick={() => choose(candidate)}>
                {t(chosen === null ? "plan.chooseThis" : "plan.replaceBy")}
                <span className="for-readers">{candidate.resource.title}</span>
              </Button>
            )}
          </li>
        ))}
      </ol>
      <a href={address("/", { need: of.need.id })}>{t("plan.allMatches")}</a>
    </Modal>
  );
}
