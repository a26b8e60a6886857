import type { ReactNode } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { HereField } from "../../region/resident/HereField";
import { useHere } from "../../region/here";
import { BulletinCard, BulletinCardFields } from "./BulletinCard";

const LatestQuery = graphql.persisted(
  "LatestBulletin",
  graphql(
    `
      query LatestBulletin($region: ID!) {
        bulletins(region: $region, first: 1) {
          edges {
            node {
              id
              ...BulletinCardFields
            }
          }
        }
      }
    `,
    [BulletinCardFields],
  ),
);

const context = { additionalTypenames: ["Bulletin"] };

/** The newest bulletin of the community, or the question which community it is. */
export function LatestBulletin(): ReactNode {
  const region = useHere();
  const [{ data }] = useQuery({ query: LatestQuery, variables: { region }, pause: region === "", context });
  const newest = region === "" ? undefined : data?.bulletins.edges[0]?.node;
  return (
    <section aria-labelledby="bulletin">
      <div className="section-head">
        <h2 id="bulletin">{t("bulletin.title")}</h2>
        {newest && <a href="#/bulletins">{t("home.more")}</a>}
      </div>
      {region === "" ? (
        <div className="card">
          <HereField hint={t("bulletin.chooseHint")} />
        </div>
      ) : newest ? (
        <BulletinCard bulletin={newest} isShort />
      ) : (
        data && <p className="hint bulletin-none">{t("bulletin.none")}</p>
      )}
    </section>
  );
}
