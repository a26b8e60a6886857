import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { Icon } from "../../../parts/resident/Icon";
import { useUnread } from "../unread";

const most = 99;

/** The way to the inbox in the header, with how many are unread. */
export function InboxLink(): ReactNode {
  const unread = useUnread();
  return (
    <a
      className="quiet-button bell"
      href="#/inbox"
      aria-label={unread > 0 ? t("inbox.openUnread", { count: unread }) : t("inbox.title")}
    >
      <Icon name="bell" />
      {unread > 0 && <span className="badge">{unread > most ? `${String(most)}+` : unread}</span>}
    </a>
  );
}
