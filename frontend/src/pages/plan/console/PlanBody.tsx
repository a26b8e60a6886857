import { Alert, Button, Checkbox } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { Nothing, RefusalNote, StepNote } from "../../../parts/console/Answer";
import { CandidateWindow } from "./CandidateWindow";
import { keyOf, type Line, type Plan, type Uncovered } from "./documents";
import { type Edit, leftOut, pinned, replaced } from "./edits";
import { PlanFigures } from "./PlanFigures";
import { PlanLine } from "./PlanLine";
import { SendWindow } from "./SendWindow";
import { UncoveredPart } from "./UncoveredPart";
import { useSending } from "./useSending";

interface Props {
  plan: Plan;
  edits: readonly Edit[];
  change: (edits: Edit[]) => void;
  /** Whether the next plan is still to come: this one can be read, and not sent. */
  isOld: boolean;
  again: () => void;
  sent: (count: number) => void;
}

/** A plan with its lines, what is left over, and the button that sends it. */
export function PlanBody({ plan, edits, change, isOld, again, sent }: Props): ReactNode {
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set());
  const [looking, setLooking] = useState<Line | Uncovered | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const sending = useSending(plan, sent);
  const ticked = plan.lines.filter((line) => !unticked.has(keyOf(line)));

  if (plan.lines.length === 0 && plan.uncovered.length === 0) return <Nothing>{t("plan.nothing")}</Nothing>;

  function tick(keys: readonly string[], isTicked: boolean): void {
    const next = new Set(unticked);
    for (const key of keys) {
      if (isTicked) next.delete(key);
      else next.add(key);
    }
    setUnticked(next);
  }

  return (
    <div aria-busy={isOld} className={isOld ? "plan plan-old" : "plan"}>
      <PlanFigures plan={plan} />
      {plan.isCut && <Alert className="stacked" type="info" showIcon title={t("plan.cut")} />}
      {sending.outdated ? (
        <>
          <RefusalNote refusal={sending.outdated.refusal} />
          <Button className="stacked" onClick={again}>
            {t("plan.again")}
          </Button>
        </>
      ) : (
        <StepNote step={sending.step} />
      )}
      <div className="plan-send">
        <Checkbox
          checked={ticked.length > 0 && ticked.length === plan.lines.length}
          indeterminate={ticked.length > 0 && ticked.length < plan.lines.length}
          disabled={plan.lines.length === 0}
          onChange={({ target }) => tick(plan.lines.map(keyOf), target.checked)}
        >
          {t("plan.all")}
        </Checkbox>
        <Button type="primary" disabled={isOld || ticked.length === 0} onClick={() => setIsAsking(true)}>
          {t("plan.send", { count: ticked.length })}
        </Button>
      </div>
      <h2>{t("plan.lines", { count: plan.lines.length })}</h2>
      {plan.lines.length === 0 && <Nothing>{t("plan.noLines")}</Nothing>}
      <ol className="plain-list">
        {plan.lines.map((line, index) => (
          <PlanLine
            // A part keeps its place, and with it the reader's, when somebody else is asked for it.
            key={`${line.part.id} ${plan.lines.slice(0, index).filter(({ part }) => part.id === line.part.id).length}`}
            line={line}
            isTicked={!unticked.has(keyOf(line))}
            hasChanged={sending.outdated?.keys.has(keyOf(line)) ?? false}
            tick={(isTicked) => tick([keyOf(line)], isTicked)}
            edits={edits}
            change={change}
            replace={() => setLooking(line)}
          />
        ))}
      </ol>
      {plan.uncovered.length > 0 && <h2>{t("plan.uncovered", { count: plan.uncovered.length })}</h2>}
      <ul className="plain-list">
        {plan.uncovered.map((part) => (
          <UncoveredPart
            key={part.part.id}
            uncovered={part}
            choose={() => setLooking(part)}
            leave={() => change(leftOut(edits, part))}
          />
        ))}
      </ul>
      {looking && (
        <CandidateWindow
          of={looking}
          close={() => setLooking(null)}
          choose={(candidate) => {
            setLooking(null);
            change(
              "match" in looking
                ? replaced(edits, plan.lines, looking, candidate)
                : pinned(edits, looking, candidate),
            );
          }}
        />
      )}
      {isAsking && (
        <SendWindow
          lines={ticked}
          isBusy={sending.step.busy}
          close={() => setIsAsking(false)}
          send={() => void sending.send(ticked).then(() => setIsAsking(false))}
        />
      )}
    </div>
  );
}
