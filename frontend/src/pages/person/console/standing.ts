import { useSession } from "../../../app/session";
import type { Word } from "../../../graph/graphql";

/** Whether the person holds one of these roles anywhere; the server judges where. */
export function useHolds(...wanted: Word<"Role">[]): boolean {
  return useSession().roles.some(({ role }) => wanted.includes(role));
}

/** Whether the person keeps what a desk shows to residents: bulletins, places, replies. */
export function useKeepsDesk(): boolean {
  return useHolds("COMMUNITY_STAFF", "STREET_OFFICER", "DISTRICT_OFFICER");
}
