import { Button, Select } from "antd";
import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { today } from "../../../app/time";
import type { Word } from "../../../graph/graphql";
import { Answer, Nothing } from "../../../parts/console/Answer";
import { ChannelField, TextField } from "../../../parts/console/Fields";
import { Mark } from "../../../parts/console/Mark";
import { StepForm } from "../../../parts/console/StepForm";
import { categoryName } from "../../category/names";
import { LeavePartner, type PartnerDesk, PartnerDeskQuery } from "./documents";
import { PartnershipList } from "./PartnershipList";
import { PartnerResources } from "./PartnerResources";

const firstYear = 2025;

/** One partner: what was agreed, what it gave and got in a year, how much it carries; printed, its yearly report. */
export function PartnerDetail({ partner, back }: { partner: string; back: string }): ReactNode {
  const [year, setYear] = useState<number | null>(Number(today().slice(0, 4)));
  const [isLeaving, setIsLeaving] = useState(false);
  const [result, ask] = useQuery({ query: PartnerDeskQuery, variables: { partner, year } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  return (
    <>
      <p className="not-printed">
        <a href={back}>{t("partnerDesk.back")}</a>
      </p>
      <Answer of={result} again={again}>
        {({ partner: found }) =>
          found === null ? (
            <Nothing>{t("partnerDesk.none")}</Nothing>
          ) : (
            <>
              <div className="part-head">
                <h1>{found.name}</h1>
                <div className="moves not-printed">
                  <Button onClick={() => window.print()}>{t("partnerDesk.print")}</Button>
                  {found.status !== "LEFT" && (
                    <Button onClick={() => setIsLeaving(true)}>{t("partnerDesk.leave")}</Button>
                  )}
                </div>
              </div>
              <div className="partner-columns">
                <Facts partner={found} />
                <GaveAndGot partner={found} year={year} choose={setYear} />
              </div>
              <PartnershipList partner={found} done={again} />
              <PartnerResources partner={found} done={again} />
              {isLeaving && (
                <StepForm
                  title={t("partnerDesk.leaveTitle", { name: found.name })}
                  send={t("partnerDesk.leave")}
                  document={LeavePartner}
                  input={({ reasonText, channel }: { reasonText?: string; channel: Word<"Channel"> }) => ({
                    partner: found.id,
                    reasonText: reasonText ?? "",
                    onBehalf: { channel, partner: found.id },
                  })}
                  done={() => {
                    setIsLeaving(false);
                    again();
                  }}
                  close={() => setIsLeaving(false)}
                >
                  <p>{t("partnerDesk.leaveHint")}</p>
                  <TextField name="reasonText" label={t("partnerDesk.reason")} rows={2} />
                  <ChannelField />
                </StepForm>
              )}
            </>
          )
        }
      </Answer>
    </>
  );
}

function Facts({ partner }: { partner: PartnerDesk }): ReactNode {
  const { kind, status, introduction, officePhone, region, contacts, load, coverage } = partner;
  const reaches = [
    ...coverage.regions.map(({ fullName }) => fullName),
    ...coverage.circles.map(({ label, radiusM }) => t("partnerDesk.circle", { label, metres: radiusM })),
    ...(coverage.isRemote ? [t("partnerDesk.remote")] : []),
  ];
  return (
    <section className="model-part">
      <p>
        <Mark>{t(`partnerKind.${kind}`)}</Mark>{" "}
        <Mark tone={status === "CONFIRMED" ? "green" : "orange"}>{t(`partnerStatus.${status}`)}</Mark>{" "}
        {partner.isDepartment && <Mark>{t("partners.department")}</Mark>}{" "}
        {partner.isMarketBody && <Mark>{t("partners.marketBody")}</Mark>}{" "}
        {partner.isAblePerson && <Mark tone="gold">{t("partners.ablePerson")}</Mark>}
      </p>
      {introduction && <p>{introduction}</p>}
      <dl className="facts-list">
        <dt>{t("need.region")}</dt>
        <dd>{region?.fullName ?? "—"}</dd>
        <dt>{t("partners.officePhone")}</dt>
        <dd>{officePhone ? <a href={`tel:${officePhone}`}>{officePhone}</a> : "—"}</dd>
        <dt>{t("partners.contactName")}</dt>
        <dd>{contacts.map(({ called }) => called).join(t("partnerDesk.and")) || "—"}</dd>
        <dt>{t("partnerDesk.coverage")}</dt>
        <dd>{reaches.join(t("partnerDesk.and")) || "—"}</dd>
        {load && (
          <>
            <dt>{t("partnerDesk.load")}</dt>
            <dd>
              {t("partnerDesk.loadOf", { unanswered: load.unanswered, taken: load.taken, year: load.takenInAYear })}
            </dd>
            {load.returnRate !== null && (
              <>
                <dt>{t("partnerDesk.returnRate")}</dt>
                <dd>{t("partnerDesk.percent", { percent: Math.round(load.returnRate * 100) })}</dd>
              </>
            )}
          </>
        )}
      </dl>
    </section>
  );
}

interface YearProps {
  partner: PartnerDesk;
  year: number | null;
  choose: (year: number | null) => void;
}

function GaveAndGot({ partner: { gaveAndGot: figures }, year, choose }: YearProps): ReactNode {
  const last = Number(today().slice(0, 4));
  const years = Array.from({ length: last - firstYear + 1 }, (_, index) => last - index);
  return (
    <section className="model-part">
      <div className="part-head">
        <h2>{year === null ? t("partnerDesk.inAll") : t("partnerDesk.inYear", { year })}</h2>
        <Select<number>
          className="not-printed year-choice"
          aria-label={t("partnerDesk.year")}
          value={year ?? 0}
          options={[
            ...years.map((each) => ({ value: each, label: t("partnerDesk.yearOf", { year: each }) })),
            { value: 0, label: t("partnerDesk.allYears") },
          ]}
          onChange={(chosen) => choose(chosen === 0 ? null : chosen)}
        />
      </div>
      {figures === null ? (
        <Nothing>{t("partnerDesk.noFigures")}</Nothing>
      ) : (
        <>
          <p>
            <strong>{t("partner.gave")}</strong>{" "}
            {t("partnerDesk.gaveOf", {
              times: figures.gaveTimes,
              hours: Math.round(figures.gaveHours * 10) / 10,
              needs: figures.gaveNeeds,
              thanks: figures.thanks,
            })}
          </p>
          <p>
            <strong>{t("partner.got")}</strong>{" "}
            {t("partnerDesk.gotOf", { raised: figures.raised, got: figures.got })}
          </p>
          {figures.given.length > 0 && (
            <table className="figures">
              <thead>
                <tr>
                  <th scope="col">{t("column.category")}</th>
                  <th scope="col">{t("partnerDesk.times")}</th>
                  <th scope="col">{t("partnerDesk.hours")}</th>
                </tr>
              </thead>
              <tbody>
                {figures.given.map(({ category, times, hours }) => (
                  <tr key={category?.code ?? ""}>
                    <th scope="row">{category ? categoryName(category) : t("lists.noCategory")}</th>
                    <td>{times}</td>
                    <td>{Math.round(hours * 10) / 10}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </section>
  );
}
