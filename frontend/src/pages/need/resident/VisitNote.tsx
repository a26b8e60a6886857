import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { spanOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment, type Word } from "../../../graph/graphql";
import { Icon } from "../../../parts/resident/Icon";

export const VisitNoteFields = graphql(`
  fragment VisitNoteFields on Dispatch {
    id
    status
    startsAt
    endsAt
    helperName
    partner {
      id
      name
      officePhone
    }
    resource {
      id
      travel
      feeNote
    }
  }
`);

const shown: readonly Word<"DispatchStatus">[] = ["SENT", "PROPOSED", "CLAIMED", "TAKEN", "UNDER_WAY", "DONE"];

/** 谁来, 几点, 要不要钱: what an old person asks before opening the door. */
export function VisitNote({ dispatch }: { dispatch: FragmentOf<typeof VisitNoteFields> }): ReactNode {
  const { status, startsAt, endsAt, helperName, partner, resource } = readFragment(VisitNoteFields, dispatch);
  if (!shown.includes(status) || !partner) return null;
  const span = spanOf(startsAt, endsAt);
  const isSure = status === "TAKEN" || status === "UNDER_WAY" || status === "DONE";
  return (
    <section className="card visit">
      <h2>{t(isSure ? "visit.title" : "visit.asked")}</h2>
      <ul className="visit-facts">
        <li>
          <Icon name="person" />
          <span>{helperName ? t("visit.helper", { name: helperName, partner: partner.name }) : partner.name}</span>
        </li>
        {span && (
          <li>
            <Icon name="clock" />
            <span>{span}</span>
          </li>
        )}
        {resource && (
          <li>
            <Icon name="place" />
            <span>{t(`visit.${resource.travel}`)}</span>
          </li>
        )}
        {partner.officePhone && (
          <li>
            <Icon name="phone" />
            <a href={`tel:${partner.officePhone}`}>{partner.officePhone}</a>
          </li>
        )}
      </ul>
      {resource && resource.feeNote !== "" && <p>{t("visit.fee", { fee: resource.feeNote })}</p>}
      {isSure && <p className="hint">{t("visit.safety")}</p>}
    </section>
  );
}
