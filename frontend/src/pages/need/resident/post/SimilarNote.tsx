import { type ReactNode, useState } from "react";
import { address } from "../../../../app/router";
import { useSession } from "../../../../app/session";
import { t } from "../../../../app/text";
import { useStep } from "../../../../graph/step";
import { StepNote } from "../../../../parts/resident/Answer";
import type { DraftHints } from "../../draft";
import { EndorseNeed } from "../../steps";

type Similar = DraftHints["similarNeeds"];

/** "已有 3 位邻居提过，我也需要？": joining them saves filling in the same thing again. */
export function SimilarNote({ similar }: { similar: Similar | null }): ReactNode {
  if (!similar || (similar.sentence === null && similar.items.length === 0)) return null;
  return (
    <section className="note note-soft" role="status">
      <p>
        <strong>{similar.sentence ?? t("post.similar")}</strong>
      </p>
      {similar.items.length > 0 && (
        <>
          <ul className="rows">
            {similar.items.map((item) => (
              <Neighbours key={item.need.id} item={item} />
            ))}
          </ul>
          <p className="hint">{t("post.similarHint")}</p>
        </>
      )}
    </section>
  );
}

function Neighbours({ item: { need } }: { item: Similar["items"][number] }): ReactNode {
  const { isSignedIn } = useSession();
  const step = useStep(EndorseNeed);
  const [isJoined, setIsJoined] = useState(false);

  async function join(): Promise<void> {
    if ((await step.run({ need: need.id, alsoNeeds: true })).kind === "done") setIsJoined(true);
  }

  return (
    <li>
      <a href={address("/needs", need.id)}>{need.title}</a>
      {isJoined ? (
        <p>{t("post.joined")}</p>
      ) : (
        isSignedIn && (
          <p>
            <button type="button" className="button button-plain" disabled={step.busy} onClick={() => void join()}>
              {t("need.alsoNeed")}
            </button>
          </p>
        )
      )}
      <StepNote step={step} />
    </li>
  );
}
