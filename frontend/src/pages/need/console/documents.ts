import { graphql } from "../../../graph/graphql";
import { NeedRowFields } from "./NeedRow";

export const DeskNeedsQuery = graphql.persisted(
  "DeskNeeds",
  graphql(
    `
      query DeskNeeds($filter: NeedFilterInput, $order: NeedOrder!, $after: String) {
        needs(filter: $filter, orderBy: $order, first: 30, after: $after) {
          edges {
            node {
              id
              ...NeedRowFields
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    `,
    [NeedRowFields],
  ),
);
