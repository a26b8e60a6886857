import { type ReactNode } from "react";
import { useClient } from "urql";
import { t } from "../../../app/text";
import { momentOf } from "../../../app/time";
import { SignOutEverywhere } from "../documents";

interface Props {
  sessions: readonly { isThis: boolean; beganAt: string; expiresAt: string }[];
}

/** Where one is signed in, and one button that ends all of it, here too. */
export function Sessions({ sessions }: Props): ReactNode {
  const client = useClient();

  async function endAll(): Promise<void> {
    await client.mutation(SignOutEverywhere, {}).toPromise();
    location.hash = "";
    location.reload();
  }

  return (
    <>
      <ul className="rows">
        {sessions.map((session) => (
          <li key={`${session.beganAt} ${session.expiresAt}`}>
            <strong>{t(session.isThis ? "account.thisDevice" : "account.otherDevice")}</strong>
            <p className="hint">
              {t("account.sessionSpan", { from: momentOf(session.beganAt), until: momentOf(session.expiresAt) })}
            </p>
          </li>
        ))}
      </ul>
      <p className="hint">{t("account.endAllHint")}</p>
      <p className="actions">
        <button type="button" className="button button-plain" onClick={() => void endAll()}>
          {t("account.endAll")}
        </button>
      </p>
    </>
  );
}
