import type { ReactNode } from "react";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment, type ResultOf } from "../../../graph/graphql";
import { placeOf, PlaceFields } from "../../region/place";
import { StageLine, type StageTimes } from "./StageLine";

export const NeedStandingFields = graphql(
  `
    fragment NeedStandingFields on Need {
      number
      status
      createdAt
      doneAt
      closedAt
      respondBy
      finishBy
      answer {
        reasonText
        nextStep
        holdUntil
      }
      mergedInto {
        id
        title
      }
      region {
        ...PlaceFields
      }
      owner {
        id
        called
      }
      urges {
        count
        lastAt
      }
      endorsements {
        sentence
      }
      dispatches {
        id
        status
        createdAt
        takenAt
        startedAt
      }
    }
  `,
  [PlaceFields],
);

type Need = ResultOf<typeof NeedStandingFields>;

/** Where a need stands, what was answered, what is promised by when. */
export function NeedStanding({ need: fields }: { need: FragmentOf<typeof NeedStandingFields> }): ReactNode {
  const need = readFragment(NeedStandingFields, fields);
  const urged = need.urges?.lastAt;
  return (
    <section className="card">
      <StageLine status={need.status} times={timesOf(need)} />
      {need.answer?.reasonText && <p>{need.answer.reasonText}</p>}
      {need.answer?.nextStep && (
        <p>
          <strong>{t("need.nextStep")}</strong>
          {need.answer.nextStep}
        </p>
      )}
      {need.mergedInto && (
        <p>
          <a href={address("/needs", need.mergedInto.id)}>{need.mergedInto.title}</a>
        </p>
      )}
      <dl className="pairs">
        <Promise need={need} />
        {need.owner && <Pair name={t("need.owner")} value={need.owner.called} />}
        {need.region && <Pair name={t("need.region")} value={placeOf(need.region) ?? ""} />}
        <Pair name={t("posted.number")} value={need.number} />
        {urged && <Pair name={t("need.urged")} value={momentOf(urged)} />}
      </dl>
      {need.endorsements.sentence && <p className="hint">{need.endorsements.sentence}</p>}
    </section>
  );
}

function Pair({ name, value }: { name: string; value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

const unhelped: readonly Need["dispatches"][number]["status"][] = ["RETURNED", "EXPIRED", "RECALLED", "FAILED"];

function timesOf(need: Need): StageTimes {
  const helping = need.dispatches.filter((dispatch) => !unhelped.includes(dispatch.status));
  const earliest = (times: (string | null)[]): string | undefined => times.filter((time) => time !== null).sort()[0];
  return {
    received: need.createdAt,
    arranged: earliest(helping.map((dispatch) => dispatch.createdAt)),
    taken: earliest(helping.map((dispatch) => dispatch.takenAt)),
    underWay: earliest(helping.map((dispatch) => dispatch.startedAt)),
    done: need.doneAt,
    verdict: need.closedAt,
  };
}

const finished: readonly Need["status"][] = ["DONE", "CLOSED", "DECLINED", "TRANSFERRED", "MERGED", "WITHDRAWN"];

/** The date promised next: the answer while nobody has it in hand, then the end. */
function Promise({ need }: { need: Need }): ReactNode {
  if (finished.includes(need.status)) return null;
  if (need.status === "ON_HOLD") {
    const until = need.answer?.holdUntil;
    return until ? <Pair name={t("need.holdUntil")} value={momentOf(until)} /> : null;
  }
  const isWaiting = need.status === "RAISED";
  return (
    <Pair
      name={t(isWaiting ? "posted.respondBy" : "posted.finishBy")}
      value={momentOf(isWaiting ? need.respondBy : need.finishBy)}
    />
  );
}
