import { type ReactNode, useState } from "react";
import { useQuery } from "urql";
import { useSession } from "../../../app/session";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { useLive } from "../../../graph/live";
import { useStep } from "../../../graph/step";
import { Answer, Empty, LiveNote, StepNote } from "../../../parts/resident/Answer";
import { MoreButton } from "../../../parts/resident/MoreButton";
import { Page } from "../../../parts/resident/Page";
import { SignInFirst } from "../../../parts/resident/SignInFirst";
import { InboxChanges, MarkRead, NotificationFields } from "../documents";
import { NotificationCard } from "./NotificationCard";

const InboxQuery = graphql.persisted(
  "Inbox",
  graphql(
    `
      query Inbox($first: Int!) {
        viewer {
          unreadCount
          notifications(first: $first) {
            edges {
              node {
                id
                ...NotificationFields
              }
            }
            pageInfo {
              hasNextPage
            }
          }
        }
      }
    `,
    [NotificationFields],
  ),
);

const context = { additionalTypenames: ["Notification"] };

/** 消息: what the person was told, the newest first. */
export default function InboxPage(): ReactNode {
  return (
    <Page title={t("inbox.title")}>
      {useSession().isSignedIn ? <Inbox /> : <SignInFirst then="/inbox">{t("inbox.signIn")}</SignInFirst>}
    </Page>
  );
}

function Inbox(): ReactNode {
  const [first, setFirst] = useState(20);
  const [result, ask] = useQuery({ query: InboxQuery, variables: { first }, context });
  const again = (): void => ask({ requestPolicy: "network-only" });
  const liveness = useLive(InboxChanges, noVariables, again, again);
  const reading = useStep(MarkRead);
  return (
    <Answer of={result} again={again}>
      {({ viewer: { unreadCount, notifications } }) =>
        notifications.edges.length === 0 ? (
          <Empty>{t("inbox.empty")}</Empty>
        ) : (
          <>
            <LiveNote liveness={liveness} />
            <StepNote step={reading} />
            {unreadCount ? (
              <p className="actions">
                <button
                  type="button"
                  className="button button-plain"
                  disabled={reading.busy}
                  onClick={() => void reading.run({}).then(again)}
                >
                  {t("inbox.readAll", { count: unreadCount })}
                </button>
              </p>
            ) : null}
            <ul className="cards">
              {notifications.edges.map(({ node }) => (
                <NotificationCard key={node.id} of={node} />
              ))}
            </ul>
            <MoreButton
              isShown={notifications.pageInfo.hasNextPage && first < 100}
              onClick={() => setFirst(Math.min(100, first + 20))}
            />
          </>
        )
      }
    </Answer>
  );
}

const noVariables = {};
