import type { VariablesOf } from "../../../graph/graphql";
import { headlineOf } from "../../need/headline";
import type { Candidate, Line, PlanQuery, Uncovered } from "./documents";

/** What staff settle before the next plan: a pair to keep, a pair to leave out, or a part that waits. */
export interface Edit {
  kind: "pin" | "forbid" | "leave";
  part: string;
  /** The resource of the pair; null for a part that waits. */
  resource: string | null;
  need: string;
  called: string;
}

type Asked = Line | Uncovered;

export function pinned(edits: readonly Edit[], of: Asked, candidate: Candidate): Edit[] {
  return [...without(edits, of.part.id, candidate.resource.id), edit("pin", of, candidate)];
}

export function forbidden(edits: readonly Edit[], of: Asked, candidate: Candidate): Edit[] {
  return [...without(edits, of.part.id, candidate.resource.id), edit("forbid", of, candidate)];
}

export function unpinned(edits: readonly Edit[], line: Line): Edit[] {
  return without(edits, line.part.id, line.match.resource.id);
}

/**
 * Another resource in the place of the line's: it is pinned.
 *
 * Where several give some of a part, the old one might give some of it still, unless it is forbidden.
 */
export function replaced(edits: readonly Edit[], lines: readonly Line[], line: Line, candidate: Candidate): Edit[] {
  const isSplit = lines.filter(({ part }) => part.id === line.part.id).length > 1;
  const others = isSplit ? forbidden(edits, line, line.match) : unpinned(edits, line);
  return pinned(others, line, candidate);
}

export function leftOut(edits: readonly Edit[], of: Asked): Edit[] {
  const others = edits.filter(({ part }) => part !== of.part.id);
  return [...others, { kind: "leave", part: of.part.id, resource: null, need: headlineOf(of.need), called: "" }];
}

/** The edits as the server takes them, in their order. */
export function asked(edits: readonly Edit[]): Pick<VariablesOf<typeof PlanQuery>, "pinned" | "forbidden"> {
  const pairs = edits.flatMap(({ kind, part, resource }) =>
    kind === "pin" && resource !== null ? [{ part, resource }] : [],
  );
  const apart = edits.filter(({ kind }) => kind !== "pin").map(({ part, resource }) => ({ part, resource }));
  return { pinned: pairs, forbidden: apart };
}

/** The edits that the server named in its refusal: `pinned[1]` is the second pin. */
export function refusedAmong(edits: readonly Edit[], fields: readonly string[]): Edit[] {
  const pins = edits.filter(({ kind }) => kind === "pin");
  return pins.filter((_, index) => fields.includes(`pinned[${index}]`));
}

function edit(kind: "pin" | "forbid", of: Asked, { resource }: Candidate): Edit {
  const called = resource.partner ? `${resource.partner.name} · ${resource.title}` : resource.title;
  return { kind, part: of.part.id, resource: resource.id, need: headlineOf(of.need), called };
}

function without(edits: readonly Edit[], part: string, resource: string): Edit[] {
  return edits.filter((each) => each.part !== part || each.resource !== resource);
}
