import type { ReactNode } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { NeedCard, NeedCardFields } from "../../need/resident/NeedCard";
import { StageBar } from "../../need/resident/StageLine";

const UnitNeedsQuery = graphql.persisted(
  "UnitNeeds",
  graphql(
    `
      query UnitNeeds {
        viewer {
          needs(first: 50) {
            edges {
              node {
                id
                status
                forPartner {
                  id
                }
                ...NeedCardFields
              }
            }
          }
        }
      }
    `,
    [NeedCardFields],
  ),
);

const context = { additionalTypenames: ["Need"] };
const most = 5;

/** What the partner itself asked for: help runs in every direction. */
export function UnitNeeds({ partner }: { partner: string }): ReactNode {
  const [{ data }] = useQuery({ query: UnitNeedsQuery, context });
  const needs = data?.viewer.needs.edges.filter(({ node }) => node.forPartner?.id === partner) ?? [];
  return (
    <section aria-labelledby="unit-needs">
      <div className="section-head">
        <h2 id="unit-needs">{t("help.ownNeeds")}</h2>
        <a href="#/post">{t("help.ownNeed")}</a>
      </div>
      {needs.length === 0 ? (
        <p className="hint">{t("help.noOwnNeeds")}</p>
      ) : (
        <ul className="cards">
          {needs.slice(0, most).map(({ node }) => (
            <NeedCard key={node.id} need={node}>
              <StageBar status={node.status} />
            </NeedCard>
          ))}
        </ul>
      )}
    </section>
  );
}
