import type { ReactNode } from "react";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { type FragmentOf, readFragment } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { MarkRead, NotificationFields } from "../documents";

/** One notification, which opens what it is about and is read from then on. */
export function NotificationCard({ of }: { of: FragmentOf<typeof NotificationFields> }): ReactNode {
  const { id, sentence, detail, link, at, readAt } = readFragment(NotificationFields, of);
  const { run } = useStep(MarkRead);
  const read = (): void => {
    if (readAt === null) void run({ notification: id });
  };
  return (
    <li className="card">
      <a className="card-link" href={link} onClick={read}>
        <h2 className="card-title">{sentence}</h2>
      </a>
      {detail?.split("\n").map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p className="facts">
        {readAt === null && <span className="state state-aside">{t("inbox.unread")}</span>}
        <span>{momentOf(at)}</span>
      </p>
    </li>
  );
}
