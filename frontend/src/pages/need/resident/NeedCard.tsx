import type { ReactNode } from "react";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { placeOf, PlaceFields } from "../../region/place";
import { HeadlineFields, headlineOf } from "../headline";
import { stageOf } from "../stage";

export const NeedCardFields = graphql(
  `
    fragment NeedCardFields on Need {
      id
      ...HeadlineFields
      status
      createdAt
      isClaimable
      region {
        ...PlaceFields
      }
      endorsements {
        sentence
      }
    }
  `,
  [HeadlineFields, PlaceFields],
);

interface Props {
  need: FragmentOf<typeof NeedCardFields>;
  children?: ReactNode;
}

/** One need in a list, as a card that opens it. */
export function NeedCard({ need, children }: Props): ReactNode {
  const fields = readFragment(NeedCardFields, need);
  const { id, status, createdAt, region, endorsements } = fields;
  return (
    <li className="card need-card">
      <a className="card-link" href={address("/needs", id)}>
        <h2 className="card-title">{headlineOf(fields)}</h2>
      </a>
      <p className="facts">
        <span className={`state state-${stageOf(status) ?? "aside"}`}>{t(`stage.${status}`)}</span>
        {region && <span>{placeOf(region)}</span>}
        <span>{dayOf(createdAt)}</span>
      </p>
      {endorsements.sentence && <p className="hint">{endorsements.sentence}</p>}
      {children}
    </li>
  );
}
