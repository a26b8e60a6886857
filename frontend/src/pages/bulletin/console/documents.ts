import { graphql, type ResultOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";

export const BulletinTable = graphql.persisted(
  "BulletinTable",
  graphql(`
    query BulletinTable($region: ID!, $after: String) {
      bulletins(region: $region, first: 30, after: $after, inForce: false) {
        edges {
          node {
            id
            title
            text
            from
            until
            isPinned
            isInForce
            withdrawnAt
            version
            viewerCanEdit
            region {
              id
              name
            }
            postedBy {
              id
              called
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

export type Bulletin = ResultOf<typeof BulletinTable>["bulletins"]["edges"][number]["node"];

export const PostBulletin = graphql.persisted(
  "PostBulletin",
  graphql(
    `
      mutation PostBulletin($input: PostBulletinInput!) {
        postBulletin(input: $input) {
          __typename
          ...RefusalText
          ... on BulletinSuccess {
            bulletin {
              id
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const EditBulletin = graphql.persisted(
  "EditBulletin",
  graphql(
    `
      mutation EditBulletin($input: EditBulletinInput!) {
        editBulletin(input: $input) {
          __typename
          ...RefusalText
          ... on BulletinSuccess {
            bulletin {
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

export const WithdrawBulletin = graphql.persisted(
  "WithdrawBulletin",
  graphql(
    `
      mutation WithdrawBulletin($input: WithdrawBulletinInput!) {
        withdrawBulletin(input: $input) {
          __typename
          ...RefusalText
          ... on BulletinSuccess {
            bulletin {
              id
              withdrawnAt
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
