import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { address } from "../../../app/router";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { useLive } from "../../../graph/live";
import { Answer, Empty, LiveNote } from "../../../parts/resident/Answer";
import { MoreButton } from "../../../parts/resident/MoreButton";
import { Page } from "../../../parts/resident/Page";
import { SignInFirst } from "../../../parts/resident/SignInFirst";
import { homeOf } from "../../region/home";
import { OwnNeedChanges } from "../changes";
import { NeedCard, NeedCardFields } from "./NeedCard";
import { StageBar } from "./StageLine";

const MyNeedsQuery = graphql.persisted(
  "MyNeeds",
  graphql(
    `
      query MyNeeds($first: Int!) {
        viewer {
          needs(first: $first) {
            edges {
              node {
                id
                status
                viewerCan
                ...NeedCardFields
              }
            }
            pageInfo {
              hasNextPage
            }
          }
        }
      }
    `,
    [NeedCardFields],
  ),
);

const context = { additionalTypenames: ["Need"] };

/** 看进度: the person's own needs and those entered for others. */
export default function MyNeedsPage(): ReactNode {
  return (
    <Page title={t("myNeeds.title")}>
      {useSession().isSignedIn ? <MyNeeds /> : <SignInFirst then="/needs">{t("myNeeds.signIn")}</SignInFirst>}
    </Page>
  );
}

function MyNeeds(): ReactNode {
  const [first, setFirst] = useState(20);
  const { person } = useSession();
  const { community } = homeOf(person?.region);
  const [result, ask] = useQuery({ query: MyNeedsQuery, variables: { first }, context });
  const again = (): void => ask({ requestPolicy: "network-only" });
  const liveness = useLive(OwnNeedChanges, community === "" ? null : { region: community }, again, again);
  return (
    <Answer of={result} again={again}>
      {({ viewer: { needs } }) =>
        needs.edges.length === 0 ? (
          <Empty
            action={
              <a className="button" href="#/post">
                {t("home.need")}
              </a>
            }
          >
            {t("myNeeds.empty")}
          </Empty>
        ) : (
          <>
            <LiveNote liveness={liveness} />
            <ul className="cards">
              {needs.edges.map(({ node }) => (
                <NeedCard key={node.id} need={node}>
                  <StageBar status={node.status} />
                  {node.viewerCan.includes("EVALUATE") && (
                    <a className="button" href={address("/needs", node.id, "evaluate")}>
                      {t("need.evaluate")}
                    </a>
                  )}
                </NeedCard>
              ))}
            </ul>
            <MoreButton
              isShown={needs.pageInfo.hasNextPage && first < 100}
              onClick={() => setFirst(Math.min(100, first + 20))}
            />
          </>
        )
      }
    </Answer>
  );
}
