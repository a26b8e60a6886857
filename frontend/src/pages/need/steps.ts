import { graphql } from "../../graph/graphql";
import { RefusalText } from "../../graph/outcome";

// The moves of a need that both entries offer. Each answers with the fields that a move may change.

export const NeedMoved = graphql(`
  fragment NeedMoved on Need @_unmask {
    id
    number
    status
    version
    viewerCan
  }
`);

export const PostNeed = graphql.persisted(
  "PostNeed",
  graphql(
    `
      mutation PostNeed($input: PostNeedInput!) {
        postNeed(input: $input) {
          __typename
          ...RefusalText
          ... on NeedSuccess {
            need {
              ...NeedMoved
              respondBy
              finishBy
              dangers {
                show
              }
            }
          }
        }
      }
    `,
    [RefusalText, NeedMoved],
  ),
);

export const WithdrawNeed = graphql.persisted(
  "WithdrawNeed",
  graphql(
    `
      mutation WithdrawNeed($input: WithdrawNeedInput!) {
        withdrawNeed(input: $input) {
          __typename
          ...RefusalText
          ... on NeedSuccess {
            need {
              ...NeedMoved
            }
          }
        }
      }
    `,
    [RefusalText, NeedMoved],
  ),
);

export const CommentNeed = graphql.persisted(
  "CommentNeed",
  graphql(
    `
      mutation CommentNeed($input: CommentNeedInput!) {
        commentNeed(input: $input) {
          __typename
          ...RefusalText
          ... on NeedSuccess {
            need {
              ...NeedMoved
            }
          }
        }
      }
    `,
    [RefusalText, NeedMoved],
  ),
);

export const EndorseNeed = graphql.persisted(
  "EndorseNeed",
  graphql(
    `
      mutation EndorseNeed($input: EndorseNeedInput!) {
        endorseNeed(input: $input) {
          __typename
          ...RefusalText
          ... on NeedSuccess {
            need {
              ...NeedMoved
            }
          }
        }
      }
    `,
    [RefusalText, NeedMoved],
  ),
);

export const ReopenNeed = graphql.persisted(
  "ReopenNeed",
  graphql(
    `
      mutation ReopenNeed($input: ReopenNeedInput!) {
        reopenNeed(input: $input) {
          __typename
          ...RefusalText
          ... on NeedSuccess {
            need {
              ...NeedMoved
            }
          }
        }
      }
    `,
    [RefusalText, NeedMoved],
  ),
);

export const EvaluateNeed = graphql.persisted(
  "EvaluateNeed",
  graphql(
    `
      mutation EvaluateNeed($input: EvaluateNeedInput!) {
        evaluateNeed(input: $input) {
          __typename
          ...RefusalText
          ... on NeedSuccess {
            need {
              ...NeedMoved
            }
          }
        }
      }
    `,
    [RefusalText, NeedMoved],
  ),
);

export const UrgeNeed = graphql.persisted(
  "UrgeNeed",
  graphql(
    `
      mutation UrgeNeed($input: UrgeNeedInput!) {
        urgeNeed(input: $input) {
          __typename
          ...RefusalText
          ... on NeedSuccess {
            need {
              ...NeedMoved
            }
          }
        }
      }
    `,
    [RefusalText, NeedMoved],
  ),
);

export const ShareProgress = graphql.persisted(
  "ShareProgress",
  graphql(
    `
      mutation ShareProgress($input: ShareProgressInput!) {
        shareProgress(input: $input) {
          __typename
          ...RefusalText
          ... on NeedSuccess {
            need {
              ...NeedMoved
            }
          }
        }
      }
    `,
    [RefusalText, NeedMoved],
  ),
);

export const StopSharing = graphql.persisted(
  "StopSharing",
  graphql(
    `
      mutation StopSharing($input: StopSharingInput!) {
        stopSharing(input: $input) {
          __typename
          ...RefusalText
          ... on NeedSuccess {
            need {
              ...NeedMoved
            }
          }
        }
      }
    `,
    [RefusalText, NeedMoved],
  ),
);
