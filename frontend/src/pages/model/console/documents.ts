import { graphql, type ResultOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";

export const ModelsQuery = graphql.persisted(
  "Models",
  graphql(`
    query Models($region: ID!) {
      learnedModels(region: $region) {
        settingsVersion
        viewerCanChange
        inForce {
          id
          number
          region {
            id
            name
          }
        }
        weights {
          code
          label
          shipped
          own
          learned
          inForce
        }
        models {
          id
          number
          isActive
          isProven
          tried
          gainPercent
          gainPercentLow
          gainPercentHigh
          sentence
          knownUntil
          createdAt
          activatedAt
          activatedBy {
            id
            called
          }
          version
        }
      }
    }
  `),
);

export const ChancesQuery = graphql.persisted(
  "Chances",
  graphql(`
    query Chances($region: ID!, $days: Int!) {
      chances(region: $region, days: $days) {
        firstPlaces
        partners
        withChance
        chances
        gini
        tenths
        newcomers {
          label
          ...GroupFields
        }
        regions {
          label
          ...GroupFields
        }
      }
    }

    fragment GroupFields on ChancesOfGroup @_unmask {
      partners
      withChance
      chances
      shareOfPartners
      shareOfChances
    }
  `),
);

export const ActivateModel = graphql.persisted(
  "ActivateModel",
  graphql(
    `
      mutation ActivateModel($input: ActivateModelInput!) {
        activateModel(input: $input) {
          __typename
          ...RefusalText
          ... on ModelSuccess {
            model {
              id
              isActive
              version
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const RollBackModel = graphql.persisted(
  "RollBackModel",
  graphql(
    `
      mutation RollBackModel($input: RollBackModelInput!) {
        rollBackModel(input: $input) {
          __typename
          ...RefusalText
          ... on ModelSuccess {
            model {
              id
              isActive
              version
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export type Models = NonNullable<ResultOf<typeof ModelsQuery>["learnedModels"]>;
export type Model = Models["models"][number];
export type Chances = NonNullable<ResultOf<typeof ChancesQuery>["chances"]>;
