import { graphql, type ResultOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";

export const PlaceTable = graphql.persisted(
  "PlaceTable",
  graphql(`
    query PlaceTable($region: ID!, $kind: PlaceKind) {
      places(region: $region, kind: $kind, first: 100) {
        place {
          id
          kind
          name
          address
          lat
          lng
          hours
          phone
          note
          confirmedAt
          confirmBy
          isFresh
          closedAt
          version
          viewerCanEdit
        }
      }
    }
  `),
);

export type Place = ResultOf<typeof PlaceTable>["places"][number]["place"];

export const RecordPlace = graphql.persisted(
  "RecordPlace",
  graphql(
    `
      mutation RecordPlace($input: RecordPlaceInput!) {
        recordPlace(input: $input) {
          __typename
          ...RefusalText
          ... on PlaceSuccess {
            place {
              id
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const EditPlace = graphql.persisted(
  "EditPlace",
  graphql(
    `
      mutation EditPlace($input: EditPlaceInput!) {
        editPlace(input: $input) {
          __typename
          ...RefusalText
          ... on PlaceSuccess {
            place {
              id
              version
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const ConfirmPlace = graphql.persisted(
  "ConfirmPlace",
  graphql(
    `
      mutation ConfirmPlace($input: ConfirmPlaceInput!) {
        confirmPlace(input: $input) {
          __typename
          ...RefusalText
          ... on PlaceSuccess {
            place {
              id
              confirmedAt
              confirmBy
              isFresh
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const ClosePlace = graphql.persisted(
  "ClosePlace",
  graphql(
    `
      mutation ClosePlace($input: ClosePlaceInput!) {
        closePlace(input: $input) {
          __typename
          ...RefusalText
          ... on PlaceSuccess {
            place {
              id
              closedAt
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
