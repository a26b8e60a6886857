import { useQuery } from "urql";
import { graphql } from "../../graph/graphql";

const StaffQuery = graphql.persisted(
  "Staff",
  graphql(`
    query Staff($region: ID!) {
      persons(region: $region, role: COMMUNITY_STAFF, first: 100) {
        edges {
          node {
            id
            called
          }
        }
      }
    }
  `),
);

/** The colleagues who may own a need of the region. */
export function useStaffChoices(region: string): { value: string; label: string }[] {
  const [{ data }] = useQuery({ query: StaffQuery, variables: { region }, requestPolicy: "cache-first" });
  return (data?.persons.edges ?? []).map(({ node }) => ({ value: node.id, label: node.called }));
}
