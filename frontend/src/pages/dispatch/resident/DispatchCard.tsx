import type { ReactNode } from "react";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { leftUntil, spanOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { amountOf } from "../../../parts/amount";
import { placeOf, PlaceFields } from "../../region/place";

export const DispatchCardFields = graphql(
  `
    fragment DispatchCardFields on Dispatch {
      id
      status
      quantity
      unit
      startsAt
      endsAt
      respondBy
      minutesSpent
      need {
        id
        title
        region {
          ...PlaceFields
        }
      }
      resource {
        id
        title
      }
    }
  `,
  [PlaceFields],
);

/** One thing a partner was asked to do. */
export function DispatchCard({ dispatch }: { dispatch: FragmentOf<typeof DispatchCardFields> }): ReactNode {
  const fields = readFragment(DispatchCardFields, dispatch);
  const { id, status, need, resource } = fields;
  const span = spanOf(fields.startsAt, fields.endsAt);
  const left = leftUntil(fields.respondBy);
  return (
    <li className="card need-card">
      <a className="card-link" href={address("/dispatches", id)}>
        <h2 className="card-title">{need?.title ?? resource?.title ?? t("dispatch.untitled")}</h2>
      </a>
      <p className="facts">
        <span className={`state state-${status === "SENT" ? "waiting" : "plain"}`}>{t(`asked.${status}`)}</span>
        {need?.region && <span>{placeOf(need.region)}</span>}
        <span>{amountOf(fields.quantity, fields.unit)}</span>
        {span && <span>{span}</span>}
      </p>
      {status === "SENT" && (
        <p className="hint">{left.isOver ? t("dispatch.answerLate") : t("dispatch.answerIn", { left: left.text })}</p>
      )}
    </li>
  );
}
