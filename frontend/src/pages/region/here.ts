import { useSyncExternalStore } from "react";
import { useQuery } from "urql";
import { useSession } from "../../app/session";
import { graphql, type ResultOf } from "../../graph/graphql";
import { homeOf } from "./home";

const stored = "hereCommunity";
const changed = "hereChanged";

/** Choose the community whose news, places and lists are shown on this device. */
export function chooseHere(community: string): void {
  localStorage.setItem(stored, community);
  window.dispatchEvent(new Event(changed));
}

function watch(listener: () => void): () => void {
  window.addEventListener(changed, listener);
  return () => window.removeEventListener(changed, listener);
}

/** The community this is about: the chosen one, else the person's own or its partner's; empty while nobody has said which. */
export function useHere(): string {
  const { person, partners } = useSession();
  const chosen = useSyncExternalStore(watch, () => localStorage.getItem(stored) ?? "");
  if (chosen !== "") return chosen;
  return homeOf(person?.region).community || homeOf(partners[0]?.region).community;
}

const HereQuery = graphql.persisted(
  "Here",
  graphql(`
    query Here($region: ID!) {
      node(id: $region) {
        __typename
        id
        ... on Region {
          name
          lat
          lng
          phone
          hours
          phoneOf {
            id
            name
          }
        }
      }
    }
  `),
);

type Node = NonNullable<ResultOf<typeof HereQuery>["node"]>;
export type HereRegion = Extract<Node, { __typename: "Region" }>;

/** The community's name, its telephone and when somebody answers it; null until it is known. */
export function useHereRegion(): HereRegion | null {
  const region = useHere();
  const [{ data }] = useQuery({ query: HereQuery, variables: { region }, pause: region === "" });
  return region !== "" && data?.node?.__typename === "Region" ? data.node : null;
}
