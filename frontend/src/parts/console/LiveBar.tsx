import { type ReactNode, useEffect, useRef, useState } from "react";
import { t } from "../../app/text";
import type { Liveness } from "../../graph/live";

const shownMilliseconds = 4000;

/** Says that the line to the server is lost, and for a moment that it is back and everything caught up. */
export function LiveBar({ liveness }: { liveness: Liveness }): ReactNode {
  const before = useRef(liveness);
  const [isBack, setIsBack] = useState(false);
  useEffect(() => {
    const wasLost = before.current === "lost";
    before.current = liveness;
    if (liveness !== "live" || !wasLost) return;
    setIsBack(true);
    const timer = setTimeout(() => setIsBack(false), shownMilliseconds);
    return () => clearTimeout(timer);
  }, [liveness]);
  const isLost = liveness === "lost";
  return (
    <p role="status" className={isLost ? "live-bar live-bar-lost" : isBack ? "live-bar" : "for-readers"}>
      {isLost ? t("line.lost") : isBack ? t("line.back") : ""}
    </p>
  );
}
