import { type ReactNode, useCallback, useState } from "react";
import { address } from "../../../../app/router";
import { t } from "../../../../app/text";
import { useOutbox } from "./useOutbox";
import { useSending } from "./useSending";

/** On every page: a need that still waits is sent from wherever one is, and it is said when it has arrived. */
export default function OutboxBar(): ReactNode {
  const { entry, send } = useOutbox();
  const [arrived, setArrived] = useState<string | null>(null);
  const posted = useCallback(({ id }: { id: string }) => setArrived(id), []);
  // What was refused is read where it can be changed.
  const refused = useCallback(() => undefined, []);
  useSending(send, { posted, refused });
  return (
    <div role="status">
      {entry ? (
        <p className="unplugged">
          <a href="#/post">{t("waiting.bar")}</a>
        </p>
      ) : (
        arrived && (
          <p className="unplugged">
            <a href={address("/needs", arrived)}>{t("waiting.arrived")}</a>
          </p>
        )
      )}
    </div>
  );
}
