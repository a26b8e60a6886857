import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useKeys } from "../../../app/console/keys";
import { t } from "../../../app/text";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/console/Answer";
import { NoticeWindow } from "../../dispatch/console/NoticeWindow";
import { RecallDispatch } from "../../dispatch/console/steps";

/** A dispatch that has just gone out, and to what it asked. */
export interface Sent {
  dispatch: string;
  called: string;
}

/** "已派出 · 撤销": a dispatch is taken back by recalling it, and who was asked reads why. */
export function SentBar({ sent, close }: { sent: Sent; close: () => void }): ReactNode {
  const recall = useStep(RecallDispatch);
  const [isUndone, setIsUndone] = useState(false);
  const [isNoticing, setIsNoticing] = useState(false);

  async function undo(): Promise<void> {
    if (recall.busy || isUndone) return;
    const outcome = await recall.run({ dispatch: sent.dispatch, reasonText: t("sent.reason") });
    if (outcome.kind === "done") setIsUndone(true);
  }

  useKeys({ u: () => void undo() });

  return (
    <aside className="sent-bar" aria-label={t("sent.label")}>
      <div className="sent-line">
        <span role="status">{t(isUndone ? "sent.undone" : "sent.done", { called: sent.called })}</span>
        {!isUndone && (
          <>
            <Button loading={recall.busy} onClick={() => void undo()}>
              {t("sent.undo")}
            </Button>
            <Button onClick={() => setIsNoticing(true)}>{t("notice.again")}</Button>
          </>
        )}
        <Button type="text" onClick={close}>
          {t("sent.close")}
        </Button>
      </div>
      <StepNote step={recall} />
      {isNoticing && <NoticeWindow dispatch={sent.dispatch} close={() => setIsNoticing(false)} />}
    </aside>
  );
}
