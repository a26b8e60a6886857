import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { Icon } from "../../../parts/resident/Icon";
import { Page } from "../../../parts/resident/Page";
import { type HereRegion, useHereRegion } from "../../region/here";
import { HereField } from "../../region/resident/HereField";

/** Numbers to ring. Whoever would rather speak than type is served just as well. */
export default function CallPage(): ReactNode {
  const here = useHereRegion();
  return (
    <Page title={t("call.title")}>
      {here?.phone && <Community region={here} phone={here.phone} />}
      <section className="card">
        <h2>{t("call.community")}</h2>
        <p>{t(here?.phone ? "call.communityExplained" : "call.communityUnknown")}</p>
        <HereField />
        <p className="actions">
          <a className="button button-plain" href="#/call/back">
            {t("callBack.title")}
          </a>
        </p>
      </section>
      <ul className="call-list">
        <Number digits="12345" called={t("call.hotline")} does={t("call.hotlineExplained")} />
        <Number digits="120" called={t("call.ambulance")} does={t("call.ambulanceExplained")} isUrgent />
        <Number digits="119" called={t("call.fire")} does={t("call.fireExplained")} isUrgent />
        <Number digits="110" called={t("call.police")} does={t("call.policeExplained")} isUrgent />
      </ul>
    </Page>
  );
}

function Community({ region, phone }: { region: HereRegion; phone: string }): ReactNode {
  return (
    <ul className="call-list">
      <Number
        digits={phone}
        called={region.phoneOf?.name ?? region.name}
        does={region.hours ? t("call.hours", { hours: region.hours }) : t("call.communityHint")}
      />
    </ul>
  );
}

interface NumberProps {
  digits: string;
  called: string;
  does: string;
  isUrgent?: boolean;
}

function Number({ digits, called, does, isUrgent }: NumberProps): ReactNode {
  return (
    <li>
      <a className={isUrgent ? "call call-urgent" : "call"} href={`tel:${digits}`}>
        <Icon name="phone" />
        <span>
          <strong>
            {called} <span className="digits">{digits}</span>
          </strong>
          <small>{does}</small>
        </span>
      </a>
    </li>
  );
}
