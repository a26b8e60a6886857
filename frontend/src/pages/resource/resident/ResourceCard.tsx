import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { hoursOf } from "../hours";

export const ResourceCardFields = graphql(`
  fragment ResourceCardFields on Resource {
    id
    title
    text
    kind
    travel
    feeNote
    asksInReturn
    confirmedAt
    hours {
      weekday
      opens
      closes
    }
    partner {
      id
      name
      officePhone
    }
  }
`);

interface Props {
  resource: FragmentOf<typeof ResourceCardFields>;
  children?: ReactNode;
}

/** One resource in a list, with everything a neighbour asks before using it. */
export function ResourceCard({ resource, children }: Props): ReactNode {
  const { title, text, kind, travel, feeNote, asksInReturn, confirmedAt, hours, partner } = readFragment(
    ResourceCardFields,
    resource,
  );
  return (
    <li className="card">
      <h2 className="card-title">{title}</h2>
      <p className="facts">
        <span className="state">{t(`kind.${kind}`)}</span>
        {partner && <span>{partner.name}</span>}
        <span>{t(`visit.${travel}`)}</span>
      </p>
      {text !== "" && <p>{text}</p>}
      {hours.length > 0 && <p className="hint">{hoursOf(hours)}</p>}
      {feeNote !== "" && <p className="hint">{t("visit.fee", { fee: feeNote })}</p>}
      {asksInReturn !== "" && <p className="hint">{t("resource.inReturn", { what: asksInReturn })}</p>}
      {partner?.officePhone && (
        <p>
          <a href={`tel:${partner.officePhone}`}>{partner.officePhone}</a>
        </p>
      )}
      <p className="hint">{t("resource.confirmedAt", { day: dayOf(confirmedAt) })}</p>
      {children}
    </li>
  );
}
