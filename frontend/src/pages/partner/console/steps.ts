import { graphql } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";

export const ConfirmPartner = graphql.persisted(
  "ConfirmPartner",
  graphql(
    `
      mutation ConfirmPartner($input: ConfirmPartnerInput!) {
        confirmPartner(input: $input) {
          __typename
          ...RefusalText
          ... on PartnerSuccess {
            partner {
              id
              status
              isAblePerson
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const InvitePerson = graphql.persisted(
  "InvitePerson",
  graphql(
    `
      mutation InvitePerson($input: InvitePersonInput!) {
        invitePerson(input: $input) {
          __typename
          ...RefusalText
          ... on InvitationSuccess {
            link
            expiresAt
          }
        }
      }
    `,
    [RefusalText],
  ),
);
