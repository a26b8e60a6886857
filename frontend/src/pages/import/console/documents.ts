import { graphql, type ResultOf } from "../../../graph/graphql";

export const ImportTable = graphql.persisted(
  "ImportTable",
  graphql(`
    query ImportTable($region: ID!, $after: String) {
      importHistory(region: $region, first: 30, after: $after) {
        edges {
          node {
            id
            fileName
            source
            createdAt
            officialList
            region {
              id
              name
            }
            importedBy {
              id
              called
            }
            counts {
              read
              new
              same
              changed
              bad
              skipped
            }
            badLines {
              id
              name
              address
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

export type Import = ResultOf<typeof ImportTable>["importHistory"]["edges"][number]["node"];
