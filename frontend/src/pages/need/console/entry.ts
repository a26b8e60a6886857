import { t } from "../../../app/text";
import type { VariablesOf, Word } from "../../../graph/graphql";
import type { DraftHints } from "../draft";
import type { PostNeed } from "../steps";

type PostNeedInput = VariablesOf<typeof PostNeed>["input"];

/** What staff typed or chose; an empty value means "as guessed". */
export interface Entry {
  words: string;
  phone: string;
  name: string;
  address: string;
  region: string;
  channel: Word<"Channel">;
  category: string | null;
  nature: Word<"Nature"> | null;
  urgency: Word<"Urgency">;
  matter: Word<"Matter">;
}

export const emptyEntry: Entry = {
  words: "",
  phone: "",
  name: "",
  address: "",
  region: "",
  channel: "PHONE",
  category: null,
  nature: null,
  urgency: "P3",
  matter: "PERSONAL",
};

/** The likeliest category of the words, unless another was chosen. */
export function categoryOf(entry: Entry, hints: DraftHints | null): string | null {
  return entry.category ?? hints?.suggestMatches.categories[0]?.category.code ?? null;
}

export function natureOf(entry: Entry, hints: DraftHints | null): Word<"Nature"> {
  return entry.nature ?? hints?.suggestMatches.guessedNature ?? "HELP";
}

/** The entry as the server takes it: for the community when public, else for whoever rang. */
export function inputOf(entry: Entry, hints: DraftHints | null, community: string): PostNeedInput {
  const name = entry.name.trim();
  const phone = entry.phone.trim();
  const isPublic = entry.matter === "PUBLIC";
  return {
    words: entry.words.trim(),
    region: entry.region || community,
    channel: entry.channel,
    nature: natureOf(entry, hints),
    matter: entry.matter,
    category: categoryOf(entry, hints),
    urgency: entry.urgency,
    contact: { name: name || null, phone: phone || null, address: entry.address.trim() || null },
    forRegion: isPublic ? entry.region || community : null,
    newPerson: isPublic ? null : { called: name || t("entry.unnamed"), name: name || null, phone: phone || null },
  };
}
