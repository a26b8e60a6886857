import { useQuery } from "urql";
import { graphql, type Word } from "../../graph/graphql";

const RegionsQuery = graphql.persisted(
  "Regions",
  graphql(`
    query Regions($under: ID, $level: Level) {
      regions(first: 100, under: $under, level: $level) {
        edges {
          node {
            id
            name
            level
          }
        }
      }
    }
  `),
);

export interface RegionChoice {
  value: string;
  label: string;
}

/** The regions of one level, below `under` when it is given; nothing is asked while `pause` holds. */
export function useRegionChoices(level: Word<"Level">, under: string | null, pause = false): RegionChoice[] {
  const [{ data }] = useQuery({
    query: RegionsQuery,
    variables: { under, level },
    pause,
    requestPolicy: "cache-first",
  });
  if (pause) return [];
  return (data?.regions.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }));
}
