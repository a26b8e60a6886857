import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { spanOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment, type Word } from "../../../graph/graphql";
import { Icon, type IconName } from "../../../parts/resident/Icon";

export const VisitNoteFields = graphql(`
  fragment VisitNoteFields on Dispatch {
    id
    status
    startsAt
    endsAt
    helperName
    contactName
    visitCode
    feeNote
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

const shown: readonly Word<"DispatchStatus">[] = ["SENT", "PROPOSED", "CLAIMED", "TAKEN", "UNDER_WAY"];

/** 谁来，几点，要不要钱，咋个晓得是真的: what an old person asks before opening the door. */
export function VisitNote({ dispatch }: { dispatch: FragmentOf<typeof VisitNoteFields> }): ReactNode {
  const fields = readFragment(VisitNoteFields, dispatch);
  const { status, startsAt, endsAt, partner, resource } = fields;
  // Nobody comes to a door where the person goes out or only rings.
  const visitCode = resource === null || resource.travel === "PARTNER_COMES" ? fields.visitCode : null;
  if (!shown.includes(status) || !partner) return null;
  const span = spanOf(startsAt, endsAt);
  const isSure = status === "TAKEN" || status === "UNDER_WAY";
  const name = fields.helperName ?? fields.contactName;
  const fee = fields.feeNote ?? resource?.feeNote;
  return (
    <section className="card visit">
      <h2>{t(isSure ? "visit.title" : "visit.asked")}</h2>
      <ul className="visit-facts">
        <Fact icon="person">{name ? t("visit.helper", { name, partner: partner.name }) : partner.name}</Fact>
        {(span ?? isSure) && <Fact icon="clock">{span ?? t("visit.timeOpen")}</Fact>}
        {resource && <Fact icon="place">{t(`visit.${resource.travel}`)}</Fact>}
        {isSure && <Fact icon="fee">{fee ? t("visit.fee", { fee }) : t("visit.noFee")}</Fact>}
        {partner.officePhone && (
          <Fact icon="phone">
            <a href={`tel:${partner.officePhone}`}>
              {name ? t("visit.ring", { name, phone: partner.officePhone }) : partner.officePhone}
            </a>
          </Fact>
        )}
      </ul>
      {visitCode && (
        <p className="door-word">
          <span>{t("visit.code")}</span> <b>{visitCode}</b>
        </p>
      )}
      {visitCode && <p className="hint">{t("visit.codeHint")}</p>}
    </section>
  );
}

function Fact({ icon, children }: { icon: IconName; children: ReactNode }): ReactNode {
  return (
    <li>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  );
}
