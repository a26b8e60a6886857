import { graphql } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";

export const RegionDeskQuery = graphql.persisted(
  "RegionDesk",
  graphql(`
    query RegionDesk($region: ID!) {
      node(id: $region) {
        __typename
        id
        ... on Region {
          fullName
          level
          phone
          hours
          version
          phoneOf {
            id
            name
          }
        }
      }
    }
  `),
);

export const EditRegion = graphql.persisted(
  "EditRegion",
  graphql(
    `
      mutation EditRegion($input: EditRegionInput!) {
        editRegion(input: $input) {
          __typename
          ...RefusalText
          ... on RegionSuccess {
            region {
              id
              phone
              hours
              version
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
