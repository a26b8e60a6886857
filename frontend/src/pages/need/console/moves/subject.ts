import type { Word } from "../../../../graph/graphql";

/** What the forms of the moves need to know of a need. */
export interface Subject {
  id: string;
  number: string;
  version: number;
  title: string;
  text: string | null;
  urgency: Word<"Urgency">;
  matter: Word<"Matter">;
  manner: Word<"Manner">;
  nature: Word<"Nature">;
  region: { id: string } | null;
  owner: { id: string; called: string } | null;
  forPerson: { id: string; called: string } | null;
  forPartner: { id: string } | null;
  raisedBy: { id: string } | null;
  private: {
    words: string;
    contactName: string | null;
    contactPhone: string | null;
    contactRelation: string | null;
    address: string | null;
    door: string | null;
  } | null;
}

export interface MoveProps {
  need: Subject;
  done: () => void;
  close: () => void;
}

/** For whom staff speak when they record what the asker said. */
export function askerOf(need: Subject): { person: string | null; partner: string | null } {
  const person = need.forPerson?.id ?? null;
  const partner = person === null ? (need.forPartner?.id ?? null) : null;
  return { person: person ?? (partner === null ? (need.raisedBy?.id ?? null) : null), partner };
}
