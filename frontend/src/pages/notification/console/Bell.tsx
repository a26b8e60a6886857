import { Badge, Button, Drawer } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { useUnread } from "../unread";
import { NotificationList } from "./NotificationList";

/** The way to one's notifications in the header of the console, with how many are unread. */
export function Bell(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const unread = useUnread();
  return (
    <>
      <Badge count={unread} size="small" overflowCount={99}>
        <Button onClick={() => setOpen(true)}>{t("inbox.title")}</Button>
      </Badge>
      <Drawer title={t("inbox.title")} open={isOpen} onClose={() => setOpen(false)} destroyOnHidden>
        <NotificationList done={() => setOpen(false)} />
      </Drawer>
    </>
  );
}
