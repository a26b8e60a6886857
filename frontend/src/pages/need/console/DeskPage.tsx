import { type ReactNode, useState } from "react";
import { useRegion } from "../../../app/console/region";
import { go, usePlace } from "../../../app/router";
import { t } from "../../../app/text";
import { graphql } from "../../../graph/graphql";
import { useLive } from "../../../graph/live";
import { Nothing } from "../../../parts/console/Answer";
import { addressOf, type DeskFilters, filtersOf } from "./filters";
import { NeedFilters } from "./NeedFilters";
import { NeedList } from "./NeedList";
import { NeedPanel } from "./NeedPanel";
import { QuickEntry } from "./QuickEntry";

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

  return (
    <div className="desk">
      <h1 className="for-readers">{t("console.desk")}</h1>
      <QuickEntry posted={(need) => change({ need })} />
      <div className="desk-columns">
        <section className="desk-list" aria-label={t("desk.list")}>
          <NeedFilters filters={filters} change={change} />
          {liveness === "lost" && <p className="soft">{t("live.lost")}</p>}
          <NeedList filters={filters} region={region.id} change={change} changes={changes.any} />
        </section>
        <section className="desk-panel" aria-label={t("desk.selected")}>
          {filters.need === "" ? (
            <Nothing>{t("desk.chooseOne")}</Nothing>
          ) : (
            <NeedPanel key={filters.need} id={filters.need} changes={changes.selected} />
          )}
        </section>
      </div>
    </div>
  );
}
