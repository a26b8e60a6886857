import { address } from "../../../app/router";
import type { VariablesOf, Word } from "../../../graph/graphql";
import type { DeskNeedsQuery } from "./documents";

type NeedFilter = NonNullable<VariablesOf<typeof DeskNeedsQuery>["filter"]>;

export const needStatuses: readonly Word<"NeedStatus">[] = [
  "RAISED",
  "ACCEPTED",
  "REOPENED",
  "DISPATCHED",
  "TAKEN",
  "UNDER_WAY",
  "DONE",
  "ON_HOLD",
  "CLOSED",
  "DECLINED",
  "TRANSFERRED",
  "MERGED",
  "WITHDRAWN",
];
export const urgencies: readonly Word<"Urgency">[] = ["P1", "P2", "P3", "P4"];
export const natures: readonly Word<"Nature">[] = ["HELP", "QUESTION", "SUGGESTION", "COMPLAINT"];
export const manners: readonly Word<"Manner">[] = ["EVERYDAY", "TARGETED", "PROFESSIONAL", "URGENT"];
export const orders: readonly Word<"NeedOrder">[] = ["URGENCY", "DEADLINE", "NEWEST"];

/** The desk's filters as they stand in the address, so that a view can be kept, sent and opened again. */
export interface DeskFilters {
  text: string;
  status: string[];
  urgency: string[];
  nature: string[];
  category: string;
  /** "open" (the default), "all", "mine" or "gap". */
  which: string;
  order: Word<"NeedOrder">;
  after: string;
  need: string;
}

export function filtersOf(query: URLSearchParams): DeskFilters {
  const many = (name: string): string[] => (query.get(name) ?? "").split(",").filter(Boolean);
  return {
    text: query.get("text") ?? "",
    status: many("status"),
    urgency: many("urgency"),
    nature: many("nature"),
    category: query.get("category") ?? "",
    which: query.get("which") ?? "open",
    order: orders.find((order) => order === query.get("order")) ?? "URGENCY",
    after: query.get("after") ?? "",
    need: query.get("need") ?? "",
  };
}

export function addressOf(filters: DeskFilters): string {
  return address("/", {
    text: filters.text,
    status: filters.status.join(","),
    urgency: filters.urgency.join(","),
    nature: filters.nature.join(","),
    category: filters.category,
    which: filters.which === "open" ? "" : filters.which,
    order: filters.order === "URGENCY" ? "" : filters.order,
    after: filters.after,
    need: filters.need,
  });
}

/** What a saved filter keeps of them: neither the page nor the selected need. */
export function queryOf(filters: DeskFilters): string {
  return addressOf({ ...filters, after: "", need: "" }).split("?")[1] ?? "";
}

/** The filters as the server takes them; words it would not know are left out. */
export function inputOf(filters: DeskFilters, region: string): NeedFilter {
  const known = <Value extends string>(values: string[], all: readonly Value[]): Value[] | null => {
    const found = all.filter((value) => values.includes(value));
    return found.length === 0 ? null : found;
  };
  return {
    region,
    text: filters.text || null,
    status: known(filters.status, needStatuses),
    urgency: known(filters.urgency, urgencies),
    nature: known(filters.nature, natures),
    category: filters.category === "" ? null : [filters.category],
    open: filters.which === "open" && filters.status.length === 0 ? true : null,
    mine: filters.which === "mine" ? true : null,
    gap: filters.which === "gap" ? true : null,
  };
}
