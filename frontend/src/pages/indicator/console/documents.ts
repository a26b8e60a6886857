import { graphql, type ResultOf } from "../../../graph/graphql";
import { HeadlineFields } from "../../need/headline";
import { PlaceFields } from "../../region/place";

export const IndicatorsQuery = graphql.persisted(
  "Indicators",
  graphql(`
    query Indicators($region: ID!, $period: PeriodInput) {
      indicators(region: $region, period: $period) {
        kind
        measure
        definition
        value
        numerator
        denominator
        isKeptBack
        previous {
          ...FigureFields
        }
        series(months: 12) {
          ...FigureFields
        }
      }
    }

    fragment FigureFields on IndicatorFigure @_unmask {
      value
      numerator
      denominator
      isKeptBack
      since
      until
    }
  `),
);

export const CountedNeedsQuery = graphql.persisted(
  "CountedNeeds",
  graphql(
    `
      query CountedNeeds($region: ID!, $counted: CountedInput!, $after: String) {
        needs(filter: { region: $region, counted: $counted }, first: 30, after: $after) {
          edges {
            node {
              id
              number
              ...HeadlineFields
              status
              createdAt
              region {
                ...PlaceFields
              }
              owner {
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
    `,
    [HeadlineFields, PlaceFields],
  ),
);

export type Indicator = NonNullable<ResultOf<typeof IndicatorsQuery>["indicators"]>[number];
export type Figure = Indicator["previous"];
export type CountedNeed = ResultOf<typeof CountedNeedsQuery>["needs"]["edges"][number]["node"];
