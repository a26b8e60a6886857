import { graphql } from "../../graph/graphql";
import { RefusalText } from "../../graph/outcome";

// The moves of a dispatch that both entries offer.

export const DispatchMoved = graphql(`
  fragment DispatchMoved on Dispatch @_unmask {
    id
    status
    version
    viewerCan
  }
`);

export const TakeDispatch = graphql.persisted(
  "TakeDispatch",
  graphql(
    `
      mutation TakeDispatch($input: TakeDispatchInput!) {
        takeDispatch(input: $input) {
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

export const ReturnDispatch = graphql.persisted(
  "ReturnDispatch",
  graphql(
    `
      mutation ReturnDispatch($input: ReturnDispatchInput!) {
        returnDispatch(input: $input) {
          __typename
          ...RefusalText
          ... on ReturnSuccess {
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

export const StartDispatch = graphql.persisted(
  "StartDispatch",
  graphql(
    `
      mutation StartDispatch($input: StartDispatchInput!) {
        startDispatch(input: $input) {
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

export const FinishDispatch = graphql.persisted(
  "FinishDispatch",
  graphql(
    `
      mutation FinishDispatch($input: FinishDispatchInput!) {
        finishDispatch(input: $input) {
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

export const FailDispatch = graphql.persisted(
  "FailDispatch",
  graphql(
    `
      mutation FailDispatch($input: FailDispatchInput!) {
        failDispatch(input: $input) {
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
