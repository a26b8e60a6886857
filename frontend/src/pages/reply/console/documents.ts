import { graphql, type ResultOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";

export const ReplyTable = graphql.persisted(
  "ReplyTable",
  graphql(`
    query ReplyTable($region: ID!, $after: String) {
      replyTemplates(region: $region, first: 30, after: $after) {
        edges {
          node {
            id
            title
            text
            version
            viewerCanEdit
            region {
              id
              name
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `),
);

export type Reply = ResultOf<typeof ReplyTable>["replyTemplates"]["edges"][number]["node"];

export const CreateReply = graphql.persisted(
  "CreateReply",
  graphql(
    `
      mutation CreateReply($input: CreateReplyTemplateInput!) {
        createReplyTemplate(input: $input) {
          __typename
          ...RefusalText
          ... on ReplyTemplateSuccess {
            replyTemplate {
              id
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const EditReply = graphql.persisted(
  "EditReply",
  graphql(
    `
      mutation EditReply($input: EditReplyTemplateInput!) {
        editReplyTemplate(input: $input) {
          __typename
          ...RefusalText
          ... on ReplyTemplateSuccess {
            replyTemplate {
              id
              version
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const RemoveReply = graphql.persisted(
  "RemoveReply",
  graphql(
    `
      mutation RemoveReply($input: RemoveReplyTemplateInput!) {
        removeReplyTemplate(input: $input) {
          __typename
          ...RefusalText
          ... on ReplyTemplateSuccess {
            replyTemplate {
              id
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
