import { stringifyDocument } from "@urql/core";
import { createClient } from "graphql-sse";
import { useEffect, useRef, useState } from "react";
import { endpoint } from "./client";
import type { TadaDocumentNode } from "./graphql";
import { request } from "./request";

export type Liveness = "opening" | "live" | "lost";

const stream = createClient({ url: endpoint, fetchFn: request, retryAttempts: 0 });

const longestPauseMilliseconds = 30_000;

/**
 * Listen to a subscription whose changes carry `seq`, and say whether the line stands.
 *
 * After a break it asks again from the last change it has seen, so that none is missed.
 */
export function useLive<Data extends Record<string, { seq: number }>, Variables extends object>(
  document: TadaDocumentNode<Data, Variables & { after?: number | null }>,
  variables: Variables | null,
  onChange: (change: Data[keyof Data]) => void,
): Liveness {
  const [liveness, setLiveness] = useState<Liveness>("opening");
  const listener = useRef(onChange);
  useEffect(() => {
    listener.current = onChange;
  });
  const body = variables === null ? null : JSON.stringify(variables);

  useEffect(() => {
    if (body === null) return;
    let after: number | null = null;
    let breaks = 0;
    let stop = (): void => undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    function reopen(): void {
      setLiveness("lost");
      breaks += 1;
      timer = setTimeout(open, Math.min(longestPauseMilliseconds, 1000 * 2 ** breaks));
    }

    function open(): void {
      stop = stream.subscribe<Data>(
        { query: stringifyDocument(document), variables: { ...(JSON.parse(body ?? "{}") as Variables), after } },
        {
          next: ({ data }) => {
            breaks = 0;
            setLiveness("live");
            const change = data && Object.values(data)[0];
            if (!change) return;
            after = change.seq;
            listener.current(change as Data[keyof Data]);
          },
          error: reopen,
          complete: reopen,
        },
      );
    }

    open();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [document, body]);

  return liveness;
}
