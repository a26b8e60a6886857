import { useState } from "react";
import { t } from "../../../app/text";
import type { Refusal } from "../../../graph/outcome";
import { type StepState, useStep } from "../../../graph/step";
import { ApplyPlan, keyOf, type Line, type Plan } from "./documents";

/** Lines that rest on what is no longer so: nothing was sent, and the rest of the plan still stands. */
interface Outdated {
  refusal: Refusal;
  keys: ReadonlySet<string>;
}

interface Sending {
  step: StepState;
  outdated: Outdated | null;
  send: (lines: readonly Line[]) => Promise<void>;
}

/** Sends the chosen lines of a plan at once; what was refused holds as long as the plan is the same. */
export function useSending(plan: Plan, sent: (count: number) => void): Sending {
  const step = useStep(ApplyPlan);
  const [outdated, setOutdated] = useState<(Outdated & { stamp: string }) | null>(null);

  async function send(lines: readonly Line[]): Promise<void> {
    setOutdated(null);
    const given = lines.map(({ part, match, quantity }) => ({
      part: part.id,
      resource: match.resource.id,
      quantity,
    }));
    const outcome = await step.run({ stamp: plan.stamp, lines: given });
    if (outcome.kind === "done") sent(outcome.value.dispatches.length);
    if (outcome.kind !== "refused" || !("lines" in outcome.refusal)) return;
    // The server counts the lines that were sent; people count those they see.
    const named = outcome.refusal.lines.flatMap((number) => lines[number - 1] ?? []);
    const message = t("plan.outdated", { lines: named.map(({ number }) => number).join("、") });
    setOutdated({ refusal: { ...outcome.refusal, message }, keys: new Set(named.map(keyOf)), stamp: plan.stamp });
  }

  return { step, outdated: outdated?.stamp === plan.stamp ? outdated : null, send };
}
