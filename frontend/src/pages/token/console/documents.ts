import { graphql, type ResultOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";

export const TokensQuery = graphql.persisted(
  "Tokens",
  graphql(`
    query Tokens {
      viewer {
        tokens {
          id
          name
          scope
          createdAt
          expiresAt
        }
      }
    }
  `),
);

export type Token = ResultOf<typeof TokensQuery>["viewer"]["tokens"][number];

export const CreateToken = graphql.persisted(
  "CreateToken",
  graphql(
    `
      mutation CreateToken($input: CreateTokenInput!) {
        createToken(input: $input) {
          __typename
          ...RefusalText
          ... on CreateTokenSuccess {
            secret
            token {
              id
              name
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const RevokeToken = graphql.persisted(
  "RevokeToken",
  graphql(
    `
      mutation RevokeToken($input: RevokeTokenInput!) {
        revokeToken(input: $input) {
          __typename
          ...RefusalText
          ... on RevokeTokenSuccess {
            token {
              id
              revokedAt
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
