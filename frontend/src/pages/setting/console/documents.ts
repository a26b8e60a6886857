import { graphql, type ResultOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";

export const SettingsQuery = graphql.persisted(
  "Settings",
  graphql(`
    query Settings($region: ID!) {
      regionSettings(region: $region) {
        viewerCanEdit
        groups {
          group
          version
          lines {
            key
            label
            value
            own
            shipped
            isText
            isWhole
            least
            most
            setIn {
              id
              name
            }
          }
        }
        history(first: 30) {
          group
          version
          at
          changed {
            key
            value
          }
          changedBy {
            id
            called
          }
        }
      }
    }
  `),
);

export type Settings = NonNullable<ResultOf<typeof SettingsQuery>["regionSettings"]>;
export type Group = Settings["groups"][number];
export type Line = Group["lines"][number];

export const EditRegionSettings = graphql.persisted(
  "EditRegionSettings",
  graphql(
    `
      mutation EditRegionSettings($input: EditRegionSettingsInput!) {
        editRegionSettings(input: $input) {
          __typename
          ...RefusalText
          ... on RegionSettingsSuccess {
            settings {
              viewerCanEdit
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
