import { graphql } from "../../graph/graphql";
import { RefusalText } from "../../graph/outcome";

export const SetPreference = graphql.persisted(
  "SetPreference",
  graphql(
    `
      mutation SetPreference($input: SetPreferenceInput!) {
        setPreference(input: $input) {
          __typename
          ...RefusalText
        }
      }
    `,
    [RefusalText],
  ),
);
