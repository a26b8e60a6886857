import { address } from "../../../app/router";
import type { Word } from "../../../graph/graphql";
import { kinds } from "../../../parts/amount";
import { needStatuses, urgencies } from "../../need/console/filters";

export const tabs = ["needs", "resources", "projects", "gaps", "import"] as const;
export type Tab = (typeof tabs)[number];

export const resourceStatuses: readonly Word<"ResourceStatus">[] = ["ACTIVE", "PAUSED", "WITHDRAWN"];
export const projectStatuses: readonly Word<"ProjectStatus">[] = ["PLANNED", "UNDER_WAY", "FINISHED", "STRUCK_OFF"];

/** A list's filters as they stand in the address, so that a view can be kept, sent and opened again. */
export interface ListFilters {
  list: Tab;
  text: string;
  status: string[];
  urgency: string[];
  kind: string[];
  category: string;
  /** "yes" for what is confirmed, "no" for what should be asked about again. */
  fresh: string;
  after: string;
}

export function filtersOf(query: URLSearchParams): ListFilters {
  const many = (name: string): string[] => (query.get(name) ?? "").split(",").filter(Boolean);
  return {
    list: tabs.find((tab) => tab === query.get("list")) ?? "needs",
    text: query.get("text") ?? "",
    status: many("status"),
    urgency: many("urgency"),
    kind: many("kind"),
    category: query.get("category") ?? "",
    fresh: query.get("fresh") ?? "",
    after: query.get("after") ?? "",
  };
}

export const unfiltered = { text: "", status: [], urgency: [], kind: [], category: "", fresh: "", after: "" };

export function addressOf({ status, urgency, kind, ...rest }: ListFilters): string {
  return address("/lists", { ...rest, status: status.join(","), urgency: urgency.join(","), kind: kind.join(",") });
}

/** What a saved filter keeps; empty when nothing but the list is chosen. */
export function queryOf(filters: ListFilters): string {
  const query = addressOf({ ...filters, after: "" }).split("?")[1] ?? "";
  return query === `list=${filters.list}` ? "" : query;
}

function known<Value extends string>(values: readonly string[], all: readonly Value[]): Value[] | null {
  const found = all.filter((value) => values.includes(value));
  return found.length === 0 ? null : found;
}

/** The filters as the server takes them; words it would not know are left out. */
export function needFilter(filters: ListFilters, region: string) {
  return {
    region,
    text: filters.text || null,
    status: known(filters.status, needStatuses),
    urgency: known(filters.urgency, urgencies),
    category: filters.category === "" ? null : [filters.category],
  };
}

export function resourceFilter(filters: ListFilters, region: string) {
  return {
    region,
    text: filters.text || null,
    status: known(filters.status, resourceStatuses),
    kind: known(filters.kind, kinds),
    category: filters.category === "" ? null : [filters.category],
    fresh: filters.fresh === "" ? null : filters.fresh === "yes",
  };
}

export function projectFilter(filters: ListFilters, region: string) {
  return { region, listed: true, status: known(filters.status, projectStatuses) };
}
