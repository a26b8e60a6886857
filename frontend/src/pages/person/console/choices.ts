import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../graph/graphql";

const PersonChoices = graphql.persisted(
  "PersonChoices",
  graphql(`
    query PersonChoices($region: ID!, $text: String) {
      staff: persons(region: $region, role: COMMUNITY_STAFF, text: $text, first: 30) {
        edges {
          node {
            id
            called
          }
        }
      }
      living: persons(region: $region, text: $text, first: 30) {
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

/** People of a region, its staff first, for a field one can search in. */
export function usePersonChoices(region: string) {
  const [text, search] = useState("");
  const [{ data }] = useQuery({ query: PersonChoices, variables: { region, text: text || null } });
  const people = [...(data?.staff.edges ?? []), ...(data?.living.edges ?? [])].map(({ node }) => node);
  const choices = [...new Map(people.map(({ id, called }) => [id, { value: id, label: called }])).values()];
  return { choices, search };
}
