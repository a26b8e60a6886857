import { graphql } from "../../graph/graphql";
import { RefusalText } from "../../graph/outcome";

export const OfferResource = graphql.persisted(
  "OfferResource",
  graphql(
    `
      mutation OfferResource($input: OfferResourceInput!) {
        offerResource(input: $input) {
          __typename
          ...RefusalText
          ... on ResourceSuccess {
            resource {
              id
              number
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const ConfirmResource = graphql.persisted(
  "ConfirmResource",
  graphql(
    `
      mutation ConfirmResource($input: ConfirmResourceInput!) {
        confirmResource(input: $input) {
          __typename
          ...RefusalText
          ... on ResourceSuccess {
            resource {
              id
              isFresh
              confirmedAt
              confirmBy
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const PauseResource = graphql.persisted(
  "PauseResource",
  graphql(
    `
      mutation PauseResource($input: PauseResourceInput!) {
        pauseResource(input: $input) {
          __typename
          ...RefusalText
          ... on ResourceSuccess {
            resource {
              id
              status
              pausedUntil
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const ResumeResource = graphql.persisted(
  "ResumeResource",
  graphql(
    `
      mutation ResumeResource($input: ResumeResourceInput!) {
        resumeResource(input: $input) {
          __typename
          ...RefusalText
          ... on ResourceSuccess {
            resource {
              id
              status
              pausedUntil
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
