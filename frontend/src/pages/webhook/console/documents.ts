import { graphql, type ResultOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";

export const WebhooksQuery = graphql.persisted(
  "Webhooks",
  graphql(`
    query Webhooks($region: ID!) {
      webhooks(region: $region) {
        id
        url
        nouns
        createdAt
        removedAt
        waiting
        dead
        region {
          id
          name
        }
        deliveries(first: 10) {
          id
          eventSeq
          noun
          move
          status
          attempts
          attemptedAt
          nextAt
          answered
          fault
        }
      }
    }
  `),
);

export type Webhook = ResultOf<typeof WebhooksQuery>["webhooks"][number];
export type Delivery = Webhook["deliveries"][number];

export const CreateWebhook = graphql.persisted(
  "CreateWebhook",
  graphql(
    `
      mutation CreateWebhook($input: CreateWebhookInput!) {
        createWebhook(input: $input) {
          __typename
          ...RefusalText
          ... on CreateWebhookSuccess {
            secret
            webhook {
              id
              url
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const RemoveWebhook = graphql.persisted(
  "RemoveWebhook",
  graphql(
    `
      mutation RemoveWebhook($input: RemoveWebhookInput!) {
        removeWebhook(input: $input) {
          __typename
          ...RefusalText
          ... on RemoveWebhookSuccess {
            webhook {
              id
              removedAt
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const ReplayWebhook = graphql.persisted(
  "ReplayWebhook",
  graphql(
    `
      mutation ReplayWebhook($input: ReplayWebhookInput!) {
        replayWebhook(input: $input) {
          __typename
          ...RefusalText
          ... on ReplayWebhookSuccess {
            webhook {
              id
              waiting
              dead
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
