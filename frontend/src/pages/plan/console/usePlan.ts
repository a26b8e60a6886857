import { useMemo, useState } from "react";
import { type CombinedError, useQuery } from "urql";
import { type Plan, PlanQuery } from "./documents";
import { asked, type Edit } from "./edits";

export interface Planning {
  /** The newest plan; it stays while the next one is made, or when that cannot be made. */
  plan: Plan | null;
  /** Whether the next plan is being made. */
  isBusy: boolean;
  /** Whether the viewer is no staff of the region. */
  isRefused: boolean;
  error: CombinedError | undefined;
  again: () => void;
}

/** The plan of one region and day, made anew whenever an edit changes. */
export function usePlan(region: string, day: string, edits: readonly Edit[]): Planning {
  const variables = useMemo(() => ({ region, day, ...asked(edits) }), [region, day, edits]);
  const [{ data, error, fetching }, ask] = useQuery({ query: PlanQuery, variables, requestPolicy: "network-only" });
  const [kept, keep] = useState<Plan | null>(null);
  const plan = data?.planDispatches ?? kept;
  if (plan !== kept) keep(plan);
  return {
    plan,
    isBusy: fetching,
    isRefused: !fetching && error === undefined && data?.planDispatches === null,
    error: fetching ? undefined : error,
    again: () => ask({ requestPolicy: "network-only" }),
  };
}
