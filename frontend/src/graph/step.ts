import { useCallback, useRef, useState } from "react";
import { type Client, type OperationResult, useClient } from "urql";
import type { TadaDocumentNode } from "./graphql";
import { type Outcome, outcomeOf, type Refusal } from "./outcome";

export interface StepState {
  busy: boolean;
  refusal: Refusal | null;
  problem: string | null;
}

const idle: StepState = { busy: false, refusal: null, problem: null };

/** Send one mutation under an idempotency key. */
export async function send<Data extends object, Input>(
  client: Client,
  document: TadaDocumentNode<Data, { input: Input }>,
  input: Input,
  key: string = randomKey(),
): Promise<Outcome<Data>> {
  const fetchOptions = { headers: { Accept: "application/json", "Idempotency-Key": key } };
  const result = await client.mutation(document, { input }, { fetchOptions }).toPromise();
  return outcomeOf<Data>(result as OperationResult<Data, never>);
}

/** A mutation as a screen uses it: run it once at a time, and keep what it said. */
export function useStep<Data extends object, Input>(document: TadaDocumentNode<Data, { input: Input }>) {
  const client = useClient();
  const [state, setState] = useState(idle);
  const unanswered = useRef<{ key: string; body: string } | null>(null);

  const run = useCallback(
    async (input: Input): Promise<Outcome<Data>> => {
      const body = JSON.stringify(input);
      // After a lost answer the same input is sent under the same key, so that nothing happens twice.
      const key = unanswered.current?.body === body ? unanswered.current.key : randomKey();
      setState({ ...idle, busy: true });
      const outcome = await send(client, document, input, key);
      unanswered.current = outcome.kind === "unanswered" ? { key, body } : null;
      setState({
        busy: false,
        refusal: outcome.kind === "refused" ? outcome.refusal : null,
        problem: outcome.kind === "unanswered" ? outcome.sentence : null,
      });
      return outcome;
    },
    [client, document],
  );

  const forget = useCallback(() => setState(idle), []);
  return { run, forget, ...state };
}

/** 128 random bits; `crypto.randomUUID` is missing on plain HTTP and on old phones. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
