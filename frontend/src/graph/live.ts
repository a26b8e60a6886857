import { stringifyDocument } from "@urql/core";
import { createClient } from "graphql-sse";
import { useEffect, useRef, useState } from "react";
import { endpoint } from "./client";
import type { TadaDocumentNode } from "./graphql";
import { request } from "./request";

export type Liveness = "opening" | "live" | "lost";

const longestPauseMilliseconds = 30_000;

/**
 * Listen to a subscription whose changes carry `seq`, and say whether the line stands.
 *
 * After a break it asks again from the last change it has seen, so that none is missed; a page that had seen none
 * yet is told by `catchUp` to look for itself.
 */
export function useLive<Data extends Record<string, { seq: number }>, Variables extends object>(
  document: TadaDocumentNode<Data, Variables & { after?: number | null }>,
  variables: Variables | null,
  onChange: (change: Data[keyof Data]) => void,
  catchUp: () => void,
): Liveness {
  const [liveness, setLiveness] = useState<Liveness>("opening");
  const listener = useRef({ onChange, catchUp });
  useEffect(() => {
    listener.current = { onChange, catchUp };
  });
  const body = variables === null ? null : JSON.stringify(variables);

  useEffect(() => {
    if (body === null) return;
    let after: number | null = null;
    let breaks = 0;
    let isOver = false;
    let stop = (): void => undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const stream = createClient({ url: endpoint, fetchFn: listen, retryAttempts: 0 });

    /** The line stands as soon as its answer begins, long before the first change. */
    async function listen(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      const response = await request(input, init);
      if (response.ok) {
        if (breaks > 0) listener.current.catchUp();
        breaks = 0;
        setLiveness("live");
      }
      return response;
    }

    function reopen(): void {
      if (isOver || timer !== undefined) return;
      setLiveness("lost");
      breaks += 1;
      timer = setTimeout(open, Math.min(longestPauseMilliseconds, 1000 * 2 ** breaks));
    }

    function open(): void {
      clearTimeout(timer);
      timer = undefined;
      stop = stream.subscribe<Data>(
        { query: stringifyDocument(document), variables: { ...(JSON.parse(body ?? "{}") as Variables), after } },
        {
          next: ({ data }) => {
            const change = data && Object.values(data)[0];
            if (!change) return;
            after = change.seq;
            listener.current.onChange(change as Data[keyof Data]);
          },
          error: reopen,
          complete: reopen,
        },
      );
    }

    open();
    // A network that comes back is used at once.
    const hurry = (): void => {
      if (timer !== undefined) open();
    };
    // A line may seem to stand long after the network has gone.
    const giveUp = (): void => {
      stop();
      reopen();
    };
    window.addEventListener("online", hurry);
    window.addEventListener("offline", giveUp);
    return () => {
      isOver = true;
      window.removeEventListener("online", hurry);
      window.removeEventListener("offline", giveUp);
      clearTimeout(timer);
      stop();
    };
  }, [document, body]);

  return liveness;
}
