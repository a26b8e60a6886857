import { graphql, type ResultOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";

export const PeopleTable = graphql.persisted(
  "PeopleTable",
  graphql(`
    query PeopleTable($region: ID!, $role: Role, $text: String, $after: String) {
      persons(region: $region, role: $role, text: $text, first: 30, after: $after) {
        edges {
          node {
            id
            called
            region {
              id
              name
            }
            private {
              isMasked
              name
              phone
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

export type Person = ResultOf<typeof PeopleTable>["persons"]["edges"][number]["node"];

export const GrantRole = graphql.persisted(
  "GrantRole",
  graphql(
    `
      mutation GrantRole($input: GrantRoleInput!) {
        grantRole(input: $input) {
          __typename
          ...RefusalText
          ... on RoleSuccess {
            person {
              id
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const RevokeRole = graphql.persisted(
  "RevokeRole",
  graphql(
    `
      mutation RevokeRole($input: RevokeRoleInput!) {
        revokeRole(input: $input) {
          __typename
          ...RefusalText
          ... on RoleSuccess {
            person {
              id
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
