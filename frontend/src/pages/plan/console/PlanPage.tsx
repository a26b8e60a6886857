import { Alert, Input } from "antd";
import { type ReactNode, useState } from "react";
import { useDeskTurned, useRegion } from "../../../app/console/region";
import { address, go, usePlace } from "../../../app/router";
import { t } from "../../../app/text";
import { today } from "../../../app/time";
import { sentenceOf } from "../../../graph/client";
import { Loading, Nothing, Problem } from "../../../parts/console/Answer";
import { RegionChoice } from "../../region/console/RegionChoice";
import { type Edit, refusedAmong } from "./edits";
import { EditList } from "./EditList";
import { PlanBody } from "./PlanBody";
import { usePlan } from "./usePlan";

/** 派单计划: whom to ask for what on a day; looked through and edited before anybody is asked. */
export default function PlanPage(): ReactNode {
  const { region: atDesk } = useRegion();
  const { query } = usePlace();
  const region = query.get("region") ?? atDesk.id;
  const day = query.get("day") ?? today();

  useDeskTurned((turned) => go(address("/plan", { region: turned, day })));

  return (
    <>
      <h1>{t("console.plan")}</h1>
      <p className="soft">{t("plan.explained")}</p>
      <div className="plan-choice">
        <RegionChoice
          label={t("plan.region")}
          region={region}
          choose={(chosen) => go(address("/plan", { region: chosen, day }))}
        />
        <label>
          <span>{t("plan.day")}</span>
          <Input
            type="date"
            min={today()}
            value={day}
            onChange={({ target }) => target.value && go(address("/plan", { region, day: target.value }))}
          />
        </label>
      </div>
      <PlanOfDay key={`${region} ${day}`} region={region} day={day} />
    </>
  );
}

function PlanOfDay({ region, day }: { region: string; day: string }): ReactNode {
  const [edits, setEdits] = useState<Edit[]>([]);
  const [sent, setSent] = useState(0);
  const { plan, isBusy, isRefused, error, again } = usePlan(region, day, edits);
  const fields = error?.graphQLErrors.flatMap(({ extensions }) => (extensions["fields"] as string[] | undefined) ?? []);
  return (
    <>
      {sent > 0 && (
        <Alert
          className="stacked"
          type="success"
          showIcon
          title={t("plan.sent", { count: sent })}
          action={<a href="#/board">{t("plan.toBoard")}</a>}
        />
      )}
      <EditList edits={edits} refused={refusedAmong(edits, fields ?? [])} change={setEdits} />
      {error && <Problem sentence={sentenceOf(error)} again={again} />}
      {isRefused && <Nothing>{t("plan.notYours")}</Nothing>}
      {!plan && isBusy && <Loading />}
      {plan && !isRefused && (
        <PlanBody
          plan={plan}
          edits={edits}
          change={setEdits}
          isOld={isBusy || error !== undefined}
          again={again}
          sent={(count) => {
            setSent(count);
            setEdits([]);
            again();
          }}
        />
      )}
    </>
  );
}
