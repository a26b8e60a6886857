import { type ReactNode, useState } from "react";
import { t } from "../../../app/text";
import { dayOf } from "../../../app/time";
import { type FragmentOf, graphql, readFragment } from "../../../graph/graphql";
import { useStep } from "../../../graph/step";
import { StepNote } from "../../../parts/resident/Answer";
import { ShareProgress, StopSharing } from "../steps";

export const ShareNoteFields = graphql(`
  fragment ShareNoteFields on Need {
    id
    share {
      link
      expiresAt
    }
  }
`);

interface Props {
  need: FragmentOf<typeof ShareNoteFields>;
  again: () => void;
}

/** A link for the family: it shows how far things are, and no address or telephone. */
export function ShareNote({ need, again }: Props): ReactNode {
  const { id, share } = readFragment(ShareNoteFields, need);
  const start = useStep(ShareProgress);
  const stop = useStep(StopSharing);
  const [isCopied, setIsCopied] = useState(false);

  async function begin(): Promise<void> {
    if ((await start.run({ need: id })).kind === "done") again();
  }

  async function end(): Promise<void> {
    if ((await stop.run({ need: id })).kind === "done") again();
  }

  return (
    <section className="card">
      <h2>{t("share.title")}</h2>
      <p>{t("share.explained")}</p>
      {share ? (
        <>
          <p className="share-link">
            <a href={share.link}>{share.link.replace(/^https?:\/\//, "")}</a>
          </p>
          <p className="hint">{t("share.until", { day: dayOf(share.expiresAt) })}</p>
          <div className="actions">
            <button type="button" className="button" onClick={() => void pass(share.link).then(setIsCopied)}>
              {t(isCopied ? "share.copied" : "share.pass")}
            </button>
            <button type="button" className="button button-plain" disabled={stop.busy} onClick={() => void end()}>
              {t("share.stop")}
            </button>
          </div>
        </>
      ) : (
        <div className="actions">
          <button type="button" className="button button-plain" disabled={start.busy} onClick={() => void begin()}>
            {t("share.start")}
          </button>
        </div>
      )}
      <StepNote step={start} />
      <StepNote step={stop} />
    </section>
  );
}

/** Hand the link to the phone's own sharing, or copy it; true when it was copied. Old browsers do neither. */
async function pass(link: string): Promise<boolean> {
  try {
    if ("share" in navigator) {
      await navigator.share({ url: link });
      return false;
    }
    await (navigator as Navigator).clipboard.writeText(link);
    return true;
  } catch {
    return false;
  }
}
