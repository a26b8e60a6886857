import { graphql } from "../../graph/graphql";
import { RefusalText } from "../../graph/outcome";

export const SignIn = graphql.persisted(
  "SignIn",
  graphql(
    `
      mutation SignIn($input: SignInInput!) {
        signIn(input: $input) {
          __typename
          ...RefusalText
          ... on SignInSuccess {
            viewer {
              isSignedIn
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const SignOut = graphql.persisted(
  "SignOut",
  graphql(
    `
      mutation SignOut {
        signOut {
          __typename
          ...RefusalText
          ... on SignOutSuccess {
            viewer {
              isSignedIn
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const DemoAccounts = graphql.persisted(
  "DemoAccounts",
  graphql(`
    query DemoAccounts {
      demoAccounts {
        userName
        password
        called
        does
        entry
      }
    }
  `),
);

export const AcceptInvitation = graphql.persisted(
  "AcceptInvitation",
  graphql(
    `
      mutation AcceptInvitation($input: AcceptInvitationInput!) {
        acceptInvitation(input: $input) {
          __typename
          ...RefusalText
          ... on SignInSuccess {
            viewer {
              isSignedIn
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const ChangePassword = graphql.persisted(
  "ChangePassword",
  graphql(
    `
      mutation ChangePassword($input: ChangePasswordInput!) {
        changePassword(input: $input) {
          __typename
          ...RefusalText
          ... on PasswordSuccess {
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

export const SignOutEverywhere = graphql.persisted(
  "SignOutEverywhere",
  graphql(
    `
      mutation SignOutEverywhere {
        signOutEverywhere {
          __typename
          ...RefusalText
          ... on SignOutEverywhereSuccess {
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

export const EraseMe = graphql.persisted(
  "EraseMe",
  graphql(
    `
      mutation EraseMe($input: EraseMeInput!) {
        eraseMe(input: $input) {
          __typename
          ...RefusalText
          ... on EraseMeSuccess {
            erasedAt
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const SetQuiet = graphql.persisted(
  "SetQuiet",
  graphql(
    `
      mutation SetQuiet($input: SetQuietInput!) {
        setQuiet(input: $input) {
          __typename
          ...RefusalText
          ... on QuietSuccess {
            person {
              id
              isQuiet
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
