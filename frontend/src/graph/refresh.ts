import { useEffect, useRef } from "react";

/** Ask again whenever the count of changes has moved on. */
export function useAskAgain(changes: number, again: () => void): void {
  const seen = useRef(changes);
  const ask = useRef(again);
  useEffect(() => {
    ask.current = again;
  });
  useEffect(() => {
    if (seen.current === changes) return;
    seen.current = changes;
    ask.current();
  }, [changes]);
}
