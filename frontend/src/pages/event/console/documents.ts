import { graphql, type ResultOf } from "../../../graph/graphql";

export const EventTable = graphql.persisted(
  "EventTable",
  graphql(`
    query EventTable($region: ID!, $filter: EventFilterInput, $after: String) {
      events(region: $region, first: 50, after: $after, filter: $filter) {
        edges {
          node {
            seq
            at
            noun
            move
            channel
            key
            actorId
            fields
            actor {
              id
              called
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

export type AuditEvent = ResultOf<typeof EventTable>["events"]["edges"][number]["node"];
