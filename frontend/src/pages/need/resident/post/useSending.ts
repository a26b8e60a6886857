import { useCallback, useEffect, useState } from "react";
import type { Refusal } from "../../../../graph/outcome";
import type { Posted } from "./outbox";
import { forgetDraft } from "./savedDraft";
import type { useOutbox } from "./useOutbox";

const againMilliseconds = 20_000;

interface Ends {
  posted: (need: Posted) => void;
  refused: (refusal: Refusal) => void;
}

/** Try to send what waits: now, whenever the network comes back, and every so often. */
export function useSending(send: ReturnType<typeof useOutbox>["send"], { posted, refused }: Ends) {
  const [isBusy, setIsBusy] = useState(false);

  const attempt = useCallback(async (): Promise<void> => {
    setIsBusy(true);
    const outcome = await send();
    setIsBusy(false);
    if (outcome?.kind === "done") {
      forgetDraft();
      posted(outcome.value.need);
    }
    if (outcome?.kind === "refused") refused(outcome.refusal);
  }, [send, posted, refused]);

  useEffect(() => {
    const again = (): void => void (navigator.onLine && attempt());
    again();
    const timer = setInterval(again, againMilliseconds);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [attempt]);

  return { isBusy, attempt };
}
