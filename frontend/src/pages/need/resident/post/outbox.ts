import type { Client, OperationResult } from "urql";
import { type Outcome, outcomeOf, type Success } from "../../../../graph/outcome";
import { randomKey } from "../../../../graph/step";
import type { ResultOf } from "../../../../graph/graphql";
import { PostNeed } from "../../steps";
import { keep, type Photo, type PostNeedInput } from "./savedDraft";
import { uploadPhoto } from "./uploading";

/** A need on its way: kept on the device until the server has answered, and sent under one key however often. */
export interface Waiting {
  key: string;
  input: PostNeedInput;
  photos: readonly Photo[];
  /** The ids of the photos that have arrived already. */
  sent: readonly string[];
}

type Data = ResultOf<typeof PostNeed>;
export type Posted = Success<Data>["need"];

const stored = "needOutbox";
const changed = "needOutboxChanged";

export function waiting(): Waiting | null {
  try {
    return JSON.parse(localStorage.getItem(stored) ?? "null") as Waiting | null;
  } catch {
    return null;
  }
}

function keepWaiting(entry: Waiting | null): void {
  if (entry === null) localStorage.removeItem(stored);
  else keep(stored, entry);
  window.dispatchEvent(new Event(changed));
}

/** Give a need out of hand. Where the device keeps nothing it is sent all the same, while one looks on. */
export function putOut(input: PostNeedInput, photos: readonly Photo[]): Waiting {
  const entry = { key: randomKey(), input, photos, sent: [] };
  keepWaiting(entry);
  return entry;
}

/** Take a need back, to be written on. */
export function takeBack(): void {
  keepWaiting(null);
}

let sending: Promise<Outcome<Data>> | null = null;

/** Send what waits. Without an answer it stays; a refusal or a number ends its wait. Two calls at once are one. */
export function sendOut(client: Client, entry: Waiting): Promise<Outcome<Data>> {
  sending ??= send(client, entry).finally(() => {
    sending = null;
  });
  return sending;
}

async function send(client: Client, entry: Waiting): Promise<Outcome<Data>> {
  let now = entry;
  for (const photo of entry.photos.slice(entry.sent.length)) {
    const uploaded = await uploadPhoto(photo);
    if (uploaded.kind !== "done") {
      if (uploaded.kind === "refused") keepWaiting(null);
      return uploaded;
    }
    now = { ...now, sent: [...now.sent, uploaded.id] };
    keepWaiting(now);
  }
  const result = await client
    .mutation(
      PostNeed,
      { input: { ...now.input, photos: now.sent.length > 0 ? [...now.sent] : undefined } },
      { fetchOptions: { headers: { Accept: "application/json", "Idempotency-Key": now.key } } },
    )
    .toPromise();
  const outcome = outcomeOf<Data>(result as OperationResult<Data, never>);
  if (outcome.kind !== "unanswered") keepWaiting(null);
  return outcome;
}

/** Call back whenever the outbox may have changed, here or in another window. */
export function watchOutbox(listener: () => void): () => void {
  window.addEventListener(changed, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(changed, listener);
    window.removeEventListener("storage", listener);
  };
}
