interface Fit<Need> {
  position: number;
  sentences: readonly string[];
  need: Need;
}

/** What fits any of the resources, each need once, with the reasons of the resource it fits best; the best first. */
export function fittingNeeds<Need extends { id: string }>(
  resources: readonly { matches: readonly Fit<Need>[] | null }[],
): Fit<Need>[] {
  const best = new Map<string, Fit<Need>>();
  for (const { matches } of resources) {
    for (const fit of matches ?? []) {
      const known = best.get(fit.need.id);
      if (known === undefined || fit.position < known.position) best.set(fit.need.id, fit);
    }
  }
  return [...best.values()].sort((one, other) => one.position - other.position);
}
