import { Button } from "antd";
import type { ReactNode } from "react";
import { useQuery } from "urql";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { Answer, Nothing, StepNote } from "../../../parts/console/Answer";
import { MarkRead, NotificationFields } from "../documents";

const LatestQuery = graphql.persisted(
  "LatestNotifications",
  graphql(
    `
      query LatestNotifications {
        viewer {
          unreadCount
          notifications(first: 30) {
            edges {
              node {
                id
                ...NotificationFields
              }
            }
          }
        }
      }
    `,
    [NotificationFields],
  ),
);

const context = { additionalTypenames: ["Notification"], requestPolicy: "cache-and-network" as const };

/** The latest notifications; each opens what it is about. */
export function NotificationList({ done }: { done: () => void }): ReactNode {
  const [result, ask] = useQuery({ query: LatestQuery, context });
  const again = (): void => ask({ requestPolicy: "network-only" });
  const reading = useStep(MarkRead);
  const read = (notification: string): void => {
    void reading.run({ notification });
    done();
  };
  return (
    <Answer of={result} again={again}>
      {({ viewer: { unreadCount, notifications } }) =>
        notifications.edges.length === 0 ? (
          <Nothing>{t("inbox.empty")}</Nothing>
        ) : (
          <>
            <StepNote step={reading} />
            {unreadCount ? (
              <Button loading={reading.busy} onClick={() => void reading.run({}).then(again)}>
                {t("inbox.readAll", { count: unreadCount })}
              </Button>
            ) : null}
            <ul className="notifications">
              {notifications.edges.map(({ node }) => (
                <Line key={node.id} of={node} read={read} />
              ))}
            </ul>
          </>
        )
      }
    </Answer>
  );
}

interface LineProps {
  of: FragmentOf<typeof NotificationFields>;
  read: (notification: string) => void;
}

function Line({ of, read }: LineProps): ReactNode {
  const { id, sentence, link, at, readAt } = readFragment(NotificationFields, of);
  const isUnread = readAt === null;
  return (
    <li>
      <a href={link} onClick={() => read(id)}>
        {isUnread ? <strong>{sentence}</strong> : sentence}
      </a>
      <div className="hint">
        {momentOf(at)}
        {isUnread && ` · ${t("inbox.unread")}`}
      </div>
    </li>
  );
}
