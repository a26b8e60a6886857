import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { useUnread } from "../unread";

/** The way to the inbox in the header, with how many are unread. */
export function InboxLink(): ReactNode {
  const unread = useUnread();
  return (
    <a className="quiet-button" href="#/inbox">
      {unread > 0 ? t("inbox.openUnread", { count: unread }) : t("inbox.title")}
    </a>
  );
}
