import { graphql } from "../../graph/graphql";
import { RefusalText } from "../../graph/outcome";

export const RegisterPartner = graphql.persisted(
  "RegisterPartner",
  graphql(
    `
      mutation RegisterPartner($input: RegisterPartnerInput!) {
        registerPartner(input: $input) {
          __typename
          ...RefusalText
          ... on PartnerSuccess {
            partner {
              id
              name
              status
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
