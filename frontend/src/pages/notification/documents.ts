import { graphql } from "../../graph/graphql";
import { RefusalText } from "../../graph/outcome";

export const NotificationFields = graphql(`
  fragment NotificationFields on Notification {
    id
    sentence
    detail
    link
    at
    readAt
  }
`);

export const UnreadQuery = graphql.persisted(
  "Unread",
  graphql(`
    query Unread {
      viewer {
        unreadCount
      }
    }
  `),
);

export const MarkRead = graphql.persisted(
  "MarkRead",
  graphql(
    `
      mutation MarkRead($input: MarkReadInput!) {
        markRead(input: $input) {
          __typename
          ... on InboxSuccess {
            viewer {
              unreadCount
            }
          }
          ...RefusalText
        }
      }
    `,
    [RefusalText],
  ),
);

export const InboxChanges = graphql.persisted(
  "InboxChanges",
  graphql(`
    subscription InboxChanges($after: Int) {
      inboxChanged(after: $after) {
        seq
        unreadCount
      }
    }
  `),
);
