import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../../graph/graphql";

const PartnerChoices = graphql.persisted(
  "PartnerChoices",
  graphql(`
    query PartnerChoices($text: String) {
      partners(filter: { text: $text, status: [CONFIRMED] }, first: 30) {
        edges {
          node {
            id
            name
            region {
              id
              name
            }
          }
        }
      }
    }
  `),
);

/** Confirmed partners by name, for a field one can search in. */
export function usePartnerChoices() {
  const [text, search] = useState("");
  const [{ data, fetching }] = useQuery({ query: PartnerChoices, variables: { text: text || null } });
  const choices = (data?.partners.edges ?? []).map(({ node }) => ({
    value: node.id,
    label: [node.name, node.region?.name].filter(Boolean).join(" · "),
  }));
  return { choices, search, isFetching: fetching };
}
