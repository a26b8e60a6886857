import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { t } from "../../../../app/text";
import { Mark } from "../../../../parts/console/Mark";
import { type Result, type Ticked, useBulk, type Work } from "./bulk";
import { BulkForm } from "./BulkForm";

interface Props {
  ticked: readonly Ticked[];
  /** Keep these ticked: none, or those that did not go. */
  keep: (needs: readonly Ticked[]) => void;
  done: () => void;
}

/** What can be done to several needs at once, and what came of each. */
export function BulkBar({ ticked, keep, done }: Props): ReactNode {
  const bulk = useBulk();
  const [asked, setAsked] = useState<"hold" | "recall" | null>(null);
  const isBusy = bulk.left > 0;

  async function run(work: Work): Promise<void> {
    setAsked(null);
    const results = await bulk.run(ticked, work);
    keep(results.filter(({ isDone }) => !isDone));
    done();
  }

  if (ticked.length === 0 && bulk.results.length === 0) return null;
  return (
    <section className="bulk" aria-label={t("bulk.label")}>
      {ticked.length > 0 && (
        <div className="bulk-line">
          <strong>{t("bulk.count", { count: ticked.length })}</strong>
          <Button disabled={isBusy} onClick={() => void run({ move: "accept" })}>
            {t("bulk.accept")}
          </Button>
          <Button disabled={isBusy} onClick={() => setAsked("hold")}>
            {t("bulk.hold")}
          </Button>
          <Button disabled={isBusy} onClick={() => setAsked("recall")}>
            {t("bulk.recall")}
          </Button>
          <Button type="text" disabled={isBusy} onClick={() => keep([])}>
            {t("bulk.none")}
          </Button>
        </div>
      )}
      <div role="status">
        {isBusy && <p className="soft">{t("bulk.running", { left: bulk.left })}</p>}
        {!isBusy && bulk.results.length > 0 && <Results results={bulk.results} close={bulk.forget} />}
      </div>
      {asked && <BulkForm move={asked} count={ticked.length} run={(work) => void run(work)} close={() => setAsked(null)} />}
    </section>
  );
}

function Results({ results, close }: { results: readonly Result[]; close: () => void }): ReactNode {
  const refused = results.filter(({ isDone }) => !isDone);
  return (
    <div className="bulk-results">
      <div className="bulk-line">
        <span>{t("bulk.results", { done: results.length - refused.length, refused: refused.length })}</span>
        <Button type="text" size="small" onClick={close}>
          {t("sent.close")}
        </Button>
      </div>
      {refused.length > 0 && (
        <ul className="plain-list">
          {refused.map(({ id, called, sentence, remedy }) => (
            <li key={id}>
              <Mark tone="orange">{t("bulk.refused")}</Mark> <strong>{called}</strong>
              <div>
                {sentence} {remedy}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
