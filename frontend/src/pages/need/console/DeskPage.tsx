import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useKeys } from "../../../app/console/keys";
import { useRegion } from "../../../app/console/region";
import { go, usePlace } from "../../../app/router";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { useLive } from "../../../graph/live";
import { Nothing } from "../../../parts/console/Answer";
import { LiveBar } from "../../../parts/console/LiveBar";
import { SavedFilters } from "../../list/console/SavedFilters";
import type { Ticked } from "./bulk/bulk";
import { BulkBar } from "./bulk/BulkBar";
import { addressOf, type DeskFilters, filtersOf, queryOf } from "./filters";
import { KeysWindow } from "./KeysWindow";
import { NeedFilters } from "./NeedFilters";
import { NeedList } from "./NeedList";
import { NeedPanel } from "./NeedPanel";
import { QuickEntry } from "./QuickEntry";
import { type Sent, SentBar } from "./SentBar";

const NeedChanges = graphql.persisted(
  "NeedChanges",
  graphql(`
    subscription NeedChanges($region: ID!, $after: Int) {
      needChanged(region: $region, after: $after) {
        seq
        move
        need {
          id
          status
          version
        }
      }
    }
  `),
);

/** 派单工作台: type in, choose from the list, match and dispatch beside it. */
export function DeskPage(): ReactNode {
  const { region } = useRegion();
  const filters = filtersOf(usePlace().query);

  function change(piece: Partial<DeskFilters>): void {
    // A page of the old filter means nothing under a new one.
    const after = piece.after ?? ("need" in piece ? filters.after : "");
    go(addressOf({ ...filters, ...piece, after }));
  }

  // How often anything changed, and the selected need: each asks again when its figure moves.
  const [changes, setChanges] = useState({ any: 0, selected: 0 });
  const note = (concernsSelected: boolean): void =>
    setChanges(({ any, selected }) => ({ any: any + 1, selected: concernsSelected ? selected + 1 : selected }));
  const liveness = useLive(
    NeedChanges,
    { region: region.id },
    ({ need }) => note(need?.id === filters.need),
    () => note(true),
  );

  // What was ticked under other filters is no longer before the eyes, and must not be moved along.
  const shown = queryOf(filters) + filters.after;
  const [ticks, setTicks] = useState<{ of: string; needs: readonly Ticked[] }>({ of: shown, needs: [] });
  const ticked = ticks.of === shown ? ticks.needs : [];
  const setTicked = (needs: readonly Ticked[]): void => setTicks({ of: shown, needs });
  const [sent, setSent] = useState<Sent | null>(null);
  const [isShowingKeys, setShowingKeys] = useState(false);

  function tick(need: Ticked): void {
    const others = ticked.filter(({ id }) => id !== need.id);
    setTicked(others.length < ticked.length ? others : [...ticked, need]);
  }

  useKeys({
    "/": () => focusOn(".filters input[type=search], .filters .ant-input"),
    n: () => focusOn(".quick-words"),
    "?": () => setShowingKeys(true),
  });

  return (
    <div className="desk">
      <h1 className="for-readers">{t("console.desk")}</h1>
      <LiveBar liveness={liveness} />
      <QuickEntry posted={(need) => change({ need })} />
      <div className="desk-columns">
        <section className="desk-list" aria-label={t("desk.list")}>
          <NeedFilters filters={filters} change={change} />
          <div className="desk-tools">
            <SavedFilters screen="desk" path="/" query={queryOf(filters)} />
            <Button type="text" onClick={() => setShowingKeys(true)}>
              {t("keys.button")}
            </Button>
          </div>
          <BulkBar ticked={ticked} keep={setTicked} done={() => note(true)} />
          <NeedList
            filters={filters}
            region={region.id}
            change={change}
            changes={changes.any}
            ticked={ticked}
            tick={tick}
          />
        </section>
        <section className="desk-panel" aria-label={t("desk.selected")}>
          {filters.need === "" ? (
            <Nothing>{t("desk.chooseOne")}</Nothing>
          ) : (
            <NeedPanel key={filters.need} id={filters.need} changes={changes.selected} tell={setSent} />
          )}
        </section>
      </div>
      {sent && <SentBar key={sent.dispatch} sent={sent} close={() => setSent(null)} />}
      {isShowingKeys && <KeysWindow close={() => setShowingKeys(false)} />}
    </div>
  );
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
