import { useState } from "react";
import { momentIn } from "../../../../app/time";
import type { VariablesOf, Word } from "../../../../graph/graphql";
import { type ChosenRegion, regionOf } from "../../../region/home";
import type { PostNeed } from "../../steps";

/** A photo as it waits to be sent: small enough to be kept beside the words. */
export interface Photo {
  name: string;
  /** A data: address of a JPEG. */
  data: string;
}

export interface Draft {
  words: string;
  /** One of the large tiles; it only narrows the choice of a category. */
  group: string;
  category: string;
  photos: readonly Photo[];
  /** "self", "other", or the id of the unit the need is for. */
  whom: string;
  name: string;
  phone: string;
  relation: string;
  community: string;
  compound: string;
  address: string;
  door: string;
  when: "any" | "day";
  earliest: string;
  latest: string;
  quantity: string;
  unit: Word<"Unit">;
}

const stored = "needDraft";
const storedPlace = "needPlace";

const empty: Draft = {
  words: "",
  group: "",
  category: "",
  photos: [],
  whom: "self",
  name: "",
  phone: "",
  relation: "",
  community: "",
  compound: "",
  address: "",
  door: "",
  when: "any",
  earliest: "",
  latest: "",
  quantity: "",
  unit: "TIME",
};

function read(key: string): Partial<Draft> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Draft>;
  } catch {
    return {};
  }
}

/** Keep a value on this device; false where the device keeps nothing, or no more. */
export function keep(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Let go of what was written; the place stays. */
export function forgetDraft(): void {
  localStorage.removeItem(stored);
}

/** The need being written: it survives a closed page and a lost network until it is sent. */
export function useDraft(home: ChosenRegion) {
  const [draft, setDraft] = useState<Draft>(() => ({ ...empty, ...home, ...read(storedPlace), ...read(stored) }));
  const [isKept, setIsKept] = useState(true);

  function change(piece: Partial<Draft>): void {
    const after = { ...draft, ...piece };
    setDraft(after);
    setIsKept(keep(stored, after));
  }

  /** After sending: forget the need, but remember the place, so that it is not asked again next time. */
  function finish(): void {
    const { community, compound } = draft;
    keep(storedPlace, { community, compound });
    forgetDraft();
    setDraft({ ...empty, community, compound });
  }

  return { draft, isKept, change, finish };
}

export type PostNeedInput = VariablesOf<typeof PostNeed>["input"];

/** The draft as the server takes it. */
export function inputOf(draft: Draft): PostNeedInput {
  const isOther = draft.whom === "other";
  const isPartner = draft.whom !== "self" && !isOther;
  const hasDay = draft.when === "day";
  return {
    words: draft.words.trim(),
    region: regionOf(draft),
    category: draft.category === "" ? null : draft.category,
    channel: "WEB",
    forPartner: isPartner ? draft.whom : null,
    contact: {
      name: draft.name.trim() || null,
      phone: draft.phone.trim() || null,
      relation: isOther ? draft.relation.trim() || null : null,
      address: draft.address.trim() || null,
      door: draft.door.trim() || null,
    },
    newPerson: isOther
      ? { called: draft.name.trim(), name: draft.name.trim(), phone: draft.phone.trim() || null }
      : null,
    parts: [
      {
        category: draft.category === "" ? null : draft.category,
        quantity: draft.quantity === "" ? "1" : draft.quantity,
        unit: draft.unit,
        earliest: hasDay ? momentIn(draft.earliest) : null,
        latest: hasDay ? momentIn(draft.latest) : null,
      },
    ],
  };
}
