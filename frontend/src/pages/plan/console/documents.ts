import { graphql, type ResultOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";
import { HeadlineFields } from "../../need/headline";
import { PlaceFields } from "../../region/place";

export const CandidateFields = graphql(`
  fragment CandidateFields on Match @_unmask {
    position
    score
    probability
    sentences
    remarks
    resource {
      id
      title
      kind
      partner {
        id
        name
      }
    }
  }
`);

export const PlannedNeed = graphql(
  `
    fragment PlannedNeed on Need @_unmask {
      id
      urgency
      ...HeadlineFields
      region {
        ...PlaceFields
      }
    }
  `,
  [HeadlineFields, PlaceFields],
);

export const PlanQuery = graphql.persisted(
  "Plan",
  graphql(
    `
      query Plan($region: ID!, $day: Date!, $pinned: [PlanPairInput!], $forbidden: [PlanForbiddenInput!]) {
        planDispatches(region: $region, day: $day, pinned: $pinned, forbidden: $forbidden) {
          region {
            id
          }
          day
          stamp
          covered
          coveredAtMost
          score
          pointsShort
          isCut
          partnersAsked
          partnersPossible
          mostOfOnePartner
          leastProbability
          lines {
            number
            quantity
            unit
            startsAt
            endsAt
            isPinned
            need {
              ...PlannedNeed
            }
            part {
              id
              text
            }
            match {
              ...CandidateFields
            }
            candidates(first: 6) {
              ...CandidateFields
            }
          }
          uncovered {
            quantity
            sentence
            need {
              ...PlannedNeed
            }
            part {
              id
              text
              unit
            }
            candidates(first: 6) {
              ...CandidateFields
            }
          }
        }
      }
    `,
    [PlannedNeed, CandidateFields],
  ),
);

export const ApplyPlan = graphql.persisted(
  "ApplyPlan",
  graphql(
    `
      mutation ApplyPlan($input: ApplyPlanInput!) {
        applyPlan(input: $input) {
          __typename
          ...RefusalText
          ... on ApplyPlanSuccess {
            dispatches {
              id
              need {
                id
                status
                version
              }
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export type Plan = NonNullable<ResultOf<typeof PlanQuery>["planDispatches"]>;
export type Line = Plan["lines"][number];
export type Uncovered = Plan["uncovered"][number];
export type Candidate = ResultOf<typeof CandidateFields>;

/** One line of one plan: a part may have several, each of another resource. */
export function keyOf(line: Line): string {
  return `${line.part.id} ${line.match.resource.id}`;
}
