import { graphql, type ResultOf } from "../../graph/graphql";

export const PlaceFields = graphql(`
  fragment PlaceFields on Region @_unmask {
    id
    name
    level
    parent {
      id
      name
    }
  }
`);

/** A region's name as people say it: a building is named with its compound. */
export function placeOf(region: ResultOf<typeof PlaceFields> | null): string | null {
  if (region === null) return null;
  return region.level === "BUILDING" && region.parent ? `${region.parent.name}${region.name}` : region.name;
}
