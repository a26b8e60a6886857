import { graphql } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";
import { DispatchMoved } from "../steps";

// The moves of a dispatch that only staff make.

export const SendDispatch = graphql.persisted(
  "SendDispatch",
  graphql(
    `
      mutation SendDispatch($input: SendDispatchInput!) {
        sendDispatch(input: $input) {
          __typename
          ...RefusalText
          ... on DispatchSuccess {
            dispatch {
              ...DispatchMoved
            }
          }
        }
      }
    `,
    [RefusalText, DispatchMoved],
  ),
);

export const ConfirmDispatch = graphql.persisted(
  "ConfirmDispatch",
  graphql(
    `
      mutation ConfirmDispatch($input: ConfirmDispatchInput!) {
        confirmDispatch(input: $input) {
          __typename
          ...RefusalText
          ... on DispatchSuccess {
            dispatch {
              ...DispatchMoved
            }
          }
        }
      }
    `,
    [RefusalText, DispatchMoved],
  ),
);

export const RecallDispatch = graphql.persisted(
  "RecallDispatch",
  graphql(
    `
      mutation RecallDispatch($input: RecallDispatchInput!) {
        recallDispatch(input: $input) {
          __typename
          ...RefusalText
          ... on DispatchSuccess {
            dispatch {
              ...DispatchMoved
            }
          }
        }
      }
    `,
    [RefusalText, DispatchMoved],
  ),
);
