import { graphql } from "../../graph/graphql";

/** Tells of the needs of a region that the listener may see. */
export const OwnNeedChanges = graphql.persisted(
  "OwnNeedChanges",
  graphql(`
    subscription OwnNeedChanges($region: ID!, $after: Int) {
      needChanged(region: $region, after: $after) {
        seq
        move
      }
    }
  `),
);
