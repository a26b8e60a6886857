import type { ReactNode } from "react";
import { canOpenWithoutNetwork } from "../../../../app/resident/worker";
import { t } from "../../../../app/text";
import type { Refusal } from "../../../../graph/outcome";
import { Icon } from "../../../../parts/resident/Icon";
import { Page } from "../../../../parts/resident/Page";
import { type Posted, takeBack } from "./outbox";
import type { useOutbox } from "./useOutbox";
import { useSending } from "./useSending";

interface Props {
  outbox: ReturnType<typeof useOutbox>;
  posted: (need: Posted) => void;
  refused: (refusal: Refusal) => void;
}

/** The need waits on this device and is sent, once, as soon as the server can be reached. */
export function WaitingNote({ outbox, posted, refused }: Props): ReactNode {
  const { isBusy, attempt } = useSending(outbox.send, { posted, refused });
  return (
    <Page title={t("waiting.title")}>
      <section className="card posted">
        <Icon name="clock" />
        <p className="standing" role="status">
          {t(isBusy ? "state.sending" : "waiting.said")}
        </p>
        <p>{t(canOpenWithoutNetwork() ? "waiting.mayClose" : "waiting.keepOpen")}</p>
        <blockquote className="own-words">{outbox.entry?.input.words}</blockquote>
        <p className="actions">
          <button type="button" className="button" disabled={isBusy} onClick={() => void attempt()}>
            {t("waiting.now")}
          </button>
          <button type="button" className="button button-plain" disabled={isBusy} onClick={takeBack}>
            {t("waiting.change")}
          </button>
        </p>
      </section>
    </Page>
  );
}
