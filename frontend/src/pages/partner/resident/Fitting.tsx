import type { ReactNode } from "react";
import { useQuery } from "urql";
import { address } from "../../../app/router";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { useAskAgain } from "../../../graph/refresh";
import { Answer, Empty } from "../../../parts/resident/Answer";
import { NeedCard, NeedCardFields } from "../../need/resident/NeedCard";
import { fittingNeeds } from "./fitting";

const FittingQuery = graphql.persisted(
  "FittingNeeds",
  graphql(
    `
      query FittingNeeds($partner: ID!) {
        partner(id: $partner) {
          id
          resources(first: 6) {
            edges {
              node {
                id
                matches(first: 4) {
                  position
                  sentences
                  need {
                    id
                    viewerCan
                    ...NeedCardFields
                  }
                }
              }
            }
          }
        }
      }
    `,
    [NeedCardFields],
  ),
);

const most = 5;

/** 接单大厅: published needs that fit what the partner offers, the best first, each with why. */
export function Fitting({ partner, changes }: { partner: string; changes: number }): ReactNode {
  const [result, ask] = useQuery({ query: FittingQuery, variables: { partner } });
  const again = (): void => ask({ requestPolicy: "network-only" });
  useAskAgain(changes, again);
  return (
    <section aria-labelledby="fitting">
      <div className="section-head">
        <h2 id="fitting">{t("help.fitting")}</h2>
        <a href="#/neighbourhood">{t("home.more")}</a>
      </div>
      <Answer of={result} again={again}>
        {({ partner: found }) => {
          const resources = found?.resources.edges.map(({ node }) => node) ?? [];
          const fits = fittingNeeds(resources).filter(({ need }) => need.viewerCan.includes("CLAIM"));
          if (fits.length === 0) {
            return <Empty>{t(resources.length === 0 ? "help.offerToFit" : "help.nothingFits")}</Empty>;
          }
          return (
            <ul className="cards">
              {fits.slice(0, most).map(({ need, sentences }) => (
                <NeedCard key={need.id} need={need}>
                  <p className="reasons">{sentences.slice(0, 3).join(" · ")}</p>
                  <a className="button button-plain" href={address("/claim", need.id, { partner })}>
                    {t("need.claim")}
                  </a>
                </NeedCard>
              ))}
            </ul>
          );
        }}
      </Answer>
    </section>
  );
}
