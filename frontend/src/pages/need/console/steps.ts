import { graphql } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";
import { NeedMoved } from "../steps";

// The moves of a need that only staff make.

export const AcceptNeed = graphql.persisted(
  "AcceptNeed",
  graphql(
    `
      mutation AcceptNeed($input: AcceptNeedInput!) {
        acceptNeed(input: $input) {
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

export const PublishNeed = graphql.persisted(
  "PublishNeed",
  graphql(
    `
      mutation PublishNeed($input: PublishNeedInput!) {
        publishNeed(input: $input) {
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

export const EditNeed = graphql.persisted(
  "EditNeed",
  graphql(
    `
      mutation EditNeed($input: EditNeedInput!) {
        editNeed(input: $input) {
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

export const DeclineNeed = graphql.persisted(
  "DeclineNeed",
  graphql(
    `
      mutation DeclineNeed($input: DeclineNeedInput!) {
        declineNeed(input: $input) {
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

export const HoldNeed = graphql.persisted(
  "HoldNeed",
  graphql(
    `
      mutation HoldNeed($input: HoldNeedInput!) {
        holdNeed(input: $input) {
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

export const ListGap = graphql.persisted(
  "ListGap",
  graphql(
    `
      mutation ListGap($input: ListGapInput!) {
        listGap(input: $input) {
          __typename
          ...RefusalText
          ... on PartSuccess {
            part {
              id
              isGap
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const TransferNeed = graphql.persisted(
  "TransferNeed",
  graphql(
    `
      mutation TransferNeed($input: TransferNeedInput!) {
        transferNeed(input: $input) {
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

export const MergeNeeds = graphql.persisted(
  "MergeNeeds",
  graphql(
    `
      mutation MergeNeeds($input: MergeNeedsInput!) {
        mergeNeeds(input: $input) {
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

export const HandOverNeed = graphql.persisted(
  "HandOverNeed",
  graphql(
    `
      mutation HandOverNeed($input: HandOverNeedInput!) {
        handOverNeed(input: $input) {
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

export const NoteNeed = graphql.persisted(
  "NoteNeed",
  graphql(
    `
      mutation NoteNeed($input: NoteNeedInput!) {
        noteNeed(input: $input) {
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

export const RecordFollowUp = graphql.persisted(
  "RecordFollowUp",
  graphql(
    `
      mutation RecordFollowUp($input: RecordFollowUpInput!) {
        recordFollowUp(input: $input) {
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
