import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useRegion } from "../../../app/console/region";
import { t } from "../../../app/text";
import type { Word } from "../../../graph/graphql";
import { amountOf } from "../../../parts/amount";
import { TextField } from "../../../parts/console/Fields";
import { Mark, type Tone } from "../../../parts/console/Mark";
import { StepForm } from "../../../parts/console/StepForm";
import { EndPartnership, type PartnerDesk, type Partnership } from "./documents";
import { PartnershipForm } from "./PartnershipForm";

const tones: Record<Word<"PartnershipStatus">, Tone> = {
  IN_FORCE: "green",
  PAUSED: "orange",
  EXPIRED: "orange",
  ENDED: "plain",
};

type Doing = { what: "record" } | { what: "edit" | "end"; partnership: Partnership };

/** 合伙协议: what both sides promised, from when to when. */
export function PartnershipList({ partner, done }: { partner: PartnerDesk; done: () => void }): ReactNode {
  const { region } = useRegion();
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = (): void => setDoing(null);
  const finish = (): void => {
    setDoing(null);
    done();
  };
  const common = { partner: partner.id, done: finish, close };
  return (
    <section className="model-part">
      <div className="part-head">
        <h2>{t("partnership.title")}</h2>
        {partner.status === "CONFIRMED" && (
          <Button className="not-printed" type="primary" onClick={() => setDoing({ what: "record" })}>
            {t("partnership.record")}
          </Button>
        )}
      </div>
      {partner.partnerships.length === 0 ? (
        <p className="soft">{t("partnership.none")}</p>
      ) : (
        <ul className="plain-list">
          {partner.partnerships.map((partnership) => (
            <PartnershipItem key={partnership.id} partnership={partnership} act={setDoing} />
          ))}
        </ul>
      )}
      {doing?.what === "record" && <PartnershipForm region={partner.region?.id ?? region.id} {...common} />}
      {doing?.what === "edit" && (
        <PartnershipForm region={region.id} partnership={doing.partnership} {...common} />
      )}
      {doing?.what === "end" && (
        <StepForm
          title={t("partnership.endTitle", { badge: doing.partnership.badge })}
          send={t("partnership.end")}
          document={EndPartnership}
          input={({ reasonText }: { reasonText?: string }) => ({
            partnership: doing.partnership.id,
            version: doing.partnership.version,
            reasonText: reasonText ?? "",
          })}
          done={finish}
          close={close}
        >
          <TextField name="reasonText" label={t("partnerDesk.reason")} hint={t("partnership.reasonHint")} rows={2} />
        </StepForm>
      )}
    </section>
  );
}

function PartnershipItem({ partnership, act }: { partnership: Partnership; act: (doing: Doing) => void }): ReactNode {
  const { badge, status, region, startsOn, endsOn, promises, regionBrings, terms, reasonText } = partnership;
  return (
    <li>
      <div className="part-head">
        <p>
          <strong>{badge}</strong> <Mark tone={tones[status]}>{t(`partnershipStatus.${status}`)}</Mark> {region?.name}{" "}
          <span className="soft">{endsOn ? `${startsOn} – ${endsOn}` : t("partnership.since", { day: startsOn })}</span>
        </p>
        {status !== "ENDED" && (
          <div className="moves not-printed">
            <Button size="small" onClick={() => act({ what: "edit", partnership })}>
              {t("partnership.edit")}
            </Button>
            <Button size="small" onClick={() => act({ what: "end", partnership })}>
              {t("partnership.end")}
            </Button>
          </div>
        )}
      </div>
      <dl className="facts-list">
        {promises.length > 0 && (
          <>
            <dt>{t("partnership.promises")}</dt>
            <dd>
              {promises
                .map(({ text, quantity, unit }) =>
                  quantity !== null && unit !== null ? `${text} ${amountOf(quantity, unit)}` : text,
                )
                .join(t("settings.and"))}
            </dd>
          </>
        )}
        {regionBrings && (
          <>
            <dt>{t("partnership.regionBrings")}</dt>
            <dd>{regionBrings}</dd>
          </>
        )}
        {terms && (
          <>
            <dt>{t("partnership.terms")}</dt>
            <dd className="cell-long">{terms}</dd>
          </>
        )}
        {reasonText && (
          <>
            <dt>{t("partnerDesk.reason")}</dt>
            <dd>{reasonText}</dd>
          </>
        )}
      </dl>
    </li>
  );
}
