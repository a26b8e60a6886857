import type { ReactNode } from "react";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { stageOf } from "../stage";

export const NeedCardFields = graphql(`
  fragment NeedCardFields on Need {
    id
    number
    title
    status
    createdAt
    isClaimable
    region {
      id
      name
    }
    endorsements {
      sentence
    }
  }
`);

interface Props {
  need: FragmentOf<typeof NeedCardFields>;
  children?: ReactNode;
}

/** One need in a list, as a card that opens it. */
export function NeedCard({ need, children }: Props): ReactNode {
  const { id, title, status, createdAt, region, endorsements } = readFragment(NeedCardFields, need);
  return (
    <li className="card need-card">
      <a className="card-link" href={address("/needs", id)}>
        <h3>{title}</h3>
      </a>
      <p className="facts">
        <span className={`state state-${stageOf(status) ?? "aside"}`}>{t(`stage.${status}`)}</span>
        {region && <span>{region.name}</span>}
        <span>{dayOf(createdAt)}</span>
      </p>
      {endorsements.sentence && <p className="hint">{endorsements.sentence}</p>}
      {children}
    </li>
  );
}
