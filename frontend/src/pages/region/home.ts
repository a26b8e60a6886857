import { graphql, type ResultOf } from "../../graph/graphql";

export const HomeFields = graphql(`
  fragment HomeFields on Region @_unmask {
    id
    level
    parent {
      id
      level
      parent {
        id
        level
        parent {
          id
          level
        }
      }
    }
  }
`);

export interface ChosenRegion {
  community: string;
  compound: string;
}

/** Where somebody is at home, as far as it says which community: so that it is not asked again. */
export function homeOf(region: ResultOf<typeof HomeFields> | null | undefined): ChosenRegion {
  const chain = [region, region?.parent, region?.parent?.parent, region?.parent?.parent?.parent];
  const idOf = (level: string): string => chain.find((each) => each?.level === level)?.id ?? "";
  return { community: idOf("COMMUNITY"), compound: idOf("COMPOUND") };
}

/** The narrowest region that was chosen; empty when none was. */
export function regionOf({ community, compound }: ChosenRegion): string {
  return compound === "" ? community : compound;
}
