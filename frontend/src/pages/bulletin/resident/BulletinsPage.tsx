import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { Answer, Empty } from "../../../parts/resident/Answer";
import { MoreButton } from "../../../parts/resident/MoreButton";
import { Page } from "../../../parts/resident/Page";
import { useHere } from "../../region/here";
import { HereField } from "../../region/resident/HereField";
import { BulletinCard, BulletinCardFields } from "./BulletinCard";

const BulletinsQuery = graphql.persisted(
  "Bulletins",
  graphql(
    `
      query Bulletins($region: ID!, $first: Int!) {
        bulletins(region: $region, first: $first) {
          edges {
            node {
              id
              ...BulletinCardFields
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    `,
    [BulletinCardFields],
  ),
);

/** 公告: what the community and those above it let people know. */
export default function BulletinsPage(): ReactNode {
  const region = useHere();
  return (
    <Page title={t("bulletin.title")}>
      <div className="card no-print">
        <HereField />
      </div>
      {region !== "" && <Bulletins key={region} region={region} />}
    </Page>
  );
}

function Bulletins({ region }: { region: string }): ReactNode {
  const [first, setFirst] = useState(20);
  const [result, ask] = useQuery({ query: BulletinsQuery, variables: { region, first } });
  return (
    <Answer of={result} again={() => ask({ requestPolicy: "network-only" })}>
      {({ bulletins }) =>
        bulletins.edges.length === 0 ? (
          <Empty>{t("bulletin.none")}</Empty>
        ) : (
          <>
            {bulletins.edges.map(({ node }) => (
              <BulletinCard key={node.id} bulletin={node} />
            ))}
            <MoreButton
              isShown={bulletins.pageInfo.hasNextPage && first < 100}
              onClick={() => setFirst(Math.min(100, first + 20))}
            />
          </>
        )
      }
    </Answer>
  );
}
