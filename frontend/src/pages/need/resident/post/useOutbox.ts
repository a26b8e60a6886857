import { useCallback, useEffect, useState } from "react";
import { useClient } from "urql";
import { putOut, sendOut, type Waiting, waiting, watchOutbox } from "./outbox";
import type { Photo, PostNeedInput } from "./savedDraft";

/** The need that waits to be sent, if one does. */
export function useOutbox() {
  const client = useClient();
  const [entry, setEntry] = useState<Waiting | null>(waiting);
  const [isFirstTry, setIsFirstTry] = useState(false);

  useEffect(() => watchOutbox(() => setEntry(waiting())), []);

  const put = useCallback(
    async (input: PostNeedInput, photos: readonly Photo[]) => {
      setIsFirstTry(true);
      const outcome = await sendOut(client, putOut(input, photos));
      setIsFirstTry(false);
      return outcome;
    },
    [client],
  );
  const send = useCallback(() => {
    const now = waiting();
    return now ? sendOut(client, now) : null;
  }, [client]);

  // While the first try is under way the form stays; only what was not answered is said to wait.
  return { entry: isFirstTry ? null : entry, put, send };
}
