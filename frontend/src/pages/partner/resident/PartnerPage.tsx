import type { ReactNode } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { Answer, Empty } from "../../../parts/resident/Answer";
import { Page } from "../../../parts/resident/Page";
import { DispatchCard, DispatchCardFields } from "../../dispatch/resident/DispatchCard";
import { GaveAndGot, GaveAndGotFields } from "./GaveAndGot";

const PartnerPageQuery = graphql.persisted(
  "PartnerPage",
  graphql(
    `
      query PartnerPage($id: ID!) {
        partner(id: $id) {
          id
          name
          kind
          introduction
          officePhone
          region {
            id
            name
          }
          gaveAndGot {
            ...GaveAndGotFields
          }
          dispatches(first: 50) {
            edges {
              node {
                id
                ...DispatchCardFields
              }
            }
          }
        }
      }
    `,
    [GaveAndGotFields, DispatchCardFields],
  ),
);

/** 本单位 给出 / 得到, in a form that can be printed for a report. */
export default function PartnerPage({ id }: { id: string }): ReactNode {
  const [result, again] = useQuery({ query: PartnerPageQuery, variables: { id } });
  return (
    <Answer of={result} again={() => again({ requestPolicy: "network-only" })}>
      {({ partner }) =>
        partner === null ? (
          <Page title={t("notFound.title")} back="#/help" backText={t("home.help")}>
            <Empty>{t("partner.missing")}</Empty>
          </Page>
        ) : (
          <Page title={partner.name} back="#/help" backText={t("home.help")}>
            <section className="card">
              <p className="facts">
                <span className="state">{t(`partnerKind.${partner.kind}`)}</span>
                {partner.region && <span>{partner.region.name}</span>}
                {partner.officePhone && <a href={`tel:${partner.officePhone}`}>{partner.officePhone}</a>}
              </p>
              {partner.introduction !== "" && <p>{partner.introduction}</p>}
              {partner.gaveAndGot && <GaveAndGot figures={partner.gaveAndGot} />}
            </section>
            <section aria-labelledby="record">
              <h2 id="record">{t("partner.record")}</h2>
              {partner.dispatches.edges.length === 0 ? (
                <Empty>{t("partner.noRecord")}</Empty>
              ) : (
                <ul className="cards">
                  {partner.dispatches.edges.map(({ node }) => (
                    <DispatchCard key={node.id} dispatch={node} />
                  ))}
                </ul>
              )}
            </section>
            <button type="button" className="button button-plain no-print" onClick={() => window.print()}>
              {t("partner.print")}
            </button>
          </Page>
        )
      }
    </Answer>
  );
}
