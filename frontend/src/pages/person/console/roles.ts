import type { Word } from "../../../graph/graphql";

export const roles: readonly Word<"Role">[] = [
  "COMMUNITY_STAFF",
  "GRID_WORKER",
  "STREET_OFFICER",
  "DISTRICT_OFFICER",
  "ADMINISTRATOR",
];
