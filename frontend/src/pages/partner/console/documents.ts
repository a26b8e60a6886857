import { graphql, type ResultOf } from "../../../graph/graphql";
import { RefusalText } from "../../../graph/outcome";

export const PartnerDeskQuery = graphql.persisted(
  "PartnerDesk",
  graphql(`
    query PartnerDesk($partner: ID!, $year: Int) {
      partner(id: $partner) {
        id
        name
        kind
        status
        introduction
        officePhone
        isDepartment
        isMarketBody
        isAblePerson
        region {
          id
          name
          fullName
        }
        contacts {
          id
          called
          private {
            name
            phone
          }
        }
        load {
          unanswered
          taken
          takenInAYear
          returnRate
        }
        coverage {
          regions {
            id
            fullName
          }
          circles {
            label
            radiusM
          }
          isRemote
        }
        gaveAndGot(year: $year) {
          gaveTimes
          gaveHours
          gaveNeeds
          thanks
          raised
          got
          given {
            times
            hours
            category {
              code
              nameZh
              nameEn
            }
          }
        }
        partnerships {
          id
          badge
          regionBrings
          startsOn
          endsOn
          status
          terms
          reasonText
          version
          promises {
            text
            quantity
            unit
          }
          region {
            id
            name
          }
        }
        resources(first: 50) {
          edges {
            node {
              id
              number
              title
              kind
              status
              isFresh
              confirmedAt
              unit
              slotCapacity
              left
            }
          }
        }
      }
    }
  `),
);

export type PartnerDesk = NonNullable<ResultOf<typeof PartnerDeskQuery>["partner"]>;
export type Partnership = PartnerDesk["partnerships"][number];
export type PartnerResource = PartnerDesk["resources"]["edges"][number]["node"];

export const RecordPartnership = graphql.persisted(
  "RecordPartnership",
  graphql(
    `
      mutation RecordPartnership($input: RecordPartnershipInput!) {
        recordPartnership(input: $input) {
          __typename
          ...RefusalText
          ... on PartnershipSuccess {
            partnership {
              id
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const EditPartnership = graphql.persisted(
  "EditPartnership",
  graphql(
    `
      mutation EditPartnership($input: EditPartnershipInput!) {
        editPartnership(input: $input) {
          __typename
          ...RefusalText
          ... on PartnershipSuccess {
            partnership {
              id
              status
              version
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const EndPartnership = graphql.persisted(
  "EndPartnership",
  graphql(
    `
      mutation EndPartnership($input: EndPartnershipInput!) {
        endPartnership(input: $input) {
          __typename
          ...RefusalText
          ... on PartnershipSuccess {
            partnership {
              id
              status
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const LeavePartner = graphql.persisted(
  "LeavePartner",
  graphql(
    `
      mutation LeavePartner($input: LeavePartnerInput!) {
        leavePartner(input: $input) {
          __typename
          ...RefusalText
          ... on PartnerSuccess {
            partner {
              id
              status
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);

export const WithdrawResource = graphql.persisted(
  "WithdrawResource",
  graphql(
    `
      mutation WithdrawResource($input: WithdrawResourceInput!) {
        withdrawResource(input: $input) {
          __typename
          ...RefusalText
          ... on ResourceSuccess {
            resource {
              id
              status
            }
          }
        }
      }
    `,
    [RefusalText],
  ),
);
