import { useEffect } from "react";
import { useQuery } from "urql";
import { UnreadQuery } from "./documents";

const everyMilliseconds = 60_000;
const context = { additionalTypenames: ["Notification"] };

/** How many notifications are unread: asked once a minute while the page is in sight, and when it comes back. */
export function useUnread(): number {
  const [{ data }, ask] = useQuery({ query: UnreadQuery, context });
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible") ask({ requestPolicy: "network-only" });
    };
    const timer = setInterval(look, everyMilliseconds);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [ask]);
  return data?.viewer.unreadCount ?? 0;
}
