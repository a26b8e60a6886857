import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { Icon } from "../../../parts/resident/Icon";
import { Page } from "../../../parts/resident/Page";

/** Numbers to ring. Whoever would rather speak than type is served just as well. */
export default function CallPage(): ReactNode {
  return (
    <Page title={t("call.title")}>
      <section className="card">
        <h2>{t("call.community")}</h2>
        <p>{t("call.communityExplained")}</p>
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
            {called} {digits}
          </strong>
          <small>{does}</small>
        </span>
      </a>
    </li>
  );
}
